/** A download by the real app with its window open, in its main process, and what it cost there. */
import { spawnSync } from 'node:child_process';
import type { Work } from './clients/bench-client.js';
import { type ClientName, startClient } from './clients/start-client.js';
import { clientFile, ROOT } from './places.js';
import { type Stage, warmMemory } from './stage.js';

const LIMIT_MS = 240_000;

export interface ElectronOrder {
  readonly seed: ClientName;
  readonly work: Work;
  /** A .torrent that is opened, added and shown meanwhile. */
  readonly list?: { readonly file: string; readonly infoHash: string };
}

export interface ElectronRun {
  /** From the first payload byte to the last. */
  readonly seconds: number;
  readonly firstByteMs: number;
  readonly cpuSeconds: number;
  /** Of the main process's event loop. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** Processor time of its main thread between two timer ticks, the most there was. */
  readonly cpuMaxMs: number;
  /** From the opening of the list to its rows; null without one, or when the transfer was over first. */
  readonly listMs: number | null;
}

export async function downloadInElectron(stage: Stage, { list, seed, work }: ElectronOrder): Promise<ElectronRun> {
  const home = stage.folder();
  const client = await startClient(seed, { ip: '127.0.0.2', port: 21_990 }, home);
  try {
    await client.seed(work);
    warmMemory(Math.max(2 * 1024 ** 3, work.bytes));
    const order = { root: ROOT, torrent: work.torrents[0], peers: [`${client.address.ip}:${client.address.port}`], list };
    const done = spawnSync(process.execPath, [clientFile('electron-run.mjs'), JSON.stringify(order)], {
      encoding: 'utf8',
      timeout: LIMIT_MS,
      killSignal: 'SIGTERM',
    });
    const line = done.stdout.split('\n').find((text) => text.startsWith('{"ev":"figures"'));
    if (line === undefined) throw new Error(`the app gave no figures: ${(done.stderr || done.stdout).slice(-600)}`);
    return JSON.parse(line) as ElectronRun;
  } finally {
    await client.stop();
    stage.drop(home);
  }
}
