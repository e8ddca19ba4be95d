/** Thousands of torrents that seed: restore, memory, idle CPU; the tiny ones and those of a common size. */
import { join } from 'node:path';
import { type Finding, spread } from '../figures.js';
import { DISK_WORKER, OUT } from '../places.js';
import { COMMON, makeProfile, measureScale, type ScaleFigures, type ScaleShape, TINY } from '../scale.js';
import type { Section } from '../section.js';

interface Goal {
  readonly what: string;
  readonly unit: string;
  readonly value: (figures: ScaleFigures) => number;
  readonly atMost: number | null;
}

const TINY_GOALS: readonly Goal[] = [
  { what: 'restored in', unit: 's', value: ({ restoreSeconds }) => restoreSeconds, atMost: 1.2 },
  { what: 'memory above the empty runtime', unit: 'MiB', value: ({ residentMiB }) => residentMiB, atMost: 60 },
  { what: 'idle CPU', unit: '% of a core', value: ({ idlePercent }) => idlePercent, atMost: 0.4 },
];
const COMMON_GOALS: readonly Goal[] = [
  { what: 'restored in', unit: 's', value: ({ restoreSeconds }) => restoreSeconds, atMost: null },
  { what: 'memory above the empty runtime', unit: 'MiB', value: ({ residentMiB }) => residentMiB, atMost: 120 },
  { what: 'idle CPU', unit: '% of a core', value: ({ idlePercent }) => idlePercent, atMost: null },
];

export const scale: Section = {
  name: 'scale',
  about: '5,000 torrents seeding',
  async run({ stage, say }) {
    const findings: Finding[] = [];
    const cases: readonly (readonly [string, ScaleShape, readonly Goal[]])[] = [
      ['5,000 tiny torrents', TINY, TINY_GOALS],
      ['5,000 torrents of 2,000 pieces and 20 files', COMMON, COMMON_GOALS],
    ];
    for (const [name, shape, goals] of cases) {
      const folder = stage.folder();
      const figures = await measureScale(join(OUT, 'scale-run.mjs'), DISK_WORKER, makeProfile(folder, shape), shape.torrents);
      stage.drop(folder);
      for (const { what, unit, value, atMost } of goals) {
        say(`${name}: ${what} ${value(figures).toFixed(2)} ${unit}`);
        findings.push({
          what: `${name}: ${what}`,
          unit,
          figures: spread([value(figures)]),
          ratio: null,
          bound: atMost === null ? null : { atMost },
        });
      }
    }
    return { findings };
  },
};
