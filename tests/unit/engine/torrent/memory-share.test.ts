import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { blocksAPeer } from '../../../../engine/torrent/memory-share.js';

const pool = (mebibytes: number) => ({ budgetSlabs: (mebibytes * 1024 * 1024) / SLAB_BYTES });

describe('shares of the payload memory', () => {
  it('leave a few peers their whole windows', () => {
    expect(blocksAPeer(pool(24), 0, false)).toBe(768);
    expect(blocksAPeer(pool(24), 1, false)).toBe(768);
    expect(blocksAPeer(pool(24), 3, false)).toBe(256);
  });

  it('never add up to more than half of it while there is that much for each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 500 }), fc.boolean(), (mebibytes, peers, isPromised) => {
        const each = blocksAPeer(pool(mebibytes), peers, isPromised);
        const weight = isPromised ? 1 / 2 : 1;
        expect(each === 4 || each * peers * BLOCK_BYTES * weight <= (mebibytes * 1024 * 1024) / 2).toBe(true);
      }),
    );
  });

  it('always let a peer have something under way', () => {
    expect(blocksAPeer(pool(1), 10_000, true)).toBe(4);
  });
});
