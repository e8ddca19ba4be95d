/** The same download in the real Electron main process with its window open: the loop's delay, and the rate beside it. */
import { spawnSync } from 'node:child_process';
import { startClient } from '../clients/start-client.js';
import { spread } from '../figures.js';
import { clientFile, ROOT } from '../places.js';
import type { BenchContext, Section } from '../section.js';
import { GIB, MIB, warmMemory } from '../stage.js';

const LIMIT_MS = 180_000;

interface ElectronRun {
  readonly seconds: number;
  readonly firstByteMs: number;
  readonly cpuSeconds: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

export const electron: Section = {
  name: 'electron',
  about: 'a download in the real Electron main process, window open',
  async run(context) {
    const runs: ElectronRun[] = [];
    for (let round = 0; round < context.rounds; round++) {
      const run = await download(context);
      runs.push(run);
      context.say(
        `${(GIB / MIB / run.seconds).toFixed(0)} MiB/s, delay p99 ${run.delayP99Ms.toFixed(1)} ms, longest ${run.delayMaxMs.toFixed(0)} ms`,
      );
    }
    const of = (what: string, unit: string, value: (run: ElectronRun) => number, atMost: number | null = null) => ({
      what: `Electron from libtorrent, ${what}`,
      unit,
      figures: spread(runs.map(value)),
      ratio: null,
      bound: atMost === null ? null : { atMost },
    });
    return {
      findings: [
        of('event-loop delay, p99', 'ms', (run) => run.delayP99Ms, 15),
        of('event-loop delay, longest', 'ms', (run) => run.delayMaxMs, 50),
        of('rate', 'MiB/s', (run) => GIB / MIB / run.seconds),
        of('CPU of the main process', 'CPU s/GiB', (run) => run.cpuSeconds),
        of('added to first payload byte', 'ms', (run) => run.firstByteMs),
      ],
    };
  },
};

async function download({ stage }: BenchContext): Promise<ElectronRun> {
  const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
  const home = stage.folder();
  const seed = await startClient('libtorrent', { ip: '127.0.0.2', port: 21_990 }, home);
  try {
    await seed.seed(work);
    warmMemory();
    const order = { root: ROOT, torrent: work.torrents[0], peers: [`${seed.address.ip}:${seed.address.port}`] };
    const done = spawnSync(process.execPath, [clientFile('electron-run.mjs'), JSON.stringify(order)], {
      encoding: 'utf8',
      timeout: LIMIT_MS,
      killSignal: 'SIGTERM',
    });
    const line = done.stdout.split('\n').find((text) => text.startsWith('{"ev":"figures"'));
    if (line === undefined) throw new Error(`the app gave no figures: ${(done.stderr || done.stdout).slice(-600)}`);
    return JSON.parse(line) as ElectronRun;
  } finally {
    await seed.stop();
    stage.drop(home);
  }
}
