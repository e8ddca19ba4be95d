/**
 * What we know of one tracker of one torrent. Times are on the clock's monotonic scale; rows show wall time.
 * Invariants: at most one announce is under way; `notBefore` is kept by everyone who starts one.
 */
import type { TrackerRow, TrackerStatus } from '../api/torrent-view.js';
import type { Clock, Random } from '../base/ports.js';
import type { AnnounceAnswer, AnnounceEvent, ScrapeAnswer } from './announce.js';
import { retryDelayMs } from './retry-delay.js';

/** Between two announces where the tracker names no `min interval`. */
const DEFAULT_MIN_INTERVAL_SECONDS = 60;
/** Between two scrapes of one torrent. */
const SCRAPE_INTERVAL_MS = 300_000;

/** Why an announce came to nothing. */
export interface TrackerFailure {
  /** The tracker's own words where it `refused`, else ours. */
  readonly text: string;
  readonly refused: boolean;
}

export class TrackerEntry {
  /** Set while an announce is under way. */
  inFlight: AbortController | null = null;
  /** The tracker has answered a `started`, so it lists us. */
  knowsUs = false;
  toldCompleted = false;
  trackerId: string | null = null;
  /** No announce earlier than this: min interval, or the wait after a failure. */
  notBefore = Number.NEGATIVE_INFINITY;
  /** When the tracker wants to hear from us again; null unless the last announce went well. */
  dueAt: number | null = null;

  #failures = 0;
  #failure: TrackerFailure | null = null;
  #lastAnnounceAt: number | null = null;
  #seeds: number | null = null;
  #leeches: number | null = null;
  #peersReceived = 0;
  #warning: string | null = null;
  #scrapedAt = Number.NEGATIVE_INFINITY;

  constructor(readonly url: string) {}

  get failing(): boolean {
    return this.#failure !== null;
  }

  /** Whether an announce may start now. */
  ready(now: number): boolean {
    return this.inFlight === null && now >= this.notBefore;
  }

  /** The event that the next announce must carry. */
  eventToSend(completed: boolean): AnnounceEvent | null {
    if (!this.knowsUs) return 'started';
    return completed && !this.toldCompleted ? 'completed' : null;
  }

  succeeded(answer: AnnounceAnswer, event: AnnounceEvent | null, now: number): void {
    this.#failures = 0;
    this.#failure = null;
    this.#lastAnnounceAt = now;
    if (event === 'started') this.knowsUs = true;
    if (event === 'completed') this.toldCompleted = true;
    this.#seeds = answer.seeds ?? this.#seeds;
    this.#leeches = answer.leeches ?? this.#leeches;
    this.#peersReceived = answer.peers.length;
    this.#warning = answer.warning;
    this.trackerId = answer.trackerId ?? this.trackerId;
    const minSeconds = answer.minIntervalSeconds ?? Math.min(DEFAULT_MIN_INTERVAL_SECONDS, answer.intervalSeconds);
    this.notBefore = now + minSeconds * 1000;
    this.dueAt = now + answer.intervalSeconds * 1000;
  }

  failed(failure: TrackerFailure, now: number, random: Random): void {
    this.#failures += 1;
    this.#failure = failure;
    this.dueAt = null;
    this.notBefore = now + retryDelayMs(this.#failures, random);
  }

  /** Whether the tracker may be asked for figures now; a yes counts as asked. */
  mayScrape(now: number): boolean {
    if (this.failing || now - this.#scrapedAt < SCRAPE_INTERVAL_MS) return false;
    this.#scrapedAt = now;
    return true;
  }
  scraped(figures: ScrapeAnswer): void {
    this.#seeds = figures.seeds;
    this.#leeches = figures.leeches;
  }

  /** The person asked: the wait after a failure is over, the min interval of a working tracker is not. */
  forgiveFailure(now: number): void {
    if (this.failing) this.notBefore = now;
  }

  /** A new start of the torrent: the tracker has been told that we left. */
  reset(): void {
    this.knowsUs = false;
    this.toldCompleted = false;
    this.notBefore = Number.NEGATIVE_INFINITY;
    this.dueAt = null;
    this.#failures = 0;
  }

  row(tier: number, enabled: boolean, clock: Clock): TrackerRow {
    const wall = (at: number): number => Math.round(clock.wallNow() + (at - clock.now()));
    const next = this.failing ? this.notBefore : this.dueAt;
    return {
      tier,
      url: this.url,
      status: enabled ? this.#status(wall) : { kind: 'disabled' },
      seeds: this.#seeds,
      leeches: this.#leeches,
      peersReceived: this.#peersReceived,
      nextAnnounceAt: enabled && next !== null && Number.isFinite(next) ? wall(next) : null,
      warning: this.#warning,
    };
  }

  #status(wall: (at: number) => number): TrackerStatus {
    if (this.inFlight) return { kind: 'announcing' };
    if (this.#failure !== null) return { kind: 'failed', ...this.#failure, retryAt: wall(Math.max(this.notBefore, 0)) };
    return this.#lastAnnounceAt === null ? { kind: 'idle' } : { kind: 'working', lastAnnounceAt: wall(this.#lastAnnounceAt) };
  }
}
