/** One client of the benchmark among 500 connections, 100 of which seed to it or leech from it, and what that cost both sides. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseTorrentFile } from '../../engine/index.js';
import { startChild } from '../support/child.js';
import { pause, until } from '../support/waiting.js';
import type { Work } from './clients/bench-client.js';
import type { CrowdFigures, CrowdOrder } from './clients/crowd-peer.js';
import { type ClientName, startClient } from './clients/start-client.js';
import { cpuSeconds, memoryMiB } from './measure/process-stat.js';
import { OUT } from './places.js';
import { GIB, MIB, type Stage, warmMemory } from './stage.js';

export const PEERS = 500;
export const ACTIVE = 100;
const PIECE_BYTES = MIB;
const LEECHING_MS = 6_000;
/** A client takes an order within this; nobody can be connected to it before. */
const ORDER_MS = 500;
/** The crowd's last word comes within this. */
const LAST_WORD_MS = 600;
const LIMIT_MS = 60_000;
const FIRST_PORT = 21_950;
const PORTS = 40;
let nextPort = 0;

export interface CrowdRun {
  readonly mibPerSecond: number;
  /** What the slowest of the active peers gave or got, over the whole time, bytes a second. */
  readonly leastBps: number;
  /** User and system seconds a GiB from the moment on in which all were connected; the client's, and the crowd's. */
  readonly cpuPerGib: number;
  readonly crowdCpuPerGib: number;
  /** The client's seconds until all were connected. */
  readonly connectCpu: number;
  readonly peakMiB: number;
}

/** The torrent has one file, with pieces of 1 MiB. `role` is the crowd's. */
export async function meetCrowd(stage: Stage, work: Work, name: ClientName, role: CrowdOrder['role']): Promise<CrowdRun> {
  const folders = [stage.folder(), stage.folder()] as const;
  const address = { ip: '127.0.0.1', port: FIRST_PORT + (nextPort++ % PORTS) };
  const client = await startClient(name, address, folders[0], {
    shoal: { maxConnections: PEERS, maxConnectionsPerTorrent: PEERS, uploadSlotsPerTorrent: ACTIVE },
    libtorrent: { unchoke_slots_limit: -1, connections_limit: 2 * PEERS, allow_multiple_connections_per_ip: true },
  });
  let bytes: readonly number[] = [];
  let ready = false;
  const crowd = startChild(process.execPath, [join(OUT, 'crowd-peer.mjs')], (line) => {
    const event = JSON.parse(line) as CrowdFigures | { readonly ev: 'ready' };
    if (event.ev === 'figures') bytes = event.bytes;
    else ready = true;
  });
  const spent = () => ({ client: cpuSeconds(client.pid), crowd: cpuSeconds(crowd.pid) });
  const tell = (line: string): void => void crowd.process.stdin?.write(`${line}\n`);
  try {
    warmMemory();
    if (role === 'leech') await client.seed(work);
    const done = role === 'seed' ? client.leech(work, folders[1], [], () => undefined) : null;
    await pause(ORDER_MS);
    const idle = spent();
    tell(JSON.stringify(orderOf(work, address, role)));
    await until('the crowd to connect', () => ready, LIMIT_MS);
    let from = spent();
    const connectCpu = from.client - idle.client;
    tell('go');
    let start: readonly number[] = [];
    let seconds = LEECHING_MS / 1000;
    if (done !== null) {
      const times = await done;
      seconds = times.done - times.first;
    } else {
      await until('all of them to be served', () => bytes.length === ACTIVE && bytes.every((each) => each > 0), LIMIT_MS);
      [start, from] = [bytes, spent()];
      await pause(LEECHING_MS);
    }
    const to = spent();
    const peakMiB = memoryMiB(client.pid, 'VmHWM');
    if (done !== null) await pause(LAST_WORD_MS);
    const moved = bytes.map((each, i) => each - (start[i] ?? 0));
    const gib = moved.reduce((sum, each) => sum + each, 0) / GIB;
    return {
      mibPerSecond: (gib * GIB) / MIB / seconds,
      leastBps: Math.min(...moved) / seconds,
      cpuPerGib: (to.client - from.client) / gib,
      crowdCpuPerGib: (to.crowd - from.crowd) / gib,
      connectCpu,
      peakMiB,
    };
  } finally {
    crowd.process.stdin?.end();
    await crowd.stop('SIGTERM', 2_000);
    await client.stop();
    for (const folder of folders) stage.drop(folder);
  }
}

function orderOf(work: Work, address: { readonly ip: string; readonly port: number }, role: CrowdOrder['role']): CrowdOrder {
  const torrent = parseTorrentFile(readFileSync(work.torrents[0] ?? ''));
  if (!torrent.ok) throw new Error(torrent.error.message);
  const { infoHashV1, name } = torrent.value.info;
  const payload = join(work.dir, basename(name));
  return {
    ...address,
    infoHash: infoHashV1 ?? '',
    pieceBytes: PIECE_BYTES,
    totalBytes: work.bytes,
    payload,
    role,
    count: PEERS,
    active: ACTIVE,
  };
}
