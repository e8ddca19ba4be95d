/**
 * 500 connections from 500 addresses: 100 of them seed to us, or leech from us. The crowd's CPU is its own
 * process's and does not count; libtorrent meets the same crowd.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTorrentFile } from '../../../engine/index.js';
import { startChild } from '../../support/child.js';
import { pause, until } from '../../support/waiting.js';
import type { CrowdFigures, CrowdOrder } from '../clients/crowd-peer.js';
import { type ClientName, startClient } from '../clients/start-client.js';
import { type Finding, spread } from '../figures.js';
import { cpuSeconds, memoryMiB } from '../measure/process-stat.js';
import { OUT } from '../places.js';
import type { BenchContext, Section } from '../section.js';
import { GIB, MIB, warmMemory } from '../stage.js';
import { transfer } from '../transfer.js';

const PEERS = 500;
const ACTIVE = 100;
const LEECHING_MS = 6_000;
/** A peer that delivered within less has no rate worth the name. */
const LEAST_ACTIVE_S = 0.1;
const LEAST_BPS = 1_000_000;
const MOST_MIB = 300;
const MOST_CPU = 1.15;
const PORT = 21_950;

interface CrowdRun {
  readonly mibPerSecond: number;
  /** Of the slowest active peer. */
  readonly leastBps: number;
  readonly cpuPerGib: number;
  readonly crowdCpuPerGib: number;
  readonly peakMiB: number;
}

export const connections: Section = {
  name: 'connections',
  about: '500 connections, 100 of them seeding to us or leeching from us',
  async run(context) {
    const { stage, say } = context;
    const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
    const { leechCpu } = await transfer(stage, { leech: 'shoal', seed: 'libtorrent', seeds: 4, work });
    const findings: Finding[] = [];
    for (const role of ['seed', 'leech'] as const) {
      for (const name of ['libtorrent', 'shoal'] as const) {
        const run = await meetCrowd(context, name, role);
        const label = role === 'seed' ? `${name}, 100 of 500 seed to it` : `${name}, 100 of 500 leech from it`;
        say(
          `${label}: ${run.mibPerSecond.toFixed(0)} MiB/s, ${run.cpuPerGib.toFixed(2)} CPU s/GiB, the crowd's ${run.crowdCpuPerGib.toFixed(2)}`,
        );
        const ours = name === 'shoal';
        const add = (what: string, unit: string, value: number, bound: Finding['bound'], ratio: Finding['ratio'] = null): void =>
          void findings.push({ what: `${label}: ${what}`, unit, figures: spread([value]), ratio, bound: ours ? bound : null });
        add('slowest active peer', 'MB/s', run.leastBps / 1e6, { atLeast: LEAST_BPS / 1e6 });
        add('peak memory', 'MiB', run.peakMiB, { atMost: MOST_MIB });
        add('CPU against 4 seeds', 'CPU s/GiB', run.cpuPerGib, { atMost: MOST_CPU }, spread([run.cpuPerGib / leechCpu]));
      }
    }
    return { findings };
  },
};

async function meetCrowd({ stage }: BenchContext, name: ClientName, role: CrowdOrder['role']): Promise<CrowdRun> {
  const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
  const torrent = parseTorrentFile(readFileSync(work.torrents[0] ?? ''));
  if (!torrent.ok) throw new Error(torrent.error.message);
  const folders = [stage.folder(), stage.folder()] as const;
  const address = { ip: '127.0.0.1', port: PORT + (name === 'shoal' ? 1 : 0) + (role === 'seed' ? 2 : 0) };
  const client = await startClient(name, address, folders[0], {
    shoal: { maxConnections: PEERS, maxConnectionsPerTorrent: PEERS, uploadSlotsPerTorrent: ACTIVE },
    libtorrent: { unchoke_slots_limit: -1, connections_limit: 2 * PEERS, allow_multiple_connections_per_ip: true },
  });
  let last: CrowdFigures | null = null;
  let ready = false;
  const crowd = startChild(process.execPath, [join(OUT, 'crowd-peer.mjs')], (line) => {
    const event = JSON.parse(line) as CrowdFigures | { readonly ev: 'ready' };
    if (event.ev === 'figures') last = event;
    else ready = true;
  });
  try {
    warmMemory();
    if (role === 'leech') await client.seed(work);
    const done = role === 'seed' ? client.leech(work, folders[1], [], () => undefined) : null;
    const payload = join(work.dir, 'payload-1g');
    const order: CrowdOrder = {
      ...address,
      infoHash: torrent.value.info.infoHashV1 ?? '',
      pieceBytes: MIB,
      totalBytes: GIB,
      payload,
      role,
      count: PEERS,
      active: ACTIVE,
    };
    const before = { cpu: cpuSeconds(client.pid), crowd: cpuSeconds(crowd.pid) };
    crowd.process.stdin?.write(`${JSON.stringify(order)}\n`);
    const figures = (): readonly number[] => last?.bytes ?? [];
    let seconds: number;
    let start: readonly number[] = [];
    if (done !== null) {
      const times = await done;
      seconds = times.done - times.first;
    } else {
      await until('the crowd to connect', () => ready, 60_000);
      await until('all of them to be served', () => figures().length === ACTIVE && figures().every((bytes) => bytes > 0), 60_000);
      start = figures();
      Object.assign(before, { cpu: cpuSeconds(client.pid), crowd: cpuSeconds(crowd.pid) });
      await pause(LEECHING_MS);
      seconds = LEECHING_MS / 1000;
    }
    const after = { cpu: cpuSeconds(client.pid), crowd: cpuSeconds(crowd.pid) };
    const peakMiB = memoryMiB(client.pid, 'VmHWM');
    if (done !== null) await pause(1_100); // the crowd's last word
    const moved = figures().map((bytes, i) => bytes - (start[i] ?? 0));
    const bytes = moved.reduce((sum, each) => sum + each, 0);
    // a gigabyte is over in seconds and not every seed is needed to its end: each one's rate is that of its own active time
    const active = (last as CrowdFigures | null)?.seconds ?? [];
    const rates = moved.map((each, i) => each / (done === null ? seconds : Math.max(active[i] ?? 0, LEAST_ACTIVE_S)));
    return {
      mibPerSecond: bytes / MIB / seconds,
      leastBps: Math.min(...rates),
      cpuPerGib: (after.cpu - before.cpu) / (bytes / GIB),
      crowdCpuPerGib: (after.crowd - before.crowd) / (bytes / GIB),
      peakMiB,
    };
  } finally {
    crowd.process.stdin?.end();
    await crowd.stop('SIGTERM', 2_000);
    await client.stop();
    for (const folder of folders) stage.drop(folder);
  }
}
