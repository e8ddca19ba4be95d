/** Transfers of 1 GiB against the peers, interleaved so that what the machine does hits all alike. */
import type { ClientName } from '../clients/start-client.js';
import { type Bound, type Finding, ratios, spread } from '../figures.js';
import { WEBTORRENT } from '../places.js';
import type { BarGroup, Section } from '../section.js';
import { GIB, MIB } from '../stage.js';
import { type TransferFigures, transfer } from '../transfer.js';

interface Pair {
  readonly leech: ClientName;
  readonly seed: ClientName;
  readonly seeds: number;
}

type Metric = 'mibPerSecond' | 'leechCpu' | 'seedCpu';

const pair = (leech: ClientName, seed: ClientName, seeds = 1): Pair => ({ leech, seed, seeds });
const nameOf = ({ leech, seed, seeds }: Pair): string => `${leech} from ${seeds === 1 ? '' : `${seeds} `}${seed}`;

const SHOAL_1 = pair('shoal', 'libtorrent');
const SHOAL_4 = pair('shoal', 'libtorrent', 4);
const LIBTORRENT_1 = pair('libtorrent', 'libtorrent');
const LIBTORRENT_4 = pair('libtorrent', 'libtorrent', 4);
const WEBTORRENT_1 = pair('webtorrent', 'libtorrent');
const WEBTORRENT_4 = pair('webtorrent', 'libtorrent', 4);
const FROM_SHOAL = pair('libtorrent', 'shoal');
const FROM_ARIA2 = pair('libtorrent', 'aria2');
const FROM_RTORRENT = pair('libtorrent', 'rtorrent');
const FLOOR_1 = pair('floor', 'libtorrent');
const FLOOR_4 = pair('floor', 'libtorrent', 4);
const FROM_FLOOR = pair('libtorrent', 'floor');
const FLOOR_FLOOR = pair('floor', 'floor');
const SHOAL_SHOAL = pair('shoal', 'shoal');
const WEBTORRENT_TWICE = pair('webtorrent', 'webtorrent');

/** What is compared; with a bound it is a target. */
interface Goal {
  readonly ours: Pair;
  readonly theirs: readonly Pair[];
  readonly metric: Metric;
  /** null: reported. */
  readonly bound: Bound | null;
}

const GOALS: readonly Goal[] = [
  { ours: SHOAL_1, theirs: [LIBTORRENT_1], metric: 'mibPerSecond', bound: { atLeast: 1.0 } },
  { ours: SHOAL_1, theirs: [WEBTORRENT_1], metric: 'mibPerSecond', bound: { atLeast: 1.35 } },
  { ours: SHOAL_4, theirs: [LIBTORRENT_4], metric: 'mibPerSecond', bound: { atLeast: 1.2 } },
  { ours: SHOAL_4, theirs: [WEBTORRENT_4], metric: 'mibPerSecond', bound: { atLeast: 3.4 } },
  { ours: FROM_SHOAL, theirs: [LIBTORRENT_1], metric: 'mibPerSecond', bound: { atLeast: 1.2 } },
  { ours: FROM_SHOAL, theirs: [FROM_ARIA2, FROM_RTORRENT], metric: 'mibPerSecond', bound: { atLeast: 0.95 } },
  { ours: SHOAL_SHOAL, theirs: [LIBTORRENT_1], metric: 'mibPerSecond', bound: { atLeast: 1.4 } },
  { ours: SHOAL_SHOAL, theirs: [WEBTORRENT_TWICE], metric: 'mibPerSecond', bound: { atLeast: 2.7 } },
  { ours: SHOAL_1, theirs: [LIBTORRENT_1], metric: 'leechCpu', bound: { atMost: 0.9 } },
  { ours: SHOAL_4, theirs: [LIBTORRENT_4], metric: 'leechCpu', bound: { atMost: 0.9 } },
  { ours: FROM_SHOAL, theirs: [LIBTORRENT_1], metric: 'seedCpu', bound: { atMost: 0.6 } },
  { ours: SHOAL_1, theirs: [FLOOR_1], metric: 'mibPerSecond', bound: null },
  { ours: SHOAL_4, theirs: [FLOOR_4], metric: 'mibPerSecond', bound: null },
  { ours: FROM_SHOAL, theirs: [FROM_FLOOR], metric: 'mibPerSecond', bound: null },
  { ours: SHOAL_SHOAL, theirs: [FLOOR_FLOOR], metric: 'mibPerSecond', bound: null },
  { ours: SHOAL_1, theirs: [FLOOR_1], metric: 'leechCpu', bound: null },
  { ours: SHOAL_4, theirs: [FLOOR_4], metric: 'leechCpu', bound: null },
  { ours: FROM_SHOAL, theirs: [FROM_FLOOR], metric: 'seedCpu', bound: null },
];

const UNITS: Readonly<Record<Metric, string>> = { mibPerSecond: 'MiB/s', leechCpu: 'CPU s/GiB', seedCpu: 'CPU s/GiB' };
const WORDS: Readonly<Record<Metric, string>> = { mibPerSecond: 'rate', leechCpu: "leech's CPU", seedCpu: "seed's CPU" };

type Rounds = ReadonlyMap<string, readonly TransferFigures[]>;

export const transfers: Section = {
  name: 'transfers',
  about: 'rates and CPU seconds against libtorrent, webtorrent, aria2 and rtorrent, and above the floor',
  async run({ stage, rounds, say }) {
    const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
    const done = new Map<string, TransferFigures[]>();
    for (let round = 0; round < rounds; round++) {
      for (const each of allPairs()) {
        const figures = await transfer(stage, { ...each, work });
        done.set(nameOf(each), [...(done.get(nameOf(each)) ?? []), figures]);
        say(
          `${nameOf(each)}: ${figures.mibPerSecond.toFixed(0)} MiB/s, leech ${figures.leechCpu.toFixed(2)} s, seed ${figures.seedCpu.toFixed(2)} s`,
        );
      }
    }
    return { findings: [...GOALS.map((goal) => finding(goal, done)), ...delays(done)], bars: bars(done) };
  },
};

function allPairs(): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { ours, theirs } of GOALS) for (const each of [...theirs, ours]) pairs.set(nameOf(each), each);
  return [...pairs.values()].filter(({ leech, seed }) => WEBTORRENT !== '' || (leech !== 'webtorrent' && seed !== 'webtorrent'));
}

const column = (done: Rounds, of: Pair, metric: Metric): number[] => (done.get(nameOf(of)) ?? []).map((figures) => figures[metric]);

function finding({ ours, theirs, metric, bound }: Goal, done: Rounds): Finding {
  const values = column(done, ours, metric);
  const others = theirs.map((their) => column(done, their, metric));
  const best = values.map((_, round) => Math.max(...others.map((other) => other[round] ?? Number.NaN)));
  const against = theirs.map(nameOf).join(' or ');
  return {
    what: `${nameOf(ours)}, ${WORDS[metric]} against ${against}`,
    unit: UNITS[metric],
    figures: spread(values),
    ratio: ratios(values, best),
    bound,
  };
}

/** The delay of the event loop; and the time until the first byte, the peer being known. */
function delays(done: Rounds): Finding[] {
  const found: Finding[] = [];
  for (const each of [SHOAL_1, SHOAL_4]) {
    const rounds = done.get(nameOf(each)) ?? [];
    const add = (what: string, values: readonly (number | null)[], atMost: number): void => {
      const known = values.filter((value) => value !== null);
      found.push({ what: `${nameOf(each)}, ${what}`, unit: 'ms', figures: spread(known), ratio: null, bound: { atMost } });
    };
    add(
      'event-loop delay, p99',
      rounds.map(({ delayP99Ms }) => delayP99Ms),
      15,
    );
    add(
      'event-loop delay, longest',
      rounds.map(({ delayMaxMs }) => delayMaxMs),
      50,
    );
    add(
      'added to first payload byte',
      rounds.map(({ firstByteMs }) => firstByteMs),
      50,
    );
  }
  return found;
}

function bars(done: Rounds): BarGroup[] {
  const group = (title: string, metric: Metric, pairs: readonly Pair[]): BarGroup => ({
    title,
    unit: UNITS[metric],
    bars: pairs.flatMap((each) => {
      const values = column(done, each, metric);
      return values.length === 0 ? [] : [{ label: nameOf(each), ...spread(values) }];
    }),
  });
  return [
    group('Throughput', 'mibPerSecond', allPairs()),
    group(
      "Leech's CPU seconds for a GiB",
      'leechCpu',
      allPairs().filter(({ seed }) => seed === 'libtorrent'),
    ),
    group(
      "Seed's CPU seconds for a GiB",
      'seedCpu',
      allPairs().filter(({ leech, seeds }) => leech === 'libtorrent' && seeds === 1),
    ),
  ];
}
