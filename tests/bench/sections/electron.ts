/** The same download in the real Electron main process with its window open: the loop's delay, and the rate beside it. */
import { downloadInElectron, type ElectronRun } from '../electron-app.js';
import { spread } from '../figures.js';
import type { Section } from '../section.js';
import { GIB, MIB } from '../stage.js';

export const electron: Section = {
  name: 'electron',
  about: 'a download in the real Electron main process, window open',
  async run({ rounds, say, stage }) {
    const runs: ElectronRun[] = [];
    for (let round = 0; round < rounds; round++) {
      const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
      const run = await downloadInElectron(stage, { seed: 'libtorrent', work });
      runs.push(run);
      say(
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
