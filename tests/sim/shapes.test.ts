import { describe, expect } from 'vitest';
import type { SimTorrentOptions } from '../support/sim/sim-torrent.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;

const SHAPES: readonly (readonly [string, SimTorrentOptions])[] = [
  ['pieces of one block', { pieceLength: 16 * KIB, size: MIB + 1 }],
  ['a piece length below a block', { pieceLength: 5000, size: 300_001 }],
  ['a piece length that is no multiple of a block', { pieceLength: 100_001, size: 2 * MIB }],
  ['pieces of a slab and a bit', { pieceLength: 256 * KIB + 3, size: 2 * MIB + 77 }],
  ['pieces of 4 MiB, whole in memory', { pieceLength: 4 * MIB, size: 9 * MIB + 5 }],
  ['pieces of 8 MiB, by extents', { pieceLength: 8 * MIB, size: 20 * MIB + 5 }],
  ['pieces by extents that are no multiple of a block', { pieceLength: 5 * MIB + 1234, size: 12 * MIB + 5 }],
  ['a payload smaller than a block', { pieceLength: 64 * KIB, size: 7 }],
  [
    'pad files and empty files',
    {
      pieceLength: 64 * KIB,
      files: [
        { path: 'a.bin', size: 100_000 },
        { path: '.pad/31072', size: 31_072, pad: true },
        { path: 'empty', size: 0 },
        { path: 'b.bin', size: 10 },
        { path: '.pad/65526', size: 65_526, pad: true },
        { path: '.pad/131072', size: 131_072, pad: true },
        { path: 'c.bin', size: 200_000 },
      ],
    },
  ],
  [
    'pads in pieces by extents',
    {
      pieceLength: 8 * MIB,
      files: [
        { path: 'a.bin', size: 3 * MIB + 10 },
        { path: '.pad/1', size: 5 * MIB - 10, pad: true },
        { path: 'b.bin', size: 8 * MIB + 100 },
      ],
    },
  ],
];

describe('the shape of a torrent', () => {
  for (const [what, shape] of SHAPES) {
    scenario(`makes no difference: ${what}`, async (world) => {
      const torrent = world.torrent(shape);
      const seed = await world.makeNode({ wire: { upBps: 2_000_000 } });
      await seed.seed(torrent);
      await world.run(500);
      const leeches = await world.makeNodes(2, { wire: { upBps: 2_000_000 } });
      for (const leech of leeches) await leech.add(torrent);
      await world.complete(leeches, torrent);
      for (const leech of leeches) {
        expect(leech.differences(torrent)).toEqual([]);
        expect(leech.torrent().content?.isWhole).toBe(true);
      }
    });
  }
});
