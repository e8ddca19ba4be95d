/** Verifying 1 GiB that is already there: from added to all of it known good. */
import type { ClientName } from '../clients/start-client.js';
import { startClient } from '../clients/start-client.js';
import { ratios, spread } from '../figures.js';
import type { BenchContext, Section } from '../section.js';
import { GIB, MIB, warmMemory } from '../stage.js';

const CLIENTS: readonly ClientName[] = ['libtorrent', 'shoal'];

export const recheck: Section = {
  name: 'recheck',
  about: 'verifying 1 GiB with two workers, against libtorrent',
  async run(context) {
    const speeds: Record<string, number[]> = {};
    for (let round = 0; round < context.rounds; round++) {
      for (const name of CLIENTS) {
        const speed = await checkSpeed(context, name);
        speeds[name] = [...(speeds[name] ?? []), speed];
        context.say(`${name} checks ${speed.toFixed(0)} MiB/s`);
      }
    }
    const ours = speeds.shoal ?? [];
    const ratio = ratios(ours, speeds.libtorrent ?? []);
    const finding = { what: 'recheck of 1 GiB, against libtorrent', unit: 'MiB/s', figures: spread(ours), ratio, bound: { atLeast: 1.7 } };
    return {
      findings: [finding],
      bars: [{ title: 'Recheck', unit: 'MiB/s', bars: CLIENTS.map((label) => ({ label, ...spread(speeds[label] ?? []) })) }],
    };
  },
};

async function checkSpeed({ stage }: BenchContext, name: ClientName): Promise<number> {
  const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
  const home = stage.folder();
  const client = await startClient(name, { ip: '127.0.0.1', port: 21_900 }, home);
  try {
    warmMemory(GIB);
    const times = await client.leech(work, work.dir, [], () => undefined);
    return work.bytes / MIB / (times.done - times.added);
  } finally {
    await client.stop();
    stage.drop(home);
  }
}
