/**
 * The DHT of a session: gives the machine its sockets, its time and its first nodes, and torrents a way to their peers.
 * Nothing is sent, resolved or bound while it is switched off.
 */
import type { DhtFacts, DhtRow, SavedDht } from '../api/dht.js';
import type { Endpoint } from '../api/ids.js';
import type { Settings } from '../api/settings.js';
import type { DhtMember } from '../base/dht-member.js';
import type { Clock, DatagramChannel, Random, Resolver, SharedDatagrams } from '../base/ports.js';
import { Dht } from './dht.js';
import { doorsFor, namedNodesFor, resolveDoors } from './doors.js';
import { Meetings } from './meetings.js';

const SAVE_MS = 10 * 60_000;
/** Names that could not be resolved are tried again while nobody is known. */
const RESOLVE_MS = 30_000;
/** Nodes that a torrent names: more of one are not asked. */
const MOST_NAMED = 20;

export interface DhtPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly resolver: Resolver;
  readonly datagrams: SharedDatagrams;
}

export interface DhtServiceHost {
  settings(): Pick<Settings, 'bindAddress' | 'dht' | 'dhtReadOnly' | 'dhtRouters'>;
  /** Where peers reach us; null while we do not listen. */
  listenPort(): number | null;
  /** Somebody at `voter` says that we are at `host`: both literal. */
  onSeenAs(host: string, voter: string): void;
  save(state: SavedDht): Promise<void>;
}

interface Running {
  readonly dht: Dht;
  readonly channel: DatagramChannel;
  readonly meetings: Meetings;
  readonly routers: Settings['dhtRouters'];
}

export class DhtService {
  private running: Running | null = null;
  private saved: SavedDht | null;
  private readonly members = new Set<DhtMember>();
  private cancelTimer: (() => void) | null = null;
  private timerAtMs = Number.POSITIVE_INFINITY;
  private nextSaveMs = 0;
  private nextResolveMs = 0;
  private wasBound = false;

  constructor(
    private readonly ports: DhtPorts,
    private readonly host: DhtServiceHost,
    saved: SavedDht | null,
  ) {
    this.saved = saved;
  }

  /** Makes it be as the settings say. */
  apply(): void {
    const { dht, dhtRouters } = this.host.settings();
    if (!dht) return this.stop();
    if (this.running === null) return this.start();
    if (this.running.routers === dhtRouters) return;
    this.running = { ...this.running, routers: dhtRouters };
    this.nextResolveMs = 0;
    this.pump();
  }

  /** Says what is to be kept over a restart, and ends. */
  async close(): Promise<void> {
    const { running } = this;
    const state = running?.dht.save();
    this.stop();
    if (state !== undefined) await this.host.save(state).catch(() => undefined);
  }

  facts(): DhtFacts {
    return this.running?.dht.facts() ?? { kind: 'off' };
  }
  /** Where our node of a family is reached; null when there is none. */
  port(family: 4 | 6): number | null {
    return this.running?.channel.port(family) ?? null;
  }

  // ---- torrents ----

  join(member: DhtMember): void {
    this.members.add(member);
    this.running?.meetings.join(member);
    this.pump();
  }
  leave(member: DhtMember): void {
    this.members.delete(member);
    this.running?.meetings.leave(member);
  }
  searchNow(member: DhtMember): void {
    this.running?.meetings.searchNow(member);
    this.pump();
  }
  refreshFigures(member: DhtMember): void {
    this.running?.meetings.refreshFigures(member);
    this.pump();
  }
  /** Null when it is switched off, or for a stranger. */
  row(member: DhtMember): DhtRow | null {
    return this.running?.meetings.row(member) ?? null;
  }

  /** A peer says that its node is there (BEP 5). */
  hear(endpoint: Endpoint): void {
    this.running?.dht.hear(endpoint);
    this.pump();
  }
  /** Nodes that a torrent names, `host:port`. */
  async addNodes(texts: readonly string[]): Promise<void> {
    if (texts.length === 0 || this.running === null) return;
    const named = namedNodesFor(this.host.settings().bindAddress, texts.slice(0, MOST_NAMED));
    for (const endpoint of await resolveDoors(named, this.ports.resolver)) this.hear(endpoint);
  }

  // ---- its life ----

  private start(): void {
    const { datagrams, random } = this.ports;
    let channel: DatagramChannel | null = null;
    const dht = new Dht(
      {
        send: (bytes, to) => channel?.send(bytes, to),
        hasFamily: (family) => channel?.port(family) != null,
        onSeenAs: (host, voter) => this.host.onSeenAs(host, voter),
        onChange: () => undefined,
      },
      { random, saved: this.saved, isReadOnly: () => this.host.settings().dhtReadOnly },
    );
    const nodes = () => dht.nodes().filter(({ hasWayIn }) => hasWayIn);
    const meetings = new Meetings({ nodes, listenPort: () => this.host.listenPort() }, this.ports.clock, random);
    for (const member of this.members) meetings.join(member);
    this.nextSaveMs = this.ports.clock.now() + SAVE_MS;
    this.nextResolveMs = 0;
    this.wasBound = false;
    channel = datagrams.subscribe('dht', {
      onMessage: (bytes, from) => {
        dht.receive(bytes, from, this.ports.clock.now());
        this.pump();
      },
      onBound: () => this.onBound(dht, meetings),
    });
    this.running = { dht, channel, meetings, routers: this.host.settings().dhtRouters };
    this.pump();
  }

  private stop(): void {
    const { running } = this;
    if (running === null) return;
    this.saved = running.dht.save();
    this.running = null;
    this.cancelTimer?.();
    this.cancelTimer = null;
    running.channel.close();
    for (const member of this.members) running.meetings.leave(member);
  }

  /** There are sockets; if they are others than before, everybody is told of our new port. */
  private onBound(dht: Dht, meetings: Meetings): void {
    if (this.wasBound) {
      dht.rejoin();
      meetings.announceAnew();
    }
    this.wasBound = true;
    this.pump();
  }

  /** Does what is due, and sets the timer for what is due next. */
  private pump(): void {
    const { running } = this;
    if (running === null || running.dht.nodes().length === 0) return;
    const { dht, meetings } = running;
    const nowMs = this.ports.clock.now();
    this.resolve(running, nowMs);
    dht.run(nowMs);
    meetings.run(nowMs);
    if (nowMs >= this.nextSaveMs) {
      this.nextSaveMs = nowMs + SAVE_MS;
      void this.host.save(dht.save()).catch(() => undefined);
    }
    this.setTimer(Math.min(dht.nextDeadline(nowMs), meetings.nextAt(), this.nextSaveMs, this.nextResolveMs), nowMs);
  }

  private setTimer(atMs: number, nowMs: number): void {
    if (this.cancelTimer !== null && this.timerAtMs <= atMs) return;
    this.cancelTimer?.();
    this.timerAtMs = atMs;
    this.cancelTimer = this.ports.clock.after(Math.max(1, atMs - nowMs), () => {
      this.cancelTimer = null;
      this.pump();
    });
  }

  /** Where to begin is asked for at the start, and again while nobody is known. */
  private resolve({ dht, routers }: Running, nowMs: number): void {
    if (nowMs < this.nextResolveMs) return;
    const isAlone = dht.nodes().every(({ table }) => table.size === 0);
    this.nextResolveMs = nowMs + RESOLVE_MS;
    if (!isAlone) return;
    const doors = doorsFor(this.host.settings().bindAddress, routers);
    void resolveDoors(doors, this.ports.resolver).then((found) => {
      if (this.running?.dht !== dht || found.length === 0) return;
      if (routers === null) dht.setDoors([], found);
      else dht.setDoors(found, []);
      this.pump();
    });
  }
}
