import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { MemoryStorageFactory } from '../../../../engine/storage/memory-storage.js';
import { Blame } from '../../../../engine/torrent/blame.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';

const KIB = 1024;
const BLOCKS = 32; // two slabs
const torrent = makeTorrent('/root', 512 * KIB, [{ path: 'a', size: 512 * KIB }]);
const hashes = (...bad: number[]) =>
  Buffer.concat(
    Array.from({ length: BLOCKS }, (_, block) => {
      const right = torrent.bytes.subarray(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
      return createHash('sha1')
        .update(bad.includes(block) ? right.map((byte) => byte ^ 1) : right)
        .digest();
    }),
  );
/** Blocks 0..15 came from 1, 16..31 from 2. */
const halves = () => Int32Array.from({ length: BLOCKS }, (_, block) => (block < 16 ? 1 : 2));

let convicted: string[];
let here: Set<number>;
let pool: FixedSlabPool;
let blame: Blame;
let answers: (() => void)[];
let has: boolean;
let run: () => void;

beforeEach(() => {
  [convicted, here, pool, answers, has] = [[], new Set([1, 2, 3]), new FixedSlabPool(SLAB_BYTES), [], true];
  blame = new Blame(
    {
      endpointOf: (key) => (here.has(key) ? { host: `10.0.0.${key}`, port: 1 } : null),
      convict: (key, { host }) => void convicted.push(`${key} ${host}`),
    },
    pool,
  );
  const factory = new MemoryStorageFactory({ soon: (go) => void answers.push(go) });
  factory.disk.files.set('/root/a', torrent.bytes.slice());
  const content = { storage: factory.open(torrent.spec), hasPiece: () => has, pieceBytes: () => 512 * KIB };
  run = () => {
    for (let i = 0; i < 5; i++) {
      blame.run(content);
      for (let next = answers.shift(); next !== undefined; next = answers.shift()) next();
    }
  };
});

describe('blame for a bad piece', () => {
  test('is at once on who gave all of it', () => {
    blame.onBad(0, new Int32Array(BLOCKS).fill(2), hashes(3));
    expect(convicted).toEqual(['2 10.0.0.2']);
  });

  test('waits for the right piece when several gave parts, and is on the guilty alone', () => {
    blame.onBad(0, halves(), hashes(20));
    run();
    expect(convicted).toEqual([]);
    blame.onGood(0);
    run();
    expect(convicted).toEqual(['2 10.0.0.2']);
    expect(pool.freeSlabs).toBe(1);
    blame.onGood(0);
    run();
    expect(convicted).toHaveLength(1);
  });

  test('is on all who sent something wrong, even those who have gone since', () => {
    blame.onBad(0, halves(), hashes(0, 31));
    here.clear();
    blame.onGood(0);
    run();
    expect(convicted).toEqual(['1 10.0.0.1', '2 10.0.0.2']);
  });

  test('is on nobody whose blocks were right in every attempt', () => {
    blame.onBad(0, halves(), hashes(20));
    blame.onBad(
      0,
      Int32Array.from(halves(), (key) => key + 1),
      hashes(21),
    ); // now 3 gave the bad one, 2 the first half
    blame.onGood(0);
    run();
    expect(convicted.sort()).toEqual(['2 10.0.0.2', '3 10.0.0.3']);
  });

  test('waits for memory, and is dropped with the piece', () => {
    blame.onBad(0, halves(), hashes(20));
    blame.onGood(0);
    const held = pool.acquire();
    run();
    expect(convicted).toEqual([]);
    if (held !== null) pool.release(held);
    has = false;
    run();
    has = true;
    run();
    expect(convicted).toEqual([]);
    expect(pool.freeSlabs).toBe(1);
  });
});
