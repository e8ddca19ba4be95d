/**
 * Piece and block arithmetic over a torrent's one byte space (BEP 3, "pieces"). Pure numbers, exact up to 2^48.
 * Invariant: the pieces tile [0, totalSize), the blocks tile each piece; only the last of either may be short.
 */
import { invariant } from '../base/assert.js';

/** What one request asks for (BEP 3 leaves it open; 16 KiB is what everyone speaks, and BEP 52 fixes it). */
export const BLOCK_BYTES = 16_384;

export class Geometry {
  readonly pieceCount: number;
  /** Blocks of a full piece. */
  readonly blocksPerPiece: number;
  readonly blockCountTotal: number;

  constructor(
    /** Bytes; in v1 any positive number. */
    readonly pieceLength: number,
    /** Bytes, pads included. */
    readonly totalSize: number,
  ) {
    invariant(Number.isSafeInteger(pieceLength) && pieceLength > 0, 'a piece length is a positive integer');
    invariant(Number.isSafeInteger(totalSize) && totalSize >= 0, 'a total size is a non-negative integer');
    this.pieceCount = Math.ceil(totalSize / pieceLength);
    this.blocksPerPiece = Math.ceil(pieceLength / BLOCK_BYTES);
    const last = this.pieceCount - 1;
    this.blockCountTotal = last < 0 ? 0 : last * this.blocksPerPiece + this.blocksIn(last);
  }

  /** Where the piece begins in the byte space. */
  pieceOffset(piece: number): number {
    return piece * this.pieceLength;
  }
  /** Bytes of the piece, pads included. */
  pieceBytes(piece: number): number {
    return Math.min(this.pieceLength, this.totalSize - piece * this.pieceLength);
  }
  /** Bytes of `count` pieces in a row. */
  runBytes(first: number, count: number): number {
    return Math.min(count * this.pieceLength, this.totalSize - first * this.pieceLength);
  }
  blocksIn(piece: number): number {
    return Math.ceil(this.pieceBytes(piece) / BLOCK_BYTES);
  }
  /** Bytes of the block; it begins at `block * BLOCK_BYTES` inside the piece. */
  blockBytes(piece: number, block: number): number {
    return Math.min(BLOCK_BYTES, this.pieceBytes(piece) - block * BLOCK_BYTES);
  }
  /** The piece that holds this byte of the space. */
  pieceAt(offsetBytes: number): number {
    return Math.floor(offsetBytes / this.pieceLength);
  }
}
