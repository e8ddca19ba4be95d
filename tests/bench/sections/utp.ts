/** uTP, forced on both sides: over the loopback, and over lines that delay, lose and limit. libtorrent in the same rounds. */
import type { PipeOptions } from '../../support/sim/virtual-pipe.js';
import type { ClientChoices, ClientName } from '../clients/start-client.js';
import { type Bound, type Finding, ratios, spread } from '../figures.js';
import type { BarGroup, Section } from '../section.js';
import { MIB } from '../stage.js';
import { type TransferFigures, transfer } from '../transfer.js';

const UTP_ONLY: ClientChoices = {
  shoal: { transport: 'utp' },
  libtorrent: { enable_outgoing_utp: true, enable_incoming_utp: true, enable_outgoing_tcp: false, enable_incoming_tcp: false },
};

interface Pair {
  readonly leech: ClientName;
  readonly seed: ClientName;
}

const OURS: Pair = { leech: 'shoal', seed: 'shoal' };
const TO_THEM: Pair = { leech: 'libtorrent', seed: 'shoal' };
const FROM_THEM: Pair = { leech: 'shoal', seed: 'libtorrent' };
const THEIRS: Pair = { leech: 'libtorrent', seed: 'libtorrent' };

/** Who sends sets the pace on a bad line: what libtorrent sends us says nothing of ours. */
const BY_LINE: readonly Pair[] = [OURS, TO_THEM, THEIRS];
const ON_LOOPBACK: readonly Pair[] = [OURS, TO_THEM, FROM_THEM, THEIRS];

/** One way. */
interface Line {
  readonly name: string;
  readonly options: PipeOptions;
  readonly mib: number;
}

const LINES: readonly Line[] = [
  { name: '20 ms, 6 MB/s', options: { delayMs: 10, rateBps: 6e6, queueBytes: 1.2e6 }, mib: 24 },
  { name: '60 ms, loss 1 %', options: { delayMs: 30, loss: 0.01 }, mib: 4 },
  { name: '200 ms, loss 0.2 %', options: { delayMs: 100, loss: 0.002 }, mib: 4 },
  { name: '100 ms, loss 5 %', options: { delayMs: 50, loss: 0.05 }, mib: 2 },
  { name: '60 ms, all of it', options: { delayMs: 25, jitterMs: 10, loss: 0.01, duplicates: 0.01 }, mib: 4 },
];

const nameOf = ({ leech, seed }: Pair): string => `${leech} from ${seed}`;

export const utp: Section = {
  name: 'utp',
  about: 'uTP beside libtorrent: rate, CPU seconds and datagrams, over the loopback and over bad lines',
  async run({ stage, rounds, say }) {
    const done = new Map<string, TransferFigures[]>();
    const run = async (label: string, pair: Pair, mib: number, line?: PipeOptions): Promise<void> => {
      const work = stage.work({ name: `payload-${mib}m`, bytes: mib * MIB, pieceBytes: MIB / 4 });
      const figures = await transfer(stage, { ...pair, seeds: 1, work, choices: UTP_ONLY, ...(line === undefined ? {} : { line }) });
      const key = `${label}: ${nameOf(pair)}`;
      done.set(key, [...(done.get(key) ?? []), figures]);
      const { datagrams, delayP99Ms, leechCpu, mibPerSecond, seedCpu } = figures;
      say(
        `${key}: ${mibPerSecond.toFixed(2)} MiB/s, leech ${leechCpu.toFixed(1)} s/GiB, seed ${seedCpu.toFixed(1)} s/GiB` +
          `${delayP99Ms === null ? '' : `, loop ${delayP99Ms.toFixed(1)} ms`}${datagrams === 0 ? '' : `, ${datagrams} datagrams`}`,
      );
    };
    for (let round = 0; round < rounds; round++) {
      for (const [pair, mib] of [
        [OURS, 512],
        [TO_THEM, 128],
        [FROM_THEM, 64],
        [THEIRS, 64],
      ] as const)
        await run(LOOPBACK, pair, mib);
      for (const { mib, name, options } of LINES) {
        for (const pair of BY_LINE) await run(name, pair, mib, options);
      }
    }
    return { findings: findings(done), bars: bars(done) };
  },
};

const LOOPBACK = 'loopback';
const pairsOf = (label: string): readonly Pair[] => (label === LOOPBACK ? ON_LOOPBACK : BY_LINE);

type Rounds = ReadonlyMap<string, readonly TransferFigures[]>;
const column = (done: Rounds, label: string, pair: Pair, of: (figures: TransferFigures) => number): number[] =>
  (done.get(`${label}: ${nameOf(pair)}`) ?? []).map(of);
const rate = (figures: TransferFigures): number => figures.mibPerSecond;

function findings(done: Rounds): Finding[] {
  const found: Finding[] = [];
  const add = (
    what: string,
    unit: string,
    values: readonly number[],
    bound: Bound | null,
    ratio: readonly number[] | null = null,
  ): void => {
    found.push({ what, unit, figures: spread(values), ratio: ratio === null ? null : ratios(values, ratio), bound });
  };
  add(`${LOOPBACK}, ${nameOf(OURS)}`, 'MiB/s', column(done, LOOPBACK, OURS, rate), { atLeast: 80 });
  add(
    `${LOOPBACK}, ${nameOf(OURS)}, leech's CPU`,
    'CPU s/GiB',
    column(done, LOOPBACK, OURS, (figures) => figures.leechCpu),
    null,
  );
  add(
    `${LOOPBACK}, ${nameOf(OURS)}, seed's CPU`,
    'CPU s/GiB',
    column(done, LOOPBACK, OURS, (figures) => figures.seedCpu),
    null,
  );
  const delays = column(done, LOOPBACK, OURS, (figures) => figures.delayP99Ms ?? Number.NaN);
  add(`${LOOPBACK}, ${nameOf(OURS)}, event-loop delay, p99`, 'ms', delays, { atMost: 15 });
  for (const label of [LOOPBACK, ...LINES.map(({ name }) => name)]) {
    const theirs = column(done, label, THEIRS, rate);
    for (const pair of [OURS, TO_THEM, FROM_THEM]) {
      if (!pairsOf(label).includes(pair)) continue;
      const bound = pair === FROM_THEM ? null : { atLeast: 1 }; // what libtorrent sends goes at libtorrent's pace
      add(`${label}, ${nameOf(pair)} against ${nameOf(THEIRS)}`, 'MiB/s', column(done, label, pair, rate), bound, theirs);
    }
  }
  return found;
}

function bars(done: Rounds): BarGroup[] {
  return [LOOPBACK, ...LINES.map(({ name }) => name)].map((label) => ({
    title: `uTP, ${label}`,
    unit: 'MiB/s',
    bars: pairsOf(label).map((pair) => ({ label: nameOf(pair), ...spread(column(done, label, pair, rate)) })),
  }));
}
