/**
 * The session's cadence: ten times a second the limits are shared out and those torrents ticked that have something to
 * do; four times a second windows hear the news; the rest more rarely. What an idle torrent costs here is nothing.
 */
import type { Clock, Random } from '../base/ports.js';
import type { FixedSlabPool } from '../base/slab-pool.js';
import type { Torrent } from '../torrent/torrent.js';
import type { ViewPublisher } from '../view/view-publisher.js';
import type { Bandwidth } from './bandwidth.js';
import type { Checkpoints } from './checkpoints.js';
import type { ConnectionShare } from './connection-share.js';
import type { DiskRecovery } from './disk-recovery.js';
import type { GoalWatch } from './goal-watch.js';
import type { Heartbeat } from './heartbeat.js';
import type { HintNotes } from './hint-notes.js';
import type { IdleDetails } from './idle-details.js';
import { MemoryRelief } from './memory-relief.js';
import type { SessionFigures } from './session-figures.js';
import type { Statistics } from './statistics.js';
import type { TorrentQueue } from './torrent-queue.js';
import type { TorrentRegistry } from './torrent-registry.js';

const TICK_MS = 100;
const PUBLISH_MS = 250;
const SECOND_MS = 1000;
const TRIM_MS = 10_000;

/** What is kept going. */
export interface TickParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly pool: FixedSlabPool;
  readonly registry: TorrentRegistry;
  readonly heartbeat: Heartbeat<Torrent>;
  readonly idle: IdleDetails<Torrent>;
  readonly down: Bandwidth;
  readonly up: Bandwidth;
  readonly queue: TorrentQueue;
  readonly goals: GoalWatch;
  readonly share: ConnectionShare;
  readonly figures: SessionFigures;
  readonly statistics: Statistics;
  readonly checkpoints: Checkpoints;
  readonly hints: HintNotes;
  readonly recovery: DiskRecovery;
  readonly views: ReadonlySet<ViewPublisher<Torrent>>;
}

export class SessionTick {
  private readonly relief = new MemoryRelief();
  private nextPublishAt = 0;
  private nextSecondAt = 0;
  private nextTrimAt = 0;
  private cancel: (() => void) | null = null;

  constructor(private readonly parts: TickParts) {}

  start(): void {
    const { clock, down, heartbeat, queue, random, registry, up } = this.parts;
    const now = clock.now();
    queue.run(now);
    const torrents = heartbeat.begin(now, random.next());
    down.round(
      torrents.map(({ traffic }) => traffic.download),
      now,
    );
    up.round(
      torrents.map(({ traffic }) => traffic.upload),
      now,
    );
    for (const torrent of torrents) torrent.tick(now);
    this.relief.run(torrents, () => registry.all(), now);
    if (now >= this.nextPublishAt) this.publish(torrents, now);
    if (now >= this.nextSecondAt) this.everySecond(now);
    heartbeat.end(torrents, now);
    this.cancel = clock.after(TICK_MS, () => this.start());
  }
  stop(): void {
    this.cancel?.();
  }

  /** Rows that move by themselves are stirred; the others were touched when something happened to them. */
  private publish(torrents: readonly Torrent[], now: number): void {
    const { checkpoints, figures, hints, registry, views } = this.parts;
    this.nextPublishAt = now + PUBLISH_MS - TICK_MS / 4;
    figures.measure(torrents, now);
    for (const view of views) {
      for (const torrent of torrents) view.stir(torrent.id);
      view.publish();
    }
    checkpoints.run(registry.all(), now, unsavedBytes(torrents));
    hints.run(torrents, now);
  }

  private everySecond(now: number): void {
    const { goals, heartbeat, idle, pool, recovery, registry, share, statistics } = this.parts;
    this.nextSecondAt = now + SECOND_MS - TICK_MS / 4;
    share.run([...heartbeat.all()].map(({ net }) => net));
    pool.fitTo(share.total);
    goals.run(registry.all(), now);
    recovery.run(registry.all(), now);
    statistics.run(now);
    idle.run(now);
    if (now < this.nextTrimAt) return;
    this.nextTrimAt = now + TRIM_MS;
    pool.trim();
  }
}

/** Verified, written, and in no record yet. */
function unsavedBytes(torrents: readonly Torrent[]): number {
  let bytes = 0;
  for (const { content } of torrents) if (content !== null) bytes += content.recent.length * content.geometry.pieceLength;
  return bytes;
}
