/**
 * One honest seed among ten or so hostile peers, all kinds by turns: how much longer the transfer takes than without them,
 * what memory and what traffic they cost. Printed; asserted with room for a slow machine where it is about time.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrowdFigures, downloadAmong } from '../support/hostile/crowd-run.js';
import type { Manners } from '../support/hostile/hostile-line.js';
import { HostilePeer } from '../support/hostile/hostile-peer.js';
import { makeScratch } from '../support/payload.js';
import type { ShoalProcess } from '../support/shoal.js';
import { makeSimTorrent } from '../support/sim/sim-torrent.js';
import { startSeed } from '../support/transfers.js';
import { HOSTILE_KINDS } from './hostile-table.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const SEED_BPS = 6_000_000;
/** They give little, so that the seed carries the transfer with them as without. */
const HOSTILE_BPS = 100_000;
const WASTED_PIECES_A_PEER = 2;
const MOST_GROWTH_BYTES = 50 * MIB;
/** The target for the time; what fails is five times as much. */
const TARGET_RATIO = 1.5;
const HANG_RATIO = TARGET_RATIO * 5;
const HANG_MS = 120_000;

const TORRENT = makeSimTorrent({ name: 'in-the-crowd', size: 36 * MIB, pieceLength: 256 * KIB });
const scratch = makeScratch('crowd');
const results: string[] = [];
let hosts = 0;
const ownHost = () => `127.67.0.${1 + hosts++}`;
let seed: ShoalProcess;
let clean: CrowdFigures;
const torrentFile = () => scratch.path('in-the-crowd.torrent');

/** All kinds, ten or eleven at a time. */
const crowds: Manners[][] = [[], [], []];
for (const { peers } of HOSTILE_KINDS) crowds.sort((a, b) => a.length - b.length)[0]?.push(...peers);

const run = (bad: readonly HostilePeer[], source: string, limitMs: number) =>
  downloadAmong({ host: ownHost(), scratch, source, honest: seed.address, bad, limitMs });

describe.skipIf(process.platform !== 'linux')('one honest seed among ten hostile peers', () => {
  beforeAll(async () => {
    writeFileSync(torrentFile(), TORRENT.file);
    writeFileSync(`${scratch.folder('seed')}/${TORRENT.name}`, TORRENT.bytes);
    seed = await startSeed(torrentFile(), scratch.path('seed'), { ip: ownHost(), words: ['--max-up', String(SEED_BPS)] });
    clean = await run([], torrentFile(), HANG_MS);
    results.push(`alone: ${Math.round(clean.ms)} ms, ${(clean.peakBytes / MIB).toFixed(1)} MiB at most`);
  });
  afterAll(async () => {
    await seed.stop();
    scratch.dispose();
    console.info(results.join('\n'));
  });

  it.each([
    ...crowds.map((crowd, i) => [`crowd ${i + 1}`, crowd, false] as const),
    ['crowd 1 and a magnet', crowds[0] ?? [], true] as const,
  ])('%s', async (name, crowd, magnet) => {
    const bad = crowd.map((kind) => new HostilePeer(ownHost(), TORRENT, kind, null, HOSTILE_BPS));
    for (const peer of bad) await peer.listen();
    const figures = await run(bad, magnet ? TORRENT.magnet : torrentFile(), HANG_RATIO * clean.ms);
    const ratio = figures.ms / clean.ms;
    const growth = figures.peakBytes - clean.peakBytes;
    const wasted = figures.wastedBytes / TORRENT.pieceLength;
    results.push(
      `${name}: ${Math.round(figures.ms)} ms, ${ratio.toFixed(2)} x (target ${TARGET_RATIO}), ${(growth / MIB).toFixed(1)} MiB more, ` +
        `${wasted.toFixed(2)} pieces wasted: ${crowd.map(({ kind }) => kind).join('; ')}`,
    );
    expect(ratio).toBeLessThanOrEqual(HANG_RATIO);
    expect(growth).toBeLessThanOrEqual(MOST_GROWTH_BYTES);
    expect(wasted).toBeLessThanOrEqual(WASTED_PIECES_A_PEER * bad.length);
  });
});
