/** One download by an engine in a process of its own, alone with an honest seed or among hostile peers, and what it cost. */
import { readFileSync } from 'node:fs';
import { startChild } from '../child.js';
import type { Scratch } from '../payload.js';
import { freePort, until } from '../waiting.js';
import type { VictimLine, VictimOrder } from './crowd-victim.js';
import type { HostilePeer } from './hostile-peer.js';

export interface CrowdRun {
  /** Path of the bundled crowd-victim.ts, and `file:` URL of the disk worker. */
  readonly program: string;
  readonly diskWorker: string;
  readonly host: string;
  readonly scratch: Scratch;
  /** Path of a .torrent, or a magnet. */
  readonly source: string;
  /** Address of the seed. */
  readonly honest: string;
  readonly bad: readonly HostilePeer[];
  /** For the transfer. */
  readonly limitMs: number;
  /** After the transfer: waited for until it is so, or for `settleMs`; by default not at all. */
  readonly isSettled?: (bans: ReadonlyMap<string, string>) => boolean;
  readonly settleMs?: number;
}

export interface CrowdFigures {
  /** From adding to the last verified piece. */
  readonly ms: number;
  /** The most memory the process ever had, bytes resident. */
  readonly peakBytes: number;
  /** Payload, what was wasted included. */
  readonly receivedBytes: number;
  readonly wastedBytes: number;
  /** Banned addresses without their ports, and why. */
  readonly bans: ReadonlyMap<string, string>;
  /** Folder that holds what was downloaded. */
  readonly out: string;
}

export async function downloadAmong(run: CrowdRun): Promise<CrowdFigures> {
  const { bad, diskWorker, honest, host, limitMs, program, scratch, source } = run;
  const port = await freePort(host);
  for (const peer of bad) peer.pester({ host, port });
  const out = scratch.folder(`crowd-${host}`);
  const peers = [...bad.map(({ address }) => address), honest];
  const order: VictimOrder = { host, port, source, out, stateDir: scratch.folder(`crowd-state-${host}`), diskWorker, peers };
  const bans = new Map<string, string>();
  const times = { added: Number.NaN, complete: Number.NaN };
  let moved = { receivedBytes: 0, wastedBytes: 0, isComplete: false };
  const child = startChild(process.execPath, [program, JSON.stringify(order)], (text) => {
    const line = JSON.parse(text) as VictimLine;
    if (line.ev === 'banned') bans.set(line.host, line.reason);
    else if (line.ev === 'figures') moved = line;
    else times[line.ev] = line.atMs;
  });
  const story = () => JSON.stringify({ ...moved, bans: [...bans], stderr: child.stderr() });
  try {
    await until('the transfer completes', () => moved.isComplete, limitMs, story);
    const { isSettled = () => true, settleMs = 0 } = run;
    await until('all is settled', () => isSettled(bans), settleMs, story).catch(() => undefined); // what is missing, the test says
    const { receivedBytes, wastedBytes } = moved;
    return { ms: times.complete - times.added, peakBytes: peakOf(child.pid), receivedBytes, wastedBytes, bans, out };
  } finally {
    for (const peer of bad) peer.stop();
    await child.stop();
  }
}

/** VmHWM. */
function peakOf(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1]) * 1024;
}
