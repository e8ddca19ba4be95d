/** Peak resident memory above that of an empty runtime: leech and seed, small and huge torrents, small and huge pieces, one and ten. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startChild } from '../../support/child.js';
import { pause } from '../../support/waiting.js';
import { type Finding, spread } from '../figures.js';
import { memoryMiB } from '../measure/process-stat.js';
import type { Section } from '../section.js';
import { GIB, MIB, type PayloadShape, Stage } from '../stage.js';
import { transfer } from '../transfer.js';

const LIMIT_MIB = 65;

interface Case {
  readonly name: string;
  readonly shapes: readonly PayloadShape[];
}

const one = (pieceMiB: number): Case => ({
  name: `1 GiB, pieces of ${pieceMiB} MiB`,
  shapes: [{ name: 'payload-1g', bytes: GIB, pieceBytes: pieceMiB * MIB }],
});
const CASES: readonly Case[] = [
  one(1),
  one(16),
  one(256),
  {
    name: '10 torrents of 100 MiB, pieces of 1 MiB',
    shapes: Array.from({ length: 10 }, (_, i) => ({ name: `tenth-${i}`, bytes: 100 * MIB, pieceBytes: MIB })),
  },
  // all of it is moved; on the disk, as twice that does not fit into memory
  { name: '16 GiB of holes, pieces of 1 MiB', shapes: [{ name: 'holes-16g', bytes: 16 * GIB, pieceBytes: MIB, sparse: true }] },
  { name: '16 GiB of holes, pieces of 16 MiB', shapes: [{ name: 'holes-16g', bytes: 16 * GIB, pieceBytes: 16 * MIB, sparse: true }] },
];

export const memory: Section = {
  name: 'memory',
  about: 'peak memory above the empty runtime',
  async run({ stage, say }) {
    const empty = await emptyRuntimeMiB();
    say(`an empty node: ${empty.toFixed(0)} MiB`);
    const findings: Finding[] = [];
    const disk = new Stage('disk');
    try {
      for (const { name, shapes } of CASES) {
        const huge = shapes.some(({ sparse }) => sparse);
        if (huge && !hasRoom()) {
          say(`${name}: left out, as there is no room for it`);
          continue;
        }
        const place = huge ? disk : stage;
        const work = place.works(shapes);
        const sides = [
          { side: 'leech', peak: async () => (await transfer(place, { leech: 'shoal', seed: 'libtorrent', seeds: 1, work })).leechPeakMiB },
          { side: 'seed', peak: async () => (await transfer(place, { leech: 'libtorrent', seed: 'shoal', seeds: 1, work })).seedPeakMiB },
        ];
        for (const { side, peak } of sides) {
          const above = (await peak()) - empty;
          say(`${name}, ${side}: ${above.toFixed(0)} MiB above it`);
          findings.push({
            what: `${name}, ${side}: peak memory above the empty runtime`,
            unit: 'MiB',
            figures: spread([above]),
            ratio: null,
            bound: { atMost: LIMIT_MIB },
          });
        }
      }
    } finally {
      disk.dispose();
    }
    return { findings };
  },
};

async function emptyRuntimeMiB(): Promise<number> {
  const child = startChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], () => undefined);
  await pause(500);
  const peak = memoryMiB(child.pid, 'VmHWM');
  await child.stop();
  return peak;
}

/** The copy of a torrent of holes has none. */
function hasRoom(): boolean {
  const { bavail, bsize } = statfsSync(tmpdir());
  return bavail * bsize > 18 * GIB;
}
