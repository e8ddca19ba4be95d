/**
 * Small pieces on their way to a worker. Those that became whole in the same turn go there in runs of neighbours, one job
 * each: hashed one by one, written in one go. Invariant: every piece added is in exactly one run.
 */
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
    for (let at = 0; at < pieces.length; ) {
      const end = this.endOfRun(pieces, at);
      const run = pieces.slice(at, end);
      this.host.send({
        first: run[0]?.piece ?? 0,
        answers: run.map(({ answer }) => answer),
        data: joined(run.flatMap(({ data }) => data)),
      });
      at = end;
    }
  }

  private endOfRun(pieces: readonly Waiting[], start: number): number {
    let at = start + 1;
    while (at < pieces.length && at - start < this.maxPieces && isNext(pieces[at - 1], pieces[at])) at++;
    return at;
  }
}

/** The same piece twice (another run of the torrent) makes two runs. */
const isNext = (last: Waiting | undefined, next: Waiting | undefined): boolean =>
  last !== undefined && next !== undefined && last.whole && next.whole && next.piece === last.piece + 1;

/** Ranges that lie beside each other become one. */
function joined(ranges: readonly SlabRange[]): SlabRange[] {
  const out: SlabRange[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    if (last !== undefined && last.slab === range.slab && last.start + last.length === range.start) {
      out[out.length - 1] = { slab: last.slab, start: last.start, length: last.length + range.length };
    } else out.push(range);
  }
  return out;
}
