/**
 * Small pieces on their way to a worker. Those that became whole in the same turn go there in runs of neighbours, one job
 * each: hashed one by one, written in one go. Invariant: every piece added is in exactly one run.
 */
import { appendRange } from './slab-ranges.js';
import type { SlabRange, StoreAnswer } from './storage.js';

export type TakeAnswer = (answer: StoreAnswer) => void;

/** Pieces in a row. */
export interface StoreRun {
  readonly first: number;
  /** One a piece, in order. */
  readonly answers: readonly TakeAnswer[];
  /** Their bytes in order. */
  readonly data: readonly SlabRange[];
}

interface Waiting {
  readonly piece: number;
  readonly data: readonly SlabRange[];
  /** All bytes of the piece are in `data`. */
  readonly whole: boolean;
  readonly answer: TakeAnswer;
}

export interface StoreBatchHost {
  /** After this turn. */
  soon(run: () => void): void;
  send(run: StoreRun): void;
}

export class StoreBatch {
  private waiting: Waiting[] = [];

  /** At most `maxPieces` make a run. */
  constructor(
    private readonly host: StoreBatchHost,
    private readonly maxPieces: number,
  ) {}

  /** Takes a piece; `whole` where no padding was left out, so that another may follow in the same run. */
  add(piece: number, data: readonly SlabRange[], whole: boolean, answer: TakeAnswer): void {
    if (this.waiting.push({ piece, data, whole, answer }) === 1) this.host.soon(() => this.flush());
  }

  private flush(): void {
    const pieces = this.waiting.sort((a, b) => a.piece - b.piece);
    this.waiting = [];
    for (let at = 0; at < pieces.length; ) at = this.sendFrom(pieces, at);
  }

  /** Sends the longest run that begins there; returns where the next one does. */
  private sendFrom(pieces: readonly Waiting[], start: number): number {
    const answers: TakeAnswer[] = [];
    const data: SlabRange[] = [];
    const end = Math.min(pieces.length, start + this.maxPieces);
    let last: Waiting | undefined;
    let at = start;
    for (; at < end; at++) {
      const next = pieces[at];
      if (next === undefined || (last !== undefined && !follows(last, next))) break;
      answers.push(next.answer);
      for (const range of next.data) appendRange(data, range);
      last = next;
    }
    this.host.send({ first: pieces[start]?.piece ?? 0, answers, data });
    return at;
  }
}

/** The same piece twice (another run of the torrent) makes two runs. */
const follows = (last: Waiting, next: Waiting): boolean => last.whole && next.whole && next.piece === last.piece + 1;
