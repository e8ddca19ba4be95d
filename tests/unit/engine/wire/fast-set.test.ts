import { describe, expect, it } from 'vitest';
import { allowedFastSet } from '../../../../engine/wire/fast-set.js';

const ip = Uint8Array.of(80, 4, 4, 200);
const infoHash = new Uint8Array(20).fill(0xaa);

describe('allowed-fast set', () => {
  it('gives the vectors of BEP 6', () => {
    expect(allowedFastSet(ip, infoHash, 1313, 7)).toEqual([1059, 431, 808, 1217, 287, 376, 1188]);
    expect(allowedFastSet(ip, infoHash, 1313, 9)).toEqual([1059, 431, 808, 1217, 287, 376, 1188, 353, 508]);
  });

  it('is the same for a whole /24', () => {
    expect(allowedFastSet(Uint8Array.of(80, 4, 4, 1), infoHash, 1313, 7)).toEqual(allowedFastSet(ip, infoHash, 1313, 7));
  });

  it('never names a piece twice or one that is not there', () => {
    for (let pieces = 1; pieces < 40; pieces += 1) {
      const set = allowedFastSet(ip, infoHash, pieces, 10);
      expect(set).toHaveLength(Math.min(pieces, 10));
      expect(new Set(set).size).toBe(set.length);
      expect(Math.max(...set)).toBeLessThan(pieces);
    }
  });

  it('is empty for IPv6 and for a torrent without pieces', () => {
    expect(allowedFastSet(new Uint8Array(16), infoHash, 100, 7)).toEqual([]);
    expect(allowedFastSet(ip, infoHash, 0, 7)).toEqual([]);
  });
});
