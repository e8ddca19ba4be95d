/**
 * 500 connections from 500 addresses: 100 of them seed to us, or leech from us. The crowd's CPU is its own process's
 * and told apart; libtorrent and the floor meet the same crowd, and each is compared with itself among four seeds.
 */
import type { CrowdOrder } from '../clients/crowd-peer.js';
import type { ClientName } from '../clients/start-client.js';
import { ACTIVE, type CrowdRun, meetCrowd, PEERS } from '../crowd.js';
import { type Bound, type Finding, ratios, spread } from '../figures.js';
import type { BarGroup, Section } from '../section.js';
import { GIB, MIB } from '../stage.js';
import { transfer } from '../transfer.js';

const LEAST_BPS = 1_000_000;
const MOST_MIB = 300;
const MOST_CPU = 1.15;

type Role = CrowdOrder['role'];
const CLIENTS = ['floor', 'libtorrent', 'shoal'] as const satisfies readonly ClientName[];
const ROLES = ['seed', 'leech'] as const satisfies readonly Role[];
type Client = (typeof CLIENTS)[number];

/** One client's rounds. */
interface Rounds {
  /** Leech's CPU seconds a GiB from four libtorrent seeds. */
  readonly fourSeeds: number[];
  readonly runs: Readonly<Record<Role, CrowdRun[]>>;
}

export const connections: Section = {
  name: 'connections',
  about: `${PEERS} connections, ${ACTIVE} of them seeding to us or leeching from us`,
  async run({ stage, rounds, say }) {
    const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
    const done = new Map<Client, Rounds>(CLIENTS.map((name) => [name, { fourSeeds: [], runs: { seed: [], leech: [] } }]));
    for (let round = 0; round < rounds; round++) {
      for (const [name, { fourSeeds, runs }] of done) {
        const { leechCpu } = await transfer(stage, { leech: name, seed: 'libtorrent', seeds: 4, work });
        fourSeeds.push(leechCpu);
        say(`${name} from 4 seeds: ${leechCpu.toFixed(2)} CPU s/GiB`);
        for (const role of ROLES) {
          const run = await meetCrowd(stage, work, name, role);
          runs[role].push(run);
          say(`${labelOf(name, role)}: ${inWords(run)}`);
        }
      }
    }
    return { findings: ROLES.flatMap((role) => findings(done, role)), bars: ROLES.map((role) => bars(done, role)) };
  },
};

const labelOf = (name: Client, role: Role): string => `${name}, ${ACTIVE} of ${PEERS} ${role === 'seed' ? 'seed to' : 'leech from'} it`;

function inWords({ connectCpu, cpuPerGib, crowdCpuPerGib, leastBps, mibPerSecond }: CrowdRun): string {
  const cpu = `${cpuPerGib.toFixed(2)} CPU s/GiB, the crowd's ${crowdCpuPerGib.toFixed(2)}, ${connectCpu.toFixed(2)} s to connect`;
  return `${mibPerSecond.toFixed(0)} MiB/s, the slowest ${(leastBps / 1e6).toFixed(2)} MB/s; ${cpu}`;
}

type Metric = keyof CrowdRun;
const column = (runs: readonly CrowdRun[], metric: Metric, unit = 1): number[] => runs.map((run) => run[metric] / unit);

function findings(done: ReadonlyMap<Client, Rounds>, role: Role): Finding[] {
  const found: Finding[] = [];
  const floorCpu = column(done.get('floor')?.runs[role] ?? [], 'cpuPerGib');
  for (const [name, { fourSeeds, runs }] of done) {
    const ours = name === 'shoal';
    const add = (what: string, unit: string, values: readonly number[], bound: Bound | null, more: Partial<Finding> = {}): void =>
      void found.push({
        what: `${labelOf(name, role)}: ${what}`,
        unit,
        figures: spread(values),
        ratio: null,
        ...more,
        bound: ours ? bound : null,
      });
    const run = runs[role];
    const cpu = column(run, 'cpuPerGib');
    add('rate', 'MiB/s', column(run, 'mibPerSecond'), null);
    add('slowest active peer', 'MB/s', column(run, 'leastBps', 1e6), { atLeast: LEAST_BPS / 1e6 }, { everyRound: true });
    add('peak memory', 'MiB', column(run, 'peakMiB'), { atMost: MOST_MIB });
    add('CPU against 4 seeds', 'CPU s/GiB', cpu, { atMost: MOST_CPU }, { ratio: ratios(cpu, fourSeeds) });
    if (name !== 'floor') add('CPU against the floor', 'CPU s/GiB', cpu, null, { ratio: ratios(cpu, floorCpu) });
    add("the crowd's CPU", 'CPU s/GiB', column(run, 'crowdCpuPerGib'), null);
    add('CPU until all are connected', 'CPU s', column(run, 'connectCpu'), null);
  }
  return found;
}

function bars(done: ReadonlyMap<Client, Rounds>, role: Role): BarGroup {
  const rows = [...done].flatMap(([name, { fourSeeds, runs }]) => [
    { label: `${name}, 4 seeds`, ...spread(fourSeeds) },
    { label: labelOf(name, role), ...spread(column(runs[role], 'cpuPerGib')) },
  ]);
  return {
    title: `CPU seconds for a GiB, ${ACTIVE} of ${PEERS} ${role === 'seed' ? 'seeding' : 'leeching'}`,
    unit: 'CPU s/GiB',
    bars: rows,
  };
}
