/**
 * Rates over piece sizes and numbers of files, against the plain case of the same round. Beside the targets: what
 * libtorrent reaches at each shape, from itself and with Shoal on one side, which tells whose limit a slow shape is.
 */
import type { ClientName } from '../clients/start-client.js';
import { type Finding, ratios, spread } from '../figures.js';
import type { BarGroup, Section } from '../section.js';
import { GIB, MIB, type PayloadShape } from '../stage.js';
import { transfer } from '../transfer.js';

interface Shape {
  readonly label: string;
  readonly shape: PayloadShape;
}

interface Pair {
  readonly leech: ClientName;
  readonly seed: ClientName;
}

const KIB = 1024;
const oneFile = { name: 'payload-1g', bytes: GIB };
const PLAIN: Shape = { label: '1 MiB pieces, 1 file', shape: { ...oneFile, pieceBytes: MIB } };
const SHAPES: readonly Shape[] = [
  { label: '16 KiB pieces, 1 file', shape: { ...oneFile, pieceBytes: 16 * KIB } },
  { label: '64 KiB pieces, 1 file', shape: { ...oneFile, pieceBytes: 64 * KIB } },
  { label: '256 KiB pieces, 1 file', shape: { ...oneFile, pieceBytes: 256 * KIB } },
  { label: '4 MiB pieces, 1 file', shape: { ...oneFile, pieceBytes: 4 * MIB } },
  { label: '16 MiB pieces, 1 file', shape: { ...oneFile, pieceBytes: 16 * MIB } },
  { label: '1 MiB pieces, 10,000 files', shape: { name: 'files-10k', bytes: GIB, files: 10_000, pieceBytes: MIB } },
];

const OURS: Pair = { leech: 'shoal', seed: 'shoal' };
const THEIRS: Pair = { leech: 'libtorrent', seed: 'libtorrent' };
const MIXED: readonly Pair[] = [
  { leech: 'shoal', seed: 'libtorrent' },
  { leech: 'libtorrent', seed: 'shoal' },
];
const LEAST_SHARE = 0.75;

const nameOf = ({ leech, seed }: Pair): string => `${leech} from ${seed}`;

/** Rates by shape and pair, a figure a round. */
class Rates {
  private readonly rates = new Map<string, number[]>();

  add({ label }: Shape, pair: Pair, mibPerSecond: number): void {
    this.rates.set(keyOf(label, pair), [...this.of(label, pair), mibPerSecond]);
  }
  of(label: string, pair: Pair): readonly number[] {
    return this.rates.get(keyOf(label, pair)) ?? [];
  }
}

const keyOf = (label: string, pair: Pair): string => `${label}: ${nameOf(pair)}`;

export const shapes: Section = {
  name: 'shapes',
  about: 'piece sizes from 16 KiB to 16 MiB, and 10,000 files',
  async run({ stage, rounds, say }) {
    const rates = new Rates();
    for (let round = 0; round < rounds; round++) {
      for (const shape of [PLAIN, ...SHAPES]) {
        const work = stage.work(shape.shape);
        for (const pair of [OURS, THEIRS, ...MIXED]) {
          const { leechCpu, mibPerSecond, seedCpu } = await transfer(stage, { ...pair, seeds: 1, work });
          rates.add(shape, pair, mibPerSecond);
          const cpu = `CPU s/GiB: leech ${leechCpu.toFixed(2)}, seed ${seedCpu.toFixed(2)}`;
          say(`${keyOf(shape.label, pair)}: ${mibPerSecond.toFixed(0)} MiB/s, ${cpu}`);
        }
      }
    }
    return { findings: findings(rates), bars: [OURS, THEIRS, ...MIXED].map((pair) => bars(rates, pair)) };
  },
};

function findings(rates: Rates): Finding[] {
  const found: Finding[] = [];
  const compare = (what: string, values: readonly number[], others: readonly number[], atLeast?: number): void => {
    const bound = atLeast === undefined ? null : { atLeast };
    found.push({ what, unit: 'MiB/s', figures: spread(values), ratio: ratios(values, others), bound });
  };
  for (const { label } of SHAPES) {
    compare(`${label}, against 1 MiB pieces and 1 file`, rates.of(label, OURS), rates.of(PLAIN.label, OURS), LEAST_SHARE);
  }
  for (const { label } of SHAPES) {
    compare(`${label}, libtorrent's own loss`, rates.of(label, THEIRS), rates.of(PLAIN.label, THEIRS));
  }
  for (const { label } of [PLAIN, ...SHAPES]) {
    for (const pair of [OURS, ...MIXED]) {
      compare(`${label}, ${nameOf(pair)} against its own`, rates.of(label, pair), rates.of(label, THEIRS));
    }
  }
  return found;
}

function bars(rates: Rates, pair: Pair): BarGroup {
  const of = ({ label }: Shape) => ({ label, ...spread(rates.of(label, pair)) });
  return { title: `Shapes of a torrent, ${nameOf(pair)}`, unit: 'MiB/s', bars: [PLAIN, ...SHAPES].map(of) };
}
