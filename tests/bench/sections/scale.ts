/**
 * Thousands of torrents that seed: restore, memory, idle CPU; the tiny ones and those of a common size, and libtorrent over
 * the same ones. From the second round on Shoal starts from records that it wrote itself when the first one ended.
 */
import { join } from 'node:path';
import { type Finding, spread } from '../figures.js';
import { DISK_WORKER, OUT } from '../places.js';
import { COMMON, makeProfile, measureLibtorrent, measureShoal, type ScaleFigures, type ScaleShape, TINY } from '../scale.js';
import { isChosen, type Section } from '../section.js';

interface Goal {
  readonly what: string;
  readonly unit: string;
  readonly of: keyof ScaleFigures;
}

const GOALS: readonly Goal[] = [
  { what: 'restored in', unit: 's', of: 'restoreSeconds' },
  { what: 'memory above the empty runtime', unit: 'MiB', of: 'residentMiB' },
  { what: 'idle CPU', unit: '% of a core', of: 'idlePercent' },
  { what: 'CPU of the restore', unit: 'CPU s', of: 'restoreCpuSeconds' },
  { what: 'CPU of the half minute after it', unit: 'CPU s', of: 'settleCpuSeconds' },
  { what: 'memory above the empty runtime, at rest', unit: 'MiB', of: 'idleMiB' },
];
/** libtorrent is measured at rest at once: it has nothing to settle. */
const NOT_OF_LIBTORRENT: readonly (keyof ScaleFigures)[] = ['settleCpuSeconds', 'idleMiB'];

interface Case {
  readonly name: string;
  readonly shape: ScaleShape;
  readonly most: Partial<Record<keyof ScaleFigures, number>>;
}

const CASES: readonly Case[] = [
  { name: '5,000 tiny torrents', shape: TINY, most: { restoreSeconds: 1.2, residentMiB: 60, idlePercent: 0.4 } },
  { name: '5,000 torrents of 2,000 pieces and 20 files', shape: COMMON, most: { residentMiB: 120 } },
];

export const scale: Section = {
  name: 'scale',
  about: '5,000 torrents seeding',
  async run(context) {
    const { rounds, say, stage } = context;
    const findings: Finding[] = [];
    for (const { most, name, shape } of CASES.filter((each) => isChosen(context, each.name))) {
      const folder = stage.folder();
      const profile = makeProfile(folder, shape);
      const ours: ScaleFigures[] = [];
      const theirs: ScaleFigures[] = [];
      for (let round = 0; round < rounds; round++) {
        const shoal = measureShoal(join(OUT, 'scale-run.mjs'), DISK_WORKER, profile);
        const libtorrent = measureLibtorrent(profile);
        ours.push(shoal);
        theirs.push(libtorrent);
        say(`${name}: ${inWords(shoal)}; libtorrent ${inWords(libtorrent)}`);
      }
      stage.drop(folder);
      const finding = (who: string, { of, unit, what }: Goal, runs: readonly ScaleFigures[], atMost: number | undefined): Finding => ({
        what: `${name}${who}: ${what}`,
        unit,
        figures: spread(runs.map((figures) => figures[of])),
        ratio: null,
        bound: atMost === undefined ? null : { atMost },
      });
      for (const goal of GOALS) findings.push(finding('', goal, ours, most[goal.of]));
      for (const goal of GOALS) if (!NOT_OF_LIBTORRENT.includes(goal.of)) findings.push(finding(', libtorrent', goal, theirs, undefined));
    }
    return { findings };
  },
};

const inWords = ({ idlePercent, residentMiB, restoreSeconds }: ScaleFigures): string =>
  `restored in ${restoreSeconds.toFixed(2)} s, ${residentMiB.toFixed(1)} MiB, idle ${idlePercent.toFixed(2)} %`;
