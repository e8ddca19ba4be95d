/**
 * Saves torrents that changed: every four seconds at most, or after half a GiB, one after the other, so that there is never a storm
 * of fsyncs; a disk that keeps one waiting keeps no other one. What a failed sync leaves open is the torrent's to find
 * out; a record that cannot be saved is tried again.
 */
import type { ErrorView } from '../api/errors.js';
import type { Clock, Random } from '../base/ports.js';
import type { Hints } from '../resume/hints-codec.js';
import type { ResumeRecord } from '../resume/record.js';
import { checkpoint, recordOf } from '../torrent/checkpoint.js';
import { isAboutDetails } from '../torrent/fetch-details.js';
import type { Torrent } from '../torrent/torrent.js';
import type { StatePort } from './state-port.js';

/** Between the beginnings of two rounds; a sync takes its time besides. */
const EVERY_MS = 4000;
/** So much verified data never waits for its turn. */
const MOST_UNSAVED_BYTES = 512 * 1024 * 1024;
const LOOK_MS = 1000;
/** What was moved, and for how long was seeded: alone they are saved this rarely, each torrent at a time of its own. */
const COUNTS_MS = 600_000;
const SEEDING_SECONDS = 4 * 3600;
const LOOK_AT_COUNTS_MS = 30_000;
/** Records written at once when everything ends. */
const LAST_AT_ONCE = 16;
/** After so long the next one's turn comes all the same. */
const PATIENCE_MS = 2000;
const NOTHING = new Uint8Array(0);
const NO_HINTS: Hints = { recent: [], partial: [] };

export class Checkpoints {
  private nextAt = 0;
  private nextLookAt = 0;
  private nextCountsAt = 0;
  private round: Promise<void> = Promise.resolve();
  private busy = false;
  private hurried = false;
  /** What is being saved. */
  private readonly saving = new Map<Torrent, Promise<void>>();

  constructor(
    private readonly state: StatePort,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly onError: (error: ErrorView) => void,
  ) {}

  /** The person changed something: the next round does not wait. */
  hurry(): void {
    this.hurried = true;
  }

  /** Starts a round when it is time and none is under way; `unsavedBytes`: verified and not in a record yet. */
  run(torrents: Iterable<Torrent>, nowMs: number, unsavedBytes = 0): void {
    const isTime = nowMs >= Math.max(this.nextAt, this.nextLookAt) || this.hurried || unsavedBytes >= MOST_UNSAVED_BYTES;
    if (this.busy || !isTime) return;
    this.hurried = false;
    this.nextLookAt = nowMs + LOOK_MS;
    if (nowMs >= this.nextCountsAt) this.lookAtCounts(torrents, nowMs);
    const dirty = [...torrents].filter((torrent) => torrent.dirty);
    if (dirty.length > 0) this.begin(dirty, nowMs);
  }

  /** Saves all that changed, and resolves when it is done. */
  async saveDirty(torrents: Iterable<Torrent>, nowMs: number): Promise<void> {
    while (this.busy) await this.round;
    this.begin(
      [...torrents].filter((torrent) => torrent.dirty),
      nowMs,
    );
    await this.round;
  }

  /** Saves a torrent that was just added: it is in the list for good when this resolves, unless an error is reported. */
  async saveNew(torrent: Torrent): Promise<void> {
    // nothing is had yet, so that no data has to be made durable first
    await this.put(torrent, recordOf(torrent, torrent.content?.have.toWire() ?? NOTHING, [], [], false));
  }

  /** Saves one torrent now, after what of it is under way. */
  save(torrent: Torrent, clean: boolean): Promise<void> {
    const before = this.saving.get(torrent);
    const work = before === undefined ? this.saveNow(torrent, clean) : before.then(() => this.saveNow(torrent, clean));
    const saving = work.finally(() => {
      if (this.saving.get(torrent) === saving) this.saving.delete(torrent);
    });
    this.saving.set(torrent, saving);
    return saving;
  }

  /**
   * Saves what the end of a run leaves to be saved: those with news first, then those where only counts have changed. Those on a disk that
   * does not answer hold nobody up.
   */
  async saveLast(torrents: readonly Torrent[]): Promise<void> {
    const silent = torrents.filter(({ diskSilent }) => diskSilent);
    const others = torrents.filter(({ diskSilent }) => !diskSilent);
    const [news, rest] = [others.filter(hasNews), others.filter((torrent) => !hasNews(torrent) && countsMoved(torrent))];
    const pending = [...news, ...rest].reverse();
    const writers = Array.from({ length: LAST_AT_ONCE }, async () => {
      for (let torrent = pending.pop(); torrent !== undefined; torrent = pending.pop()) await this.saveClean(torrent);
    });
    await Promise.all([...writers, ...silent.filter(hasNews).map((torrent) => this.saveClean(torrent))]);
  }

  /** It waits for what is being written, which may wait for a record of its own. */
  private async saveClean(torrent: Torrent): Promise<void> {
    await torrent.content?.gate.settled();
    await this.save(torrent, true);
  }

  /** Resolves when the round under way is through; with a torrent, when nothing of it is being saved. */
  async settled(torrent: Torrent | null = null): Promise<void> {
    await (torrent === null ? this.round : this.saving.get(torrent));
  }

  private begin(torrents: readonly Torrent[], nowMs: number): void {
    this.busy = true;
    this.round = this.saveAll(torrents).finally(() => {
      this.busy = false;
      this.nextAt = nowMs + EVERY_MS;
    });
  }

  private async saveAll(torrents: readonly Torrent[]): Promise<void> {
    for (const torrent of torrents) {
      if (torrent.state.kind === 'stopped' || this.saving.has(torrent)) continue;
      await this.patiently(this.save(torrent, false));
    }
  }

  /** Resolves when the work is done, or has taken too long. */
  private patiently(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(PATIENCE_MS, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }

  private async saveNow(torrent: Torrent, clean: boolean): Promise<void> {
    const { standing } = torrent;
    const wasSaved = standing.isSaved;
    standing.isSaved = false;
    const record = await checkpoint(torrent, clean);
    this.countsSaved(torrent, torrent.nowMs());
    if ('code' in record) {
      standing.isSaved = wasSaved;
      if (torrent.state.kind === 'stopped' || isAboutDetails(record)) this.onError(record);
      else torrent.onUnsynced(record);
      return;
    }
    if (!(await this.put(torrent, record))) return;
    // what is in the record needs no hint any more
    await this.state.noteHints(torrent.id, (record.clean ? null : torrent.content?.hints()) ?? NO_HINTS).catch(() => undefined);
  }

  /** False, and it is tried again, when it cannot be saved. */
  private async put(torrent: Torrent, record: ResumeRecord): Promise<boolean> {
    torrent.standing.savedClean = record.clean;
    try {
      await this.state.saveRecord(record);
      torrent.standing.isSaved = true;
      torrent.content?.onSaved();
      return true;
    } catch (error) {
      torrent.dirty = true;
      this.onError(stateError(error));
      return false;
    }
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
