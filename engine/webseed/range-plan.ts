/**
 * From blocks to what is asked of a web seed: stretches of files, each one request (BEP 19). Neighbouring blocks become
 * one stretch as long as they lie in one file. Invariant: the stretches, in order, cover exactly the given blocks;
 * pads are stretches too, marked, and never asked for.
 */

import { BLOCK_BYTES } from '../base/block-size.js';
import type { FileLayout } from '../metainfo/file-layout.js';

export interface Stretch {
  /** Where it begins in the torrent's byte space. */
  readonly offset: number;
  readonly fileIndex: number;
  readonly fileOffset: number;
  readonly length: number;
  /** Zeros that no server has. */
  readonly pad: boolean;
}

/** `blocks`: `count` pairs (piece, block), in the order in which they lie. */
export function planStretches(layout: FileLayout, blocks: Int32Array, count: number): Stretch[] {
  const { geometry } = layout;
  const stretches: Stretch[] = [];
  let start = 0;
  let end = 0;
  for (let i = 0; i < count; i++) {
    const piece = blocks[i * 2] ?? 0;
    const block = blocks[i * 2 + 1] ?? 0;
    const offset = geometry.pieceOffset(piece) + block * BLOCK_BYTES;
    const length = geometry.blockBytes(piece, block);
    if (offset !== end) {
      addStretches(layout, start, end, stretches);
      start = offset;
    }
    end = offset + length;
  }
  addStretches(layout, start, end, stretches);
  return stretches;
}

function addStretches(layout: FileLayout, start: number, end: number, into: Stretch[]): void {
  let offset = start;
  for (const { fileIndex, fileOffset, length, pad } of layout.spans(start, end - start)) {
    into.push({ offset, fileIndex, fileOffset, length, pad });
    offset += length;
  }
}
