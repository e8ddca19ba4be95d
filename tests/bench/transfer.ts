/** One timed transfer between real clients over loopback, and what it cost each side. */
import type { PipeOptions } from '../support/sim/virtual-pipe.js';
import { startUdpRelay, type UdpRelay } from '../support/udp-relay.js';
import type { Address, BenchClient, Work } from './clients/bench-client.js';
import { type ClientChoices, type ClientName, startClient } from './clients/start-client.js';
import { cpuSeconds, memoryMiB, watchAnonymous } from './measure/process-stat.js';
import { firstDifference, GIB, MIB, type Stage, warmMemory } from './stage.js';

export interface TransferPlan {
  readonly leech: ClientName;
  readonly seed: ClientName;
  readonly seeds: number;
  readonly work: Work;
  /** Settings of both sides besides those of the benchmark. */
  readonly choices?: ClientChoices;
  /** The line between them, for uTP: a relay that delays and loses. */
  readonly line?: PipeOptions;
}

export interface TransferFigures {
  /** From the first payload byte until it is complete. */
  readonly mibPerSecond: number;
  readonly firstByteMs: number;
  /** User and system seconds for each GiB; of the seeds together. */
  readonly leechCpu: number;
  readonly seedCpu: number;
  /** VmHWM, and peak RssAnon. */
  readonly leechPeakMiB: number;
  readonly leechAnonMiB: number;
  readonly seedPeakMiB: number;
  readonly delayP99Ms: number | null;
  readonly delayMaxMs: number | null;
  /** Of the first seed. */
  readonly seedDelayP99Ms: number | null;
  readonly seedDelayMaxMs: number | null;
  /** Datagrams that passed the relay, both ways together; 0 without one. */
  readonly datagrams: number;
}

const RELAY_IP = '127.0.0.9';
const FIRST_PORT = 22_000;
const LAST_PORT = 28_000;
/** Runs at the same time begin at different places. */
let nextPort = FIRST_PORT + ((process.pid * 40) % (LAST_PORT - FIRST_PORT));

const address = (host: number): Address => {
  nextPort = nextPort >= LAST_PORT ? FIRST_PORT : nextPort + 1;
  return { ip: `127.0.0.${host}`, port: nextPort };
};

/** Runs it once. Throws when a client fails or a byte of the copy differs. */
export async function transfer(stage: Stage, plan: TransferPlan): Promise<TransferFigures> {
  const { work } = plan;
  const folders: string[] = [];
  const folder = (): string => {
    const made = stage.folder();
    folders.push(made);
    return made;
  };
  const running: BenchClient[] = [];
  const relays: UdpRelay[] = [];
  const start = async (name: ClientName, host: number): Promise<BenchClient> => {
    const client = await startClient(name, address(host), folder(), plan.choices);
    running.push(client);
    return client;
  };
  try {
    const seeds: BenchClient[] = [];
    for (let i = 0; i < plan.seeds; i++) {
      const seed = await start(plan.seed, 2 + i);
      seeds.push(seed);
      await seed.seed(work);
    }
    const leech = await start(plan.leech, 1);
    warmMemory();
    const ways: Address[] = [];
    for (const seed of seeds) {
      if (plan.line === undefined) {
        ways.push(seed.address);
        continue;
      }
      const relay = await startUdpRelay(RELAY_IP, { host: seed.address.ip, port: seed.address.port }, plan.line);
      relays.push(relay);
      ways.push({ ip: relay.address.host, port: relay.address.port });
    }
    const out = folder();
    const anonymous = watchAnonymous(leech.pid);
    const seedCpu = (): number => seeds.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
    let before = { leech: 0, seed: 0 };
    const times = await leech.leech(work, out, ways, () => {
      before = { leech: cpuSeconds(leech.pid), seed: seedCpu() };
    });
    const gib = work.bytes / GIB;
    const seedDelay = (await seeds[0]?.seedDelay()) ?? null;
    const figures = {
      mibPerSecond: work.bytes / MIB / (times.done - times.first),
      firstByteMs: (times.first - times.added) * 1000,
      leechCpu: (cpuSeconds(leech.pid) - before.leech) / gib,
      seedCpu: (seedCpu() - before.seed) / gib,
      leechPeakMiB: memoryMiB(leech.pid, 'VmHWM'),
      leechAnonMiB: anonymous(),
      seedPeakMiB: Math.max(...seeds.map(({ pid }) => memoryMiB(pid, 'VmHWM'))),
      delayP99Ms: times.delayP99Ms ?? null,
      delayMaxMs: times.delayMaxMs ?? null,
      seedDelayP99Ms: seedDelay?.p99Ms ?? null,
      seedDelayMaxMs: seedDelay?.maxMs ?? null,
      datagrams: relays.reduce((sum, { back, there }) => sum + back.pushed + there.pushed, 0),
    };
    await leech.stop();
    const difference = firstDifference(work, out);
    if (difference !== null) throw new Error(`${plan.leech} from ${plan.seed}: the copy differs: ${difference}`);
    return figures;
  } finally {
    for (const relay of relays) relay.close();
    await Promise.all(running.map((client) => client.stop().catch(() => undefined)));
    for (const made of folders) stage.drop(made);
  }
}
