/**
 * Saves torrents that changed: every five seconds at most, one after the other, so that there is never a storm of
 * fsyncs. A failure to make data durable is reported and tried again at the next round.
 */
import type { ErrorView } from '../api/errors.js';
import type { Random } from '../base/ports.js';
import { checkpoint } from '../torrent/checkpoint.js';
import type { Torrent } from '../torrent/torrent.js';
import type { StatePort } from './state-port.js';

const EVERY_MS = 5000;
const LOOK_MS = 1000;
/** What was moved, and for how long was seeded: alone they are saved this rarely, each torrent at a time of its own. */
const COUNTS_MS = 600_000;
const SEEDING_SECONDS = 4 * 3600;
const LOOK_AT_COUNTS_MS = 30_000;
/** Records written at once when everything ends. */
const LAST_AT_ONCE = 16;

export class Checkpoints {
  private nextAt = 0;
  private nextLookAt = 0;
  private nextCountsAt = 0;
  private running: Promise<void> = Promise.resolve();
  private busy = false;
  private hurried = false;

  constructor(
    private readonly state: StatePort,
    private readonly random: Random,
    private readonly onError: (error: ErrorView) => void,
  ) {}

  /** The person changed something: the next round does not wait. */
  hurry(): void {
    this.hurried = true;
  }

  /** Starts a round when it is time and none is under way. */
  run(torrents: Iterable<Torrent>, nowMs: number): void {
    if (this.busy || (nowMs < Math.max(this.nextAt, this.nextLookAt) && !this.hurried)) return;
    this.hurried = false;
    this.nextLookAt = nowMs + LOOK_MS;
    if (nowMs >= this.nextCountsAt) this.lookAtCounts(torrents, nowMs);
    const dirty = [...torrents].filter((torrent) => torrent.dirty);
    if (dirty.length > 0) this.begin(dirty, nowMs);
  }

  /** Saves all that changed, and resolves when it is done. */
  async saveDirty(torrents: Iterable<Torrent>, nowMs: number): Promise<void> {
    while (this.busy) await this.running;
    this.begin(
      [...torrents].filter((torrent) => torrent.dirty),
      nowMs,
    );
    await this.running;
  }

  /** Saves one torrent now, after whatever is under way. */
  async save(torrent: Torrent, clean: boolean): Promise<void> {
    const { standing } = torrent;
    const wasSaved = standing.isSaved;
    standing.isSaved = false;
    const record = await checkpoint(torrent, clean);
    this.countsSaved(torrent, torrent.nowMs());
    if ('code' in record) {
      standing.isSaved = wasSaved;
      this.onError(record);
      return;
    }
    standing.savedClean = record.clean;
    try {
      await this.state.saveRecord(record);
      standing.isSaved = true;
    } catch (error) {
      torrent.dirty = true;
      this.onError(stateError(error));
    }
  }

  /** Saves what the end of a run leaves to be saved: those with news first, then those where only counts have changed. */
  async saveLast(torrents: readonly Torrent[]): Promise<void> {
    const [news, rest] = [torrents.filter(hasNews), torrents.filter((torrent) => !hasNews(torrent) && countsMoved(torrent))];
    const pending = [...news, ...rest].reverse();
    const writers = Array.from({ length: LAST_AT_ONCE }, async () => {
      for (let torrent = pending.pop(); torrent !== undefined; torrent = pending.pop()) await this.save(torrent, true);
    });
    await Promise.all(writers);
  }

  /** Resolves when the round under way is through. */
  settled(): Promise<void> {
    return this.running;
  }

  private begin(torrents: readonly Torrent[], nowMs: number): void {
    this.busy = true;
    this.running = this.saveAll(torrents).finally(() => {
      this.busy = false;
      this.nextAt = nowMs + EVERY_MS;
    });
  }

  private lookAtCounts(torrents: Iterable<Torrent>, nowMs: number): void {
    this.nextCountsAt = nowMs + LOOK_AT_COUNTS_MS;
    for (const torrent of torrents) {
      const { standing } = torrent;
      if (standing.countsDueMs === null) this.countsSaved(torrent, nowMs - COUNTS_MS * this.random.next());
      const seeded = standing.seeding.seconds(nowMs) - standing.savedSeedingSeconds;
      const moved = standing.savedBytes !== bytesOf(torrent) && nowMs >= (standing.countsDueMs ?? 0);
      if (moved || seeded > SEEDING_SECONDS) torrent.dirty = true;
    }
  }

  private countsSaved(torrent: Torrent, nowMs: number): void {
    const { standing } = torrent;
    standing.savedBytes = bytesOf(torrent);
    standing.savedSeedingSeconds = standing.seeding.seconds(nowMs);
    standing.countsDueMs = nowMs + COUNTS_MS;
  }

  private async saveAll(torrents: readonly Torrent[]): Promise<void> {
    for (const torrent of torrents) if (torrent.state.kind !== 'stopped') await this.save(torrent, false);
  }
}

const bytesOf = ({ traffic }: Torrent): number => traffic.downloadedBytes + traffic.uploadedBytes + traffic.wastedBytes;

/** Its record does not say that it was left in order, or not all there is to say. */
const hasNews = ({ content, dirty, standing }: Torrent): boolean => dirty || content === null || !content.isWhole || !standing.savedClean;

function countsMoved(torrent: Torrent): boolean {
  const { standing } = torrent;
  return standing.savedBytes !== bytesOf(torrent) || standing.seeding.seconds(torrent.nowMs()) - standing.savedSeedingSeconds >= 1;
}

function stateError(error: unknown): ErrorView {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'path-unusable', message: `The list of torrents could not be saved: ${reason}`, facts: { reason } };
}
