/** One download by the built command, alone with an honest seed or among hostile peers, and what it cost. */
import { readFileSync } from 'node:fs';
import type { Scratch } from '../payload.js';
import { startShoal } from '../shoal.js';
import { freePort } from '../waiting.js';
import type { HostilePeer } from './hostile-peer.js';

export interface CrowdRun {
  readonly host: string;
  readonly scratch: Scratch;
  /** Path of a .torrent, or a magnet. */
  readonly source: string;
  /** Address of the seed. */
  readonly honest: string;
  readonly bad: readonly HostilePeer[];
  readonly limitMs: number;
}

export interface CrowdFigures {
  /** From the first line to the last verified piece. */
  readonly ms: number;
  /** The most memory the process ever had, bytes. */
  readonly peakBytes: number;
  readonly wastedBytes: number;
  /** Folder that holds what was downloaded. */
  readonly out: string;
}

export async function downloadAmong({ bad, honest, host, limitMs, scratch, source }: CrowdRun): Promise<CrowdFigures> {
  const out = scratch.folder(`crowd-${host}`);
  const port = await freePort(host);
  for (const peer of bad) peer.pester({ host, port });
  const peers = [...bad.map(({ address }) => address), honest].flatMap((address) => ['--peer', address]);
  // it stays as a seed, so that there is somebody to ask for the peak
  const shoal = await startShoal(['download', source, '--out', out, '--seed', ...peers], { ip: host, port });
  try {
    await shoal.event('added', limitMs);
    const complete = await shoal.event('complete', limitMs);
    const at = (name: string) => shoal.times[shoal.events.findIndex(({ event }) => event === name)] ?? Number.NaN;
    return { ms: at('complete') - at('added'), peakBytes: peakOf(shoal.pid), wastedBytes: Number(complete.wastedBytes), out };
  } finally {
    for (const peer of bad) peer.stop();
    await shoal.stop();
  }
}

/** VmHWM. */
function peakOf(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1]) * 1024;
}
