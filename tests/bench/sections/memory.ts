/** Peak resident memory above that of an empty runtime: leech and seed, small and huge torrents, small and huge pieces, one and ten. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startChild } from '../../support/child.js';
import { pause } from '../../support/waiting.js';
import type { Work } from '../clients/bench-client.js';
import { type Finding, spread } from '../figures.js';
import { memoryMiB } from '../measure/process-stat.js';
import { isChosen, type Section } from '../section.js';
import { GIB, MIB, type PayloadShape, Stage } from '../stage.js';
import { transfer } from '../transfer.js';

const LIMIT_MIB = 65;

/** A torrent of holes: all of it is moved; on the disk, as twice that does not fit into memory. */
const HUGE_BYTES = 16 * GIB;

interface Case {
  readonly name: string;
  readonly shapes: readonly PayloadShape[];
}

const one = (pieceMiB: number): Case => ({
  name: `1 GiB, pieces of ${pieceMiB} MiB`,
  shapes: [{ name: 'payload-1g', bytes: GIB, pieceBytes: pieceMiB * MIB }],
});
const huge = (pieceMiB: number): Case => ({
  name: `16 GiB of holes, pieces of ${pieceMiB} MiB`,
  shapes: [{ name: 'holes-16g', bytes: HUGE_BYTES, pieceBytes: pieceMiB * MIB, sparse: true }],
});
const ten = (eachMiB: number, pieceMiB: number): Case => ({
  name: `10 torrents of ${eachMiB} MiB, pieces of ${pieceMiB} MiB`,
  shapes: Array.from({ length: 10 }, (_, i) => ({ name: `tenth-${eachMiB}-${i}`, bytes: eachMiB * MIB, pieceBytes: pieceMiB * MIB })),
});
const CASES: readonly Case[] = [one(1), one(16), one(256), ten(100, 1), ten(256, 16), ten(512, 256), huge(1), huge(16), huge(256)];

export const memory: Section = {
  name: 'memory',
  about: 'peak memory above the empty runtime',
  async run(context) {
    const { cases, rounds, say, stage } = context;
    const empty = await emptyRuntimeMiB();
    say(`an empty node: ${empty.toFixed(0)} MiB`);
    const findings: Finding[] = [];
    const disk = new Stage('disk');
    try {
      for (const { name, shapes } of CASES) {
        const isHuge = shapes.some(({ bytes }) => bytes === HUGE_BYTES);
        const place = isHuge ? disk : stage;
        for (const side of ['leech', 'seed'] as const) {
          const title = `${name}, ${side}`;
          if (!isChosen(context, title)) continue;
          if (isHuge && !hasRoom()) {
            say(`${title}: left out, as there is no room for it`);
            continue;
          }
          const work = place.works(shapes);
          const above: number[] = [];
          // a minute and a half each: several times only for who chooses them
          for (let round = 0; round < (isHuge && cases.length === 0 ? 1 : rounds); round++) {
            const { mibPerSecond, peakMiB } = await peakOf(place, side, work);
            above.push(peakMiB - empty);
            say(`${title}: ${(peakMiB - empty).toFixed(1)} MiB above it, at ${mibPerSecond.toFixed(0)} MiB/s`);
          }
          findings.push({
            what: `${title}: peak memory above the empty runtime`,
            unit: 'MiB',
            figures: spread(above),
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

async function peakOf(
  place: Stage,
  side: 'leech' | 'seed',
  work: Work,
): Promise<{ readonly peakMiB: number; readonly mibPerSecond: number }> {
  const [leech, seed] = side === 'leech' ? (['shoal', 'libtorrent'] as const) : (['libtorrent', 'shoal'] as const);
  const { leechPeakMiB, mibPerSecond, seedPeakMiB } = await transfer(place, { leech, seed, seeds: 1, work });
  return { peakMiB: side === 'leech' ? leechPeakMiB : seedPeakMiB, mibPerSecond };
}

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
