/** One honest seed among ten or so hostile peers, all kinds by turns: how much longer a transfer takes than with the seed alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HOSTILE_CROWDS, MAGNET_CROWD, type Member } from '../../faults/hostile-crowds.js';
import { downloadAmong } from '../../support/hostile/crowd-run.js';
import { HostilePeer } from '../../support/hostile/hostile-peer.js';
import { makeScratch, type Scratch } from '../../support/payload.js';
import { startShoal } from '../../support/shoal.js';
import { makeSimTorrent } from '../../support/sim/sim-torrent.js';
import { type Finding, ratios, spread } from '../figures.js';
import { DISK_WORKER, OUT } from '../places.js';
import type { Section } from '../section.js';
import { MIB } from '../stage.js';

const SEED_BPS = 6_000_000;
/** They give little, so that the seed carries the transfer with them as without. */
const HOSTILE_BPS = 100_000;
const MOST_RATIO = 1.5;
const LIMIT_MS = 120_000;

/** An end that fits neither piece nor byte of the bitfield. */
const TORRENT = makeSimTorrent({ name: 'among-many', size: 36 * MIB - 300_000, pieceLength: MIB / 4 });

interface Crowd {
  readonly name: string;
  readonly members: readonly Member[];
  readonly isMagnet: boolean;
}

const ALONE: Crowd = { name: 'the seed alone', members: [], isMagnet: false };
const ALONE_BY_MAGNET: Crowd = { name: 'the seed alone, a magnet', members: [], isMagnet: true };
const CROWDS: readonly Crowd[] = [
  ...HOSTILE_CROWDS.map((members, i) => ({ name: `crowd ${i + 1}`, members, isMagnet: false })),
  { name: 'a magnet', members: MAGNET_CROWD, isMagnet: true }, // crowd 1, and those who lie about details
];

export const hostile: Section = {
  name: 'hostile',
  about: 'a transfer from one honest seed among ten or so hostile peers, against one without them',
  async run({ rounds, say }) {
    const scratch = makeScratch('bench-hostile');
    const seconds = new Map<string, number[]>();
    const host = hosts();
    try {
      const file = scratch.path('among-many.torrent');
      writeFileSync(file, TORRENT.file);
      writeFileSync(join(scratch.folder('seed'), TORRENT.name), TORRENT.bytes);
      const words = ['seed', file, '--data', scratch.path('seed'), '--max-up', String(SEED_BPS)];
      const seed = await startShoal(words, { ip: host() });
      try {
        await seed.event('seeding', LIMIT_MS);
        for (let round = 0; round < rounds; round++) {
          for (const crowd of [ALONE, ALONE_BY_MAGNET, ...CROWDS]) {
            const source = crowd.isMagnet ? TORRENT.magnet : file;
            const took = await meet({ crowd, host, honest: seed.address, scratch, source });
            seconds.set(crowd.name, [...(seconds.get(crowd.name) ?? []), took]);
            say(`${crowd.name}: ${took.toFixed(2)} s`);
          }
        }
      } finally {
        await seed.stop();
      }
    } finally {
      scratch.dispose();
    }
    const of = ({ name }: Crowd): readonly number[] => seconds.get(name) ?? [];
    const findings = CROWDS.map((crowd): Finding => {
      const ratio = ratios(of(crowd), of(crowd.isMagnet ? ALONE_BY_MAGNET : ALONE));
      const what = `one honest seed among ${crowd.members.length} hostile peers, ${crowd.name}: time`;
      return { what, unit: 's', figures: spread(of(crowd)), ratio, bound: { atMost: MOST_RATIO } };
    });
    const bars = [...seconds].map(([label, values]) => ({ label, ...spread(values) }));
    return { findings, bars: [{ title: 'Among hostile peers', unit: 's', bars }] };
  },
};

interface Meeting {
  readonly crowd: Crowd;
  readonly host: () => string;
  readonly honest: string;
  readonly scratch: Scratch;
  readonly source: string;
}

/** Seconds from adding to the last verified piece. */
async function meet({ crowd, host, honest, scratch, source }: Meeting): Promise<number> {
  const bad = crowd.members.map(({ manners }) => new HostilePeer(host(), TORRENT, manners, null, HOSTILE_BPS));
  const program = join(OUT, 'crowd-victim.mjs');
  const diskWorker = pathToFileURL(DISK_WORKER).href;
  try {
    for (const peer of bad) await peer.listen();
    const { ms } = await downloadAmong({ program, diskWorker, host: host(), scratch, source, honest, bad, limitMs: LIMIT_MS });
    return ms / 1000;
  } finally {
    for (const peer of bad) peer.stop();
  }
}

/** An address of one's own for everybody: all of 127/8 is local on Linux. */
function hosts(): () => string {
  let given = 0;
  return () => `127.68.${Math.floor(given / 200)}.${1 + (given++ % 200)}`;
}
