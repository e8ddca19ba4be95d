/** Rates over piece sizes and numbers of files, against the plain case of the same round. */
import { type Finding, ratios, spread } from '../figures.js';
import type { Section } from '../section.js';
import { GIB, MIB, type PayloadShape } from '../stage.js';
import { transfer } from '../transfer.js';

const plain: PayloadShape = { name: 'payload-1g', bytes: GIB, pieceBytes: MIB };
const SHAPES: readonly { readonly label: string; readonly shape: PayloadShape }[] = [
  { label: '1 MiB pieces, 1 file', shape: plain },
  { label: '16 KiB pieces, 1 file', shape: { ...plain, pieceBytes: MIB / 64 } },
  { label: '256 KiB pieces, 1 file', shape: { ...plain, pieceBytes: MIB / 4 } },
  { label: '4 MiB pieces, 1 file', shape: { ...plain, pieceBytes: 4 * MIB } },
  { label: '16 MiB pieces, 1 file', shape: { ...plain, pieceBytes: 16 * MIB } },
  { label: '1 MiB pieces, 10,000 files', shape: { name: 'files-10k', bytes: GIB, files: 10_000, pieceBytes: MIB } },
];

export const shapes: Section = {
  name: 'shapes',
  about: 'piece sizes from 16 KiB to 16 MiB, and 10,000 files',
  async run({ stage, rounds, say }) {
    const rates = new Map<string, number[]>();
    for (let round = 0; round < rounds; round++) {
      for (const { label, shape } of SHAPES) {
        const { mibPerSecond } = await transfer(stage, { leech: 'shoal', seed: 'shoal', seeds: 1, work: stage.work(shape) });
        rates.set(label, [...(rates.get(label) ?? []), mibPerSecond]);
        say(`${label}: ${mibPerSecond.toFixed(0)} MiB/s`);
      }
    }
    const base = rates.get(SHAPES[0]?.label ?? '') ?? [];
    const findings: Finding[] = SHAPES.slice(1).map(({ label }) => {
      const values = rates.get(label) ?? [];
      return {
        what: `${label}, against 1 MiB pieces and 1 file`,
        unit: 'MiB/s',
        figures: spread(values),
        ratio: ratios(values, base),
        bound: { atLeast: 0.75 },
      };
    });
    return {
      findings,
      bars: [
        { title: 'Shapes of a torrent, Shoal to Shoal', unit: 'MiB/s', bars: [...rates].map(([label, v]) => ({ label, ...spread(v) })) },
      ],
    };
  },
};
