/**
 * A torrent of 300,000 files is added while another one is downloaded at full speed: the longest task of the event loop. By
 * the engine in plain Node, and by the real app, where a person opens the file, adds it in the dialog and looks at its files.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../../support/child.js';
import { longList } from '../../support/long-list.js';
import { within } from '../../support/waiting.js';
import type { Work } from '../clients/bench-client.js';
import { startClient } from '../clients/start-client.js';
import { downloadInElectron, type ElectronOrder } from '../electron-app.js';
import { type Finding, spread } from '../figures.js';
import { DISK_WORKER, OUT } from '../places.js';
import { type BenchContext, isChosen, type Section } from '../section.js';
import { GIB, MIB, warmMemory } from '../stage.js';

const FILES = 300_000;
const LIMIT_MS = 50;
const PAYLOAD_BYTES = 4 * GIB;
const PLACES = ['node', 'electron'] as const;
const SEED = { ip: '127.0.0.1', port: 21_910 };
const LEECH = { ip: '127.0.0.2', port: 21_911 };

interface Run {
  readonly delayMaxMs: number;
  readonly delayP99Ms: number;
  /** Processor time of the main thread between two timer ticks, the most there was. */
  readonly cpuMaxMs: number;
  /** From asked for to added; null without a list, or when the transfer was over first. */
  readonly listMs: number | null;
  readonly bytesPerSecond: number;
}

export const longListSection: Section = {
  name: 'long-list',
  about: 'adding 300,000 files during a full-speed transfer, in Node and in Electron',
  async run(context) {
    const { rounds, say, stage } = context;
    const folder = stage.folder();
    const list = join(folder, 'list.torrent');
    const { file, infoHash } = longList(FILES);
    writeFileSync(list, file);
    const findings: Finding[] = [];
    for (const place of PLACES.filter((each) => isChosen(context, each))) {
      const runs: Record<'with' | 'without', Run[]> = { with: [], without: [] };
      for (let round = 0; round < rounds; round++) {
        for (const kind of ['without', 'with'] as const) {
          const given = kind === 'with' ? { file: list, infoHash } : null;
          const run = place === 'node' ? await runInNode(context, given?.file ?? '') : await runInElectron(context, given);
          if (kind === 'with' && run.listMs === null) throw new Error('the transfer was over before the list was added');
          runs[kind].push(run);
          const added = run.listMs === null ? '' : `, added in ${run.listMs.toFixed(0)} ms`;
          say(
            `${place}, ${kind} the list: longest task ${run.delayMaxMs.toFixed(1)} ms (${run.cpuMaxMs.toFixed(1)} ms of the processor) at ${(run.bytesPerSecond / MIB).toFixed(0)} MiB/s${added}`,
          );
        }
      }
      const finding = (what: string, kind: keyof typeof runs, of: (run: Run) => number, bound: Finding['bound']): Finding => ({
        what: `${place === 'node' ? '' : 'Electron, '}${what}`,
        unit: 'ms',
        figures: spread(runs[kind].map(of)),
        ratio: null,
        bound,
      });
      findings.push(
        finding('longest task while 300,000 files are added', 'with', (run) => run.delayMaxMs, { atMost: LIMIT_MS }),
        finding('longest task of the same transfer alone', 'without', (run) => run.delayMaxMs, null),
        finding('the same in processor time, with the list', 'with', (run) => run.cpuMaxMs, null),
        finding('the same in processor time, alone', 'without', (run) => run.cpuMaxMs, null),
        finding('300,000 files, from asked for to added', 'with', (run) => run.listMs ?? Number.NaN, null),
      );
    }
    stage.drop(folder);
    return { findings };
  },
};

const payloadOf = ({ stage }: BenchContext): Work => stage.work({ name: 'holes-4g', bytes: PAYLOAD_BYTES, pieceBytes: MIB, sparse: true });

async function runInElectron(context: BenchContext, list: ElectronOrder['list'] | null): Promise<Run> {
  const order = { seed: 'shoal', work: payloadOf(context) } as const;
  const run = await downloadInElectron(context.stage, list == null ? order : { ...order, list });
  return { ...run, bytesPerSecond: PAYLOAD_BYTES / run.seconds };
}

async function runInNode(context: BenchContext, list: string): Promise<Run> {
  const { stage } = context;
  const work = payloadOf(context);
  const [seedHome, home] = [stage.folder(), stage.folder()];
  const seed = await startClient('shoal', SEED, seedHome);
  try {
    await seed.seed(work);
    warmMemory(PAYLOAD_BYTES);
    const torrent = work.torrents[0] ?? '';
    const words = [
      join(OUT, 'long-list-peer.mjs'),
      LEECH.ip,
      String(LEECH.port),
      DISK_WORKER,
      home,
      torrent,
      `${SEED.ip}:${SEED.port}`,
      list,
    ];
    return await new Promise<Run>((resolve, reject) => {
      const child = startChild(process.execPath, words, (line) => {
        if (!line.startsWith('{')) return;
        const event = JSON.parse(line) as { readonly ev: string; readonly message?: string } & Run;
        if (event.ev === 'done') resolve(event);
        else reject(new Error(event.message ?? line));
      });
      within('the transfer', child.exited, 240_000).then(
        () => reject(new Error(`it ended: ${child.stderr().slice(-400)}`)),
        (problem: Error) => void child.stop('SIGKILL').then(() => reject(problem)),
      );
    });
  } finally {
    await seed.stop();
    stage.drop(seedHome);
    stage.drop(home);
  }
}
