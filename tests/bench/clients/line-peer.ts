/** A peer program that takes orders as JSON lines and answers with events: libtorrent, webtorrent, Shoal. */
import { startChild } from '../../support/child.js';
import { until } from '../../support/waiting.js';
import type { Address, BenchClient, LeechTimes, LoopDelay, Work } from './bench-client.js';

const LIMIT_MS = 240_000;

interface PeerEvent {
  readonly ev: string;
  readonly t: number;
  readonly version?: string;
  readonly message?: string;
  readonly delayP99Ms?: number;
  readonly delayMaxMs?: number;
}

export interface LinePeerProgram {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It says `seeding` when its data is known good, and `report` how its loop fared; others seed from the moment they were told. */
  readonly saysSeeding?: boolean;
}

export async function startLinePeer(program: LinePeerProgram, address: Address): Promise<BenchClient> {
  const seen = new Map<string, PeerEvent>();
  let added = 0;
  let failure: string | null = null;
  const words = program.words.map((word) => word.replace('{ip}', address.ip).replace('{port}', String(address.port)));
  const child = startChild(
    program.command,
    words,
    (line) => {
      if (!line.startsWith('{')) return;
      const event = JSON.parse(line) as PeerEvent;
      if (event.ev === 'error') failure ??= event.message ?? 'failed';
      if (event.ev === 'added') added += 1;
      if (!seen.has(event.ev)) seen.set(event.ev, event);
    },
    program.env === undefined ? {} : { env: program.env },
  );
  void child.exited.then(() => {
    failure ??= `it ended: ${child.stderr().slice(-400)}`;
  });
  const event = (name: string, timeoutMs = LIMIT_MS): Promise<PeerEvent> =>
    until(
      `${program.name}: ${name}`,
      () => {
        const found = seen.get(name);
        if (found === undefined && failure !== null) throw new Error(`${program.name}: ${failure}`);
        return found ?? null;
      },
      timeoutMs,
    );
  const order = (torrent: string, dir: string, seed: boolean, peers: readonly Address[]): void => {
    const words = { do: 'add', torrent, dir, seed, peers: peers.map(({ ip, port }) => [ip, port]) };
    child.process.stdin?.write(`${JSON.stringify(words)}\n`);
  };
  const ready = await event('ready', 30_000);
  return {
    name: program.name,
    version: ready.version ?? '',
    address,
    pid: child.pid,
    mustBeDialled: false,
    async seed(work: Work) {
      for (const torrent of work.torrents) order(torrent, work.dir, true, []);
      if (program.saysSeeding) await event('seeding');
      else await until(`${program.name}: added`, () => (added >= work.torrents.length ? true : null), LIMIT_MS);
    },
    async leech(work: Work, dir: string, seeds: readonly Address[], onAdd: () => void): Promise<LeechTimes> {
      onAdd();
      for (const torrent of work.torrents) order(torrent, dir, false, seeds);
      const done = await event('done');
      const start = (await event('added')).t;
      const first = seen.get('first')?.t ?? start;
      const { delayP99Ms, delayMaxMs } = done;
      return { added: start, first, done: done.t, ...(delayP99Ms !== undefined && delayMaxMs !== undefined && { delayP99Ms, delayMaxMs }) };
    },
    async seedDelay(): Promise<LoopDelay | null> {
      if (!program.saysSeeding) return null;
      child.process.stdin?.write(`${JSON.stringify({ do: 'report' })}\n`);
      const { delayP99Ms = Number.NaN, delayMaxMs = Number.NaN } = await event('report');
      return { p99Ms: delayP99Ms, maxMs: delayMaxMs };
    },
    async stop() {
      child.process.stdin?.end();
      await child.stop('SIGTERM', 5_000);
    },
  };
}
