import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { blocksAPeer } from '../../../../engine/torrent/memory-share.js';

const pool = (mebibytes: number) => ({ budgetSlabs: (mebibytes * 1024 * 1024) / SLAB_BYTES });

describe('shares of the payload memory', () => {
  it('leave a few peers their whole windows', () => {
    expect(blocksAPeer(pool(12), 0)).toBe(768);
    expect(blocksAPeer(pool(12), 1)).toBe(768);
    expect(blocksAPeer(pool(12), 3)).toBe(256);
  });

  it('never promise more than half of it, a promise being half a block, while there is that much for each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 500 }), (mebibytes, peers) => {
        const each = blocksAPeer(pool(mebibytes), peers);
        expect(each === 4 || (each * peers * BLOCK_BYTES) / 2 <= (mebibytes * 1024 * 1024) / 2).toBe(true);
      }),
    );
  });

  it('always let a peer have something under way', () => {
    expect(blocksAPeer(pool(1), 10_000)).toBe(4);
  });
});
