/**
 * Who is to blame for a bad piece. Whoever delivered the whole of it is banned at once. Otherwise the hashes of its
 * blocks are remembered with who delivered them, the piece comes from one peer alone the next time (the picker sees to
 * that), and once it is right it is read back and compared: who delivered a block that differs is banned, nobody else.
 */

import { createHash } from 'node:crypto';
import type { Endpoint } from '../api/ids.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES, type SlabPool } from '../base/slab.js';
import type { BlockKeys } from '../picker/open-piece.js';
import type { TorrentStorage } from '../storage/storage.js';
import { FROM_DISK } from './kept-blocks.js';

/** Bad pieces remembered at most; the oldest are forgotten first. */
const MOST_ATTEMPTS = 32;
const HASH_BYTES = 20;

export interface BlameHost {
  /** Where a peer is, as long as it is connected. */
  endpointOf(key: number): Endpoint | null;
  /** It sent damaged data; it may have gone by now. */
  convict(key: number, endpoint: Endpoint): void;
}

/** What is known of the piece being read back. */
export interface BlameContent {
  readonly storage: TorrentStorage;
  hasPiece(piece: number): boolean;
  pieceBytes(piece: number): number;
}

interface Attempt {
  readonly piece: number;
  readonly from: BlockKeys;
  readonly blockHashes: Uint8Array;
  readonly suspects: ReadonlyMap<number, Endpoint>;
}

export class Blame {
  private attempts: Attempt[] = [];
  /** Pieces that became good after all, and how far they have been compared. */
  private readonly toCompare = new Map<number, number>();
  private reading = false;

  constructor(
    private readonly host: BlameHost,
    private readonly pool: SlabPool,
  ) {}

  /** A piece failed its hash; `from` holds the key of who delivered each block. */
  onBad(piece: number, from: BlockKeys, blockHashes: Uint8Array): void {
    const suspects = new Map<number, Endpoint>();
    const keys = [...new Set(from)].filter((key) => key >= 0);
    for (const key of keys) {
      const endpoint = this.host.endpointOf(key);
      if (endpoint !== null) suspects.set(key, endpoint);
    }
    if (keys.length === 1 && !from.includes(FROM_DISK)) for (const [key, endpoint] of suspects) this.host.convict(key, endpoint);
    else if (suspects.size > 0) this.attempts.push({ piece, from, blockHashes, suspects });
    if (this.attempts.length > MOST_ATTEMPTS) this.attempts.shift();
  }

  onGood(piece: number): void {
    if (this.attempts.some((attempt) => attempt.piece === piece)) this.toCompare.set(piece, 0);
  }

  /** Once a tick: compares the next part of a piece, while there is memory to read it into. */
  run(content: BlameContent): void {
    const [next] = this.toCompare;
    if (next === undefined || this.reading) return;
    const [piece, offset] = next;
    const length = Math.min(SLAB_BYTES, content.pieceBytes(piece) - offset);
    if (length <= 0 || !content.hasPiece(piece)) return this.forget(piece);
    const slab = this.pool.acquire();
    if (slab === null) return;
    this.reading = true;
    content.storage.readRange(piece, offset, [{ slab, start: 0, length }], (answer) => {
      this.reading = false;
      if (answer.kind === 'done') {
        this.toCompare.set(piece, offset + length);
        this.compare(piece, offset, slab.bytes.subarray(0, length));
      } else this.forget(piece);
      this.pool.release(slab);
    });
  }

  private compare(piece: number, offset: number, good: Uint8Array): void {
    const guilty = new Map<number, Endpoint>();
    for (let at = 0; at < good.length; at += BLOCK_BYTES) {
      const block = (offset + at) / BLOCK_BYTES;
      const right = createHash('sha1')
        .update(good.subarray(at, at + BLOCK_BYTES))
        .digest();
      for (const { blockHashes, from, piece: bad, suspects } of this.attempts) {
        const key = from[block] ?? -1;
        const endpoint = suspects.get(key);
        const given = blockHashes.subarray(block * HASH_BYTES, (block + 1) * HASH_BYTES);
        if (bad === piece && endpoint !== undefined && given.length > 0 && !right.equals(given)) guilty.set(key, endpoint);
      }
    }
    for (const [key, endpoint] of guilty) this.host.convict(key, endpoint);
  }

  private forget(piece: number): void {
    this.toCompare.delete(piece);
    this.attempts = this.attempts.filter((attempt) => attempt.piece !== piece);
  }
}
