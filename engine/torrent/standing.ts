/** What a torrent is to its session besides its data: its place in the queue, its seeding goals, how long it has been seeding. */
import type { SeedingGoals } from '../api/seeding-goals.js';
import type { TorrentPriority } from '../api/torrent-view.js';
import { Stopwatch } from '../base/stopwatch.js';
import type { ResumeRecord } from '../resume/record.js';

export class Standing {
  /** Lower comes first; null until the queue has given it one. */
  rank: number | null;
  /** Runs whatever the queue says. */
  forced: boolean;
  /** Its place in the line it waits in, 1-based; 0 while it does not wait. */
  place = 0;
  /** Its place among all, 1-based; 0 until the queue has given it one. */
  position = 0;
  /** Its label's name; null for none. */
  label: string | null;
  priority: TorrentPriority;
  /** What the person calls it; null: what its description says. */
  ownName: string | null;
  /** null: the goals of the settings. */
  goals: SeedingGoals | null;
  /** The goal that stopped it, in this run of the session. */
  goalReached: 'ratio' | 'time' | 'idle' | null = null;
  /** Time spent seeding, over all runs. */
  readonly seeding: Stopwatch;
  /** Its record on the disk holds what it has: none is being written. */
  isSaved: boolean;
  /** What the last record said, and when counts alone are worth another one; null before the first look. */
  savedBytes = 0;
  /** It says that everything was left in order, and all that another start can make use of. */
  savedClean: boolean;
  savedSeedingSeconds: number;
  countsDueMs: number | null = null;
  private lastUploadMs = Number.NEGATIVE_INFINITY;

  constructor(record: ResumeRecord | null) {
    this.rank = record?.queueRank ?? null;
    this.forced = record?.forced ?? false;
    this.goals = record?.goals ?? null;
    this.label = record?.wishes.label ?? null;
    this.priority = record?.wishes.priority ?? 'normal';
    this.ownName = record?.wishes.name ?? null;
    this.isSaved = record !== null;
    this.savedClean = record?.clean === true && record.metainfo?.summary != null;
    this.savedSeedingSeconds = record?.seedingSeconds ?? 0;
    this.savedBytes = record === null ? 0 : record.downloadedBytes + record.uploadedBytes + record.wastedBytes;
    this.seeding = new Stopwatch(record?.seedingSeconds ?? 0);
  }

  onUploaded(nowMs: number): void {
    this.lastUploadMs = nowMs;
  }
  /** Milliseconds of seeding in which nobody took anything, in this stretch. */
  idleMs(nowMs: number): number {
    return Math.min(this.seeding.currentMs(nowMs), nowMs - this.lastUploadMs);
  }
}
