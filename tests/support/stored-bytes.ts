/** Pieces stored and read with slabs that are given back at once: for tests that care about the bytes alone. */
import type { SlabPool } from '../../engine/base/slab.js';
import type { TorrentStorage } from '../../engine/storage/storage.js';
import { readRange, storePiece } from './storage-calls.js';
import { emptySlabs, inSlabs, releaseAll, slabBytes } from './torrent-fixture.js';

export async function storeBytes(storage: TorrentStorage, pool: SlabPool, piece: number, bytes: Uint8Array) {
  const data = inSlabs(pool, bytes);
  const answer = await storePiece(storage, piece, data);
  releaseAll(pool, data);
  return answer;
}

export async function readBytes(storage: TorrentStorage, pool: SlabPool, piece: number, offset: number, length: number) {
  const into = emptySlabs(pool, length);
  const answer = await readRange(storage, piece, offset, into);
  const bytes = slabBytes(into);
  releaseAll(pool, into);
  return { answer, bytes };
}
