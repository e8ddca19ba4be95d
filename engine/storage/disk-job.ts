/** A job for a disk worker on its way: what it does, what it costs, and who waits for it. */
import type { ErrorView } from '../api/errors.js';
import { ANSWER_DONE, type AnswerExtra, type FileJob, type TorrentSetup } from './disk-protocol.js';
import type { DoneAnswer, SlabRange } from './storage.js';

/** A torrent that workers are told about when they first need it. */
export interface JobTorrent {
  readonly id: number;
  /** Made anew for every worker that has not got it; without its hashes where the job is about files alone. */
  setup(hashed: boolean): TorrentSetup;
  /** A worker made this file. */
  onCreated(file: number): void;
}

export interface DiskJob {
  readonly torrent: JobTorrent | null;
  /** `short` jobs go first; `long` ones (a sync, say) go to a worker that has nothing queued behind; `background` fills the gaps. */
  readonly priority: 'short' | 'long' | 'background';
  readonly costBytes: number;
  /** A payload job without its id: op, torrent, piece, offset, length, number of ranges, ranges. */
  readonly words: readonly number[] | null;
  readonly fileJob: FileJob | null;
  /** Held from submission until the worker is done with them. */
  readonly slabs: readonly SlabRange[];
  /** Called once, with a code of the protocol. */
  readonly settle: (code: number, extra: AnswerExtra | undefined) => void;
}

/** Words of a payload job. */
export function jobWords(
  op: number,
  torrent: number,
  piece: number,
  offset: number,
  length: number,
  ranges: readonly SlabRange[],
): number[] {
  const words = [op, torrent, piece, offset, length, ranges.length];
  for (const { slab, start, length: rangeLength } of ranges) words.push(slab.id, start, rangeLength);
  return words;
}

/** The error of an answer with ANSWER_FAILED. */
export function errorOf(extra: AnswerExtra | undefined): ErrorView {
  if (extra !== undefined && 'code' in extra) return extra;
  return { code: 'internal', message: 'A disk worker failed without saying why.', facts: {} };
}

export const doneAnswer = (code: number, extra: AnswerExtra | undefined): DoneAnswer =>
  code === ANSWER_DONE ? { kind: 'done' } : { kind: 'failed', error: errorOf(extra) };

/** What the jobs of a worker that ended by itself are answered with. */
export const workerLost = (reason: string): ErrorView => ({
  code: 'disk-failed',
  message: 'A disk worker ended unexpectedly.',
  facts: { reason },
});
