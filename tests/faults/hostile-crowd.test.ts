/**
 * One honest seed among ten or so hostile peers, all kinds by turns: what becomes of each of them, and what memory and what
 * traffic they cost. How much longer the transfer takes is printed, and fails only where it hangs; the benchmark judges it.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDiskWorker } from '../support/disk-worker.js';
import { type CrowdFigures, type CrowdRun, downloadAmong } from '../support/hostile/crowd-run.js';
import { HostilePeer } from '../support/hostile/hostile-peer.js';
import { makeScratch } from '../support/payload.js';
import type { ShoalProcess } from '../support/shoal.js';
import { makeSimTorrent } from '../support/sim/sim-torrent.js';
import { buildProgram } from '../support/test-program.js';
import { startSeed } from '../support/transfers.js';
import { HOSTILE_CROWDS, MAGNET_CROWD, type Member } from './hostile-crowds.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const SEED_BPS = 6_000_000;
/** They give little, so that the seed carries the transfer with them as without. */
const HOSTILE_BPS = 100_000;
const WASTED_PIECES_A_PEER = 2;
const MOST_GROWTH_BYTES = 50 * MIB;
const DAMAGED = 'it sent damaged data';
/** Five times the target. */
const HANG_RATIO = 1.5 * 5;
const HANG_MS = 120_000;
/** The slowest outcome is that of a handshake that never ends: ten seconds. */
const OUTCOME_MS = 20_000;
/** Who is thrown out comes back a few times, and is dialled less and less often. */
const MOST_CONNECTIONS = 10;

/** An end that fits neither piece nor byte of the bitfield. */
const TORRENT = makeSimTorrent({ name: 'in-the-crowd', size: 36 * MIB - 300_000, pieceLength: 256 * KIB });
const scratch = makeScratch('crowd');
const results: string[] = [];
let hosts = 0;
const ownHost = () => `127.67.0.${1 + hosts++}`;
let seed: ShoalProcess;
let clean: CrowdFigures;
const torrentFile = () => scratch.path('in-the-crowd.torrent');

async function run(more: Pick<CrowdRun, 'bad' | 'source' | 'limitMs' | 'isSettled' | 'settleMs'>): Promise<CrowdFigures> {
  const program = await buildProgram('tests/support/hostile/crowd-victim.ts');
  return downloadAmong({ program, diskWorker: await buildDiskWorker(), host: ownHost(), scratch, honest: seed.address, ...more });
}

/** `perhaps`: it may have come too late to do harm, which then nobody noticed. */
type Verdict = 'banned' | 'perhaps' | 'free';

/** One of a crowd, and what the table says of its kind. */
class Culprit {
  readonly peer: HostilePeer;

  constructor(
    private readonly member: Member,
    private readonly isMagnet: boolean,
  ) {
    this.peer = new HostilePeer(ownHost(), TORRENT, member.manners, null, HOSTILE_BPS);
  }
  get verdict(): Verdict {
    const { magnet, outcome } = this.member;
    const { spoiled } = this.peer;
    if (outcome.kind !== 'banned' || (magnet && !this.isMagnet)) return 'free';
    if (magnet) return 'perhaps';
    if (!outcome.reason.test(DAMAGED)) return 'banned';
    return spoiled === 0 ? 'free' : spoiled === 1 ? 'perhaps' : 'banned';
  }
  isSettled(bans: ReadonlyMap<string, string>): boolean {
    if (this.member.outcome.kind === 'disconnected') return this.peer.ended > 0;
    return this.verdict !== 'banned' || bans.has(this.peer.host);
  }
  judge(bans: ReadonlyMap<string, string>): void {
    const { outcome } = this.member;
    const { accepted, asked, ended, host, manners, met, spoiled } = this.peer;
    const who = `${manners.kind} (${JSON.stringify({ accepted, asked, ended, met, spoiled })})`;
    const reason = bans.get(host);
    if (this.verdict === 'banned') expect.soft(bans.has(host), `${who} is banned`).toBe(true);
    if (outcome.kind === 'banned' && this.verdict !== 'free' && reason !== undefined) expect.soft(reason, who).toMatch(outcome.reason);
    else expect.soft(reason, who).toBeUndefined();
    if (outcome.kind === 'disconnected') expect.soft(ended, who).toBeGreaterThan(0);
    expect.soft(accepted, who).toBeLessThan(MOST_CONNECTIONS);
  }
}

describe.skipIf(process.platform !== 'linux')('one honest seed among ten hostile peers', () => {
  beforeAll(async () => {
    writeFileSync(torrentFile(), TORRENT.file);
    writeFileSync(`${scratch.folder('seed')}/${TORRENT.name}`, TORRENT.bytes);
    seed = await startSeed(torrentFile(), scratch.path('seed'), { ip: ownHost(), words: ['--max-up', String(SEED_BPS)] });
    clean = await run({ bad: [], source: torrentFile(), limitMs: HANG_MS });
    results.push(`alone: ${Math.round(clean.ms)} ms, ${(clean.peakBytes / MIB).toFixed(1)} MiB at most`);
  });
  afterAll(async () => {
    await seed.stop();
    scratch.dispose();
    console.info(results.join('\n'));
  });

  it('is not blamed, and nothing is wasted, where it is alone', () => {
    expect([...clean.bans]).toEqual([]);
    expect(clean.wastedBytes).toBe(0);
    expect(clean.receivedBytes).toBe(TORRENT.totalSize);
  });

  it.each([
    ...HOSTILE_CROWDS.map((crowd, i) => [`crowd ${i + 1}`, crowd, false] as const),
    ['crowd 1, a magnet, and those who lie about it', MAGNET_CROWD, true] as const,
  ])('%s: each gets what it deserves, the seed no blame, and they cost little', async (name, crowd, isMagnet) => {
    const culprits = crowd.map((member) => new Culprit(member, isMagnet));
    const bad = culprits.map(({ peer }) => peer);
    for (const peer of bad) await peer.listen();
    const figures = await run({
      bad,
      source: isMagnet ? TORRENT.magnet : torrentFile(),
      limitMs: HANG_RATIO * clean.ms,
      isSettled: (bans) => culprits.every((culprit) => culprit.isSettled(bans)),
      settleMs: OUTCOME_MS,
    });
    const { bans, receivedBytes, wastedBytes } = figures;
    const growth = figures.peakBytes - clean.peakBytes;
    const wasted = wastedBytes / TORRENT.pieceLength;
    results.push(
      `${name}: ${Math.round(figures.ms)} ms, ${(figures.ms / clean.ms).toFixed(2)} x, ${(growth / MIB).toFixed(1)} MiB more, ` +
        `${wasted.toFixed(2)} pieces wasted, ${bans.size} banned: ` +
        crowd.map(({ manners }) => manners.kind).join('; '),
    );
    for (const culprit of culprits) culprit.judge(bans);
    expect(bans.has(seed.ip)).toBe(false);
    expect(growth).toBeLessThanOrEqual(MOST_GROWTH_BYTES);
    expect(wasted).toBeLessThanOrEqual(WASTED_PIECES_A_PEER * bad.length);
    expect(receivedBytes - TORRENT.totalSize).toBeLessThanOrEqual(WASTED_PIECES_A_PEER * bad.length * TORRENT.pieceLength);
  });
});
