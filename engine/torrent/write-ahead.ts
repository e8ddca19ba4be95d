/**
 * Blocks of pieces that fill slowly are written to their places before their pieces are whole, so that what ends the program costs
 * seconds of traffic and not pieces. They are kept unverified (kept-blocks), and stay in memory as well.
 */
import type { ErrorView } from '../api/errors.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { type FillingPiece, IN_MEMORY, runsInMemory } from './filling-piece.js';
import type { KeptBlocks } from './kept-blocks.js';
import type { PieceStorage } from './write-gate.js';

export interface WriteAheadHost {
  /** The piece was dropped while its memory was being written: now it can be given back. */
  release(filling: FillingPiece): void;
  onStorageFailed(error: ErrorView): void;
}

export class WriteAhead {
  /** Counts up with every round. */
  round = 0;
  private underWay = 0;
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly host: WriteAheadHost,
    private readonly storage: PieceStorage,
    private readonly kept: KeptBlocks,
  ) {}

  /** Resolves when nothing is being written ahead. */
  settled(): Promise<void> {
    return this.underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Writes what is here of a piece and not on the disk; what is at a worker already is left alone. */
  write(filling: FillingPiece): void {
    const { ahead, buffer, extents, open } = filling;
    if (open.frozen || open.hereCount === 0) return;
    for (let i = 0; i < buffer.slabCount; i++) {
      if (extents !== null && extents[i] !== IN_MEMORY) continue;
      for (const { end, first, range } of runsInMemory(filling, i, (block) => ahead.has(block))) {
        for (let block = first; block < end; block++) ahead.add(block);
        filling.writesAhead++;
        this.underWay++;
        this.storage.writeRange(open.piece, first * BLOCK_BYTES, [range], (answer) => {
          if (answer.kind === 'failed') this.host.onStorageFailed(answer.error);
          else if (!filling.judged) this.kept.add(open.piece, open.blockCount, first, end);
          filling.writesAhead--;
          if (filling.dropped && filling.writesAhead === 0) this.host.release(filling);
          this.underWay--;
          if (this.underWay === 0) for (const resolve of this.idle.splice(0)) resolve();
        });
      }
    }
  }
}
