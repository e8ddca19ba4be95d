/**
 * Keeps one torrent known to its trackers: started, at their intervals, completed, stopped (BEP 3, 12).
 * Composition only: order is in tiers, passes in announce-lane, what is known of a tracker in tracker-entry.
 */
import { EngineError } from '../api/errors.js';
import type { Endpoint } from '../api/ids.js';
import type { TrackerRow } from '../api/torrent-view.js';
import { readUint32 } from '../base/big-endian.js';
import { originOf, trackerUrlProblem } from '../base/outbound-rules.js';
import type { Clock, HttpPort, Random } from '../base/ports.js';
import { escapeText } from '../base/untrusted-text.js';
import type { AnnounceAnswer, AnnounceEvent, AnnounceRequest } from './announce.js';
import { AnnounceLane } from './announce-lane.js';
import { Farewell } from './farewell.js';
import { announceOverHttp } from './http-tracker.js';
import { Scraper } from './scraper.js';
import { Tiers } from './tiers.js';
import { TrackerEntry, type TrackerFailure } from './tracker-entry.js';
import type { UdpTrackerClient } from './udp-tracker.js';

export interface AnnouncerHost {
  /** The figures of this instant. */
  facts(): {
    readonly port: number;
    readonly uploadedBytes: number;
    readonly downloadedBytes: number;
    readonly leftBytes: number;
    /** We are a partial seed (BEP 21). */
    readonly paused?: boolean;
    readonly numWant: number;
    /** Our IPv6 address where it is known (BEP 7). */
    readonly ipv6: string | null;
  };
  /** `from`: the literal address of the tracker, where that is known. */
  onPeers(peers: readonly Endpoint[], from: string | null): void;
  /** Our address as a tracker at the literal address `from` sees it (BEP 24). */
  onExternalIp(ip: string, from: string): void;
  /** Where one tracker is used at a time, another one than before answers; its peers are told next. */
  onSwitch(): void;
  /** A row or the time of the next announce has changed. */
  onChange(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

export interface AnnouncerOptions {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  readonly tiers: readonly (readonly string[])[];
  readonly clock: Clock;
  readonly random: Random;
  readonly http: HttpPort;
  /** Shared by the session. */
  readonly udp: Pick<UdpTrackerClient, 'announce' | 'scrape'>;
  /** Asked each time: settings may switch a tracker off. */
  allowed(url: string): boolean;
  /** A second tracker is tried only when the first has failed, never beside it (BEP 27). */
  readonly oneAtATime?: () => boolean;
  /** Every tracker for itself, instead of one after the other until one works (BEP 12). */
  readonly announceToAll?: boolean;
}

export class Announcer {
  readonly #host: AnnouncerHost;
  readonly #options: AnnouncerOptions;
  readonly #tiers: Tiers;
  readonly #entries = new Map<string, TrackerEntry>();
  readonly #key: number;
  readonly #scraper: Scraper;
  /** The lane of every tracker; without announceToAll they share one. */
  readonly #lanes = new Map<TrackerEntry, AnnounceLane>();
  #running = false;
  #completed = false;
  /** The tracker that answered last. */
  #current: TrackerEntry | null = null;
  readonly #farewell: Farewell;

  constructor(host: AnnouncerHost, options: AnnouncerOptions) {
    this.#host = host;
    this.#options = options;
    this.#farewell = new Farewell(options.clock);
    this.#scraper = new Scraper(options, () => host.onChange());
    this.#tiers = new Tiers(options.tiers, options.random);
    this.#key = readUint32(options.random.bytes(4), 0);
    for (const url of this.#tiers.order()) this.#entries.set(url, new TrackerEntry(url));
  }

  /** Announces `started` at once and keeps announcing. Does nothing while running. */
  start(): void {
    if (this.#running) return;
    this.#farewell.abandon();
    this.#running = true;
    this.#completed = false;
    this.#current = null;
    for (const entry of this.#entries.values()) entry.reset();
    for (const entry of this.#entries.values()) this.#lanes.set(entry, this.#laneFor(entry));
    for (const lane of this.#distinctLanes()) lane.run();
  }

  /** The last wanted piece has come: trackers that know us are told at once. */
  completed(): void {
    if (!this.#running || this.#completed) return;
    this.#completed = true;
    for (const entry of this.#usable(this.#entries.values())) this.#tellCompleted(entry);
  }

  /** Announces as soon as min intervals allow; waits after failures are cut short. */
  announceNow(): void {
    if (!this.#running) return;
    for (const entry of this.#entries.values()) entry.forgiveFailure(this.#options.clock.now());
    for (const lane of this.#distinctLanes()) lane.runSoon();
  }

  /** Somebody looks at the figures: asks working trackers for them (BEP 48), unless they were asked a short while ago. */
  refreshFigures(): void {
    for (const entry of this.#usable(this.#entries.values())) this.#scraper.ask(entry);
  }

  /** Adds a tracker in a last tier of its own; it is used when its turn comes. */
  addTracker(url: string): void {
    if (!this.#tiers.add(url)) return;
    const entry = new TrackerEntry(url.trim());
    this.#entries.set(entry.url, entry);
    if (!this.#running) return;
    const lane = this.#laneFor(entry);
    this.#lanes.set(entry, lane);
    lane.schedule();
  }

  /** Ends announcing and tells `stopped` to the trackers that know us; resolves within 2 s, whatever they do. */
  stop(): Promise<void> {
    if (!this.#running) return this.#farewell.said;
    this.#running = false;
    for (const lane of this.#distinctLanes()) lane.stop();
    this.#lanes.clear();
    for (const entry of this.#entries.values()) {
      entry.inFlight?.abort();
      entry.inFlight = null;
      entry.dueAt = null;
    }
    const knowUs = [...this.#entries.values()].filter((entry) => entry.knowsUs);
    const said = this.#farewell.say(knowUs.map((entry) => (signal) => this.#send(entry, 'stopped', signal)));
    this.#host.onChange();
    return said;
  }

  /** One row a tracker, in the order in which they are tried. */
  rows(): TrackerRow[] {
    const { clock } = this.#options;
    return this.#tiers.order().flatMap((url) => {
      const entry = this.#entries.get(url);
      return entry ? [entry.row(this.#tiers.tierOf(url), this.#isUsable(entry), clock)] : [];
    });
  }

  /** Wall time (Unix milliseconds) of the next regular announce; null when none is planned. */
  nextAnnounceAt(): number | null {
    const { clock } = this.#options;
    const times = this.#distinctLanes()
      .map((lane) => lane.wakeAt)
      .filter((at) => at !== null);
    return times.length === 0 ? null : Math.round(clock.wallNow() + Math.min(...times) - clock.now());
  }

  #distinctLanes(): AnnounceLane[] {
    return [...new Set(this.#lanes.values())];
  }

  #laneFor(entry: TrackerEntry): AnnounceLane {
    const [shared] = this.#lanes.values();
    if (shared && !this.#options.announceToAll) return shared;
    return new AnnounceLane({
      clock: this.#options.clock,
      order: () => this.#usable(this.#options.announceToAll ? [entry] : this.#ordered()),
      announce: (chosen) => void this.#announce(chosen),
      isPatient: () => this.#options.oneAtATime?.() ?? false,
      onSchedule: () => this.#host.onChange(),
    });
  }

  #ordered(): TrackerEntry[] {
    return this.#tiers.order().flatMap((url) => this.#entries.get(url) ?? []);
  }

  #usable(entries: Iterable<TrackerEntry>): TrackerEntry[] {
    return [...entries].filter((entry) => this.#isUsable(entry));
  }

  #isUsable(entry: TrackerEntry): boolean {
    return trackerUrlProblem(entry.url) === null && this.#options.allowed(entry.url);
  }

  async #announce(entry: TrackerEntry): Promise<void> {
    const controller = new AbortController();
    const event = entry.eventToSend(this.#completed);
    entry.inFlight = controller;
    this.#host.onChange();
    const outcome = await this.#send(entry, event, controller.signal).catch(failureOf);
    // After a stop the entry belongs to the next start.
    if (entry.inFlight !== controller) return;
    entry.inFlight = null;
    const answered = 'peers' in outcome;
    if (answered) this.#onAnswer(entry, event, outcome);
    else this.#onFailure(entry, outcome);
    this.#lanes.get(entry)?.settled(entry, answered);
    this.#host.onChange();
    this.#tellCompleted(entry);
  }

  #onFailure(entry: TrackerEntry, failure: TrackerFailure): void {
    entry.failed(failure, this.#options.clock.now(), this.#options.random);
    this.#host.log('warn', `${originOf(entry.url)}: ${escapeText(failure.text)}`);
  }

  #onAnswer(entry: TrackerEntry, event: AnnounceEvent | null, answer: AnnounceAnswer): void {
    entry.succeeded(answer, event, this.#options.clock.now());
    this.#tiers.promote(entry.url);
    const origin = originOf(entry.url);
    this.#host.log('info', `${origin}: ${answer.peers.length} peers, next announce in ${answer.intervalSeconds} s`);
    if (answer.warning !== null) this.#host.log('warn', `${origin}: ${escapeText(answer.warning)}`);
    if (answer.externalIp !== null && answer.answeredBy !== null) this.#host.onExternalIp(answer.externalIp, answer.answeredBy);
    if (event !== 'completed') this.#use(entry);
    if (answer.peers.length > 0) this.#host.onPeers(answer.peers, answer.answeredBy);
    if (answer.seeds === null || answer.leeches === null) this.#scraper.ask(entry);
  }

  #use(entry: TrackerEntry): void {
    const before = this.#current;
    this.#current = entry;
    if (before !== null && before !== entry && this.#options.oneAtATime?.()) this.#host.onSwitch();
  }

  /** `completed` is news and waits for no interval. */
  #tellCompleted(entry: TrackerEntry): void {
    if (!this.#running || entry.inFlight || entry.failing || entry.eventToSend(this.#completed) !== 'completed') return;
    void this.#announce(entry);
  }

  async #send(entry: TrackerEntry, event: AnnounceEvent | null, signal: AbortSignal): Promise<AnnounceAnswer> {
    const { clock, infoHash, peerId, http, udp } = this.#options;
    const { url, trackerId } = entry;
    const request: AnnounceRequest = { url, infoHash, peerId, ...this.#host.facts(), event, key: this.#key, trackerId };
    return new URL(url).protocol === 'udp:' ? udp.announce(request, signal) : announceOverHttp(http, request, clock, signal);
  }
}

/** The tracker's own words where it gave any. */
function failureOf(error: unknown): TrackerFailure {
  if (error instanceof EngineError) return { text: String(error.facts.reason ?? error.message), refused: error.facts.refused === 1 };
  return { text: error instanceof Error ? error.message : String(error), refused: false };
}
