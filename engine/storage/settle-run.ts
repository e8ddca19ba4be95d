/** What a worker says about a run of pieces, told to who waits for each of them. */
import { errorOf } from './disk-job.js';
import { ANSWER_BAD, ANSWER_DONE, type AnswerExtra, type BadPiece } from './disk-protocol.js';
import type { StoreAnswer } from './storage.js';
import type { StoreRun, TakeAnswer } from './store-batch.js';

const STORED: StoreAnswer = { kind: 'stored' };

export interface RunOwner {
  /** Nobody waits any more; an answer may bring that about. */
  readonly isClosed: boolean;
  /** `count` pieces from `first` on are in their files. */
  onWritten(first: number, count: number): void;
}

export function settleRun({ answers, first }: StoreRun, code: number, extra: AnswerExtra | undefined, owner: RunOwner): void {
  if (code === ANSWER_BAD && isBadPieces(extra)) return settleSome(first, answers, extra, owner);
  if (code === ANSWER_DONE) owner.onWritten(first, answers.length);
  const same: StoreAnswer = code === ANSWER_DONE ? STORED : { kind: 'failed', error: errorOf(extra) };
  for (const answer of answers) if (!owner.isClosed) answer(same);
}

function settleSome(first: number, answers: readonly TakeAnswer[], bad: readonly BadPiece[], owner: RunOwner): void {
  const hashesOf = new Map(bad.map(({ blockHashes, piece }) => [piece, blockHashes]));
  for (const [i, answer] of answers.entries()) {
    if (owner.isClosed) return;
    const blockHashes = hashesOf.get(first + i);
    if (blockHashes === undefined) owner.onWritten(first + i, 1);
    answer(blockHashes === undefined ? STORED : { kind: 'bad', blockHashes });
  }
}

const isBadPieces = (extra: AnswerExtra | undefined): extra is readonly BadPiece[] => Array.isArray(extra);
