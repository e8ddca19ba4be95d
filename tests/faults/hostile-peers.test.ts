/** Each kind of hostile peer against a real engine over real sockets, with one honest peer that comes later. */
import { afterAll, describe, expect, it } from 'vitest';
import { HostilePeer } from '../support/hostile/hostile-peer.js';
import { honest } from '../support/hostile/kinds/honest.js';
import { Victim } from '../support/hostile/victim.js';
import { makeScratch } from '../support/payload.js';
import { makeSimTorrent } from '../support/sim/sim-torrent.js';
import { pause, until } from '../support/waiting.js';
import { HOSTILE_KINDS, type HostileKind, nameOf } from './hostile-table.js';

const KIB = 1024;
/** An end that fits neither piece nor byte of the bitfield. */
const TORRENT = makeSimTorrent({ name: 'among-thieves', size: 8 * 1024 * KIB - 5000, pieceLength: 128 * KIB - 16 * KIB });
const WASTED_PIECES_A_PEER = 2;
/** The hostile have the torrent to themselves this long. */
const ALONE_MS = 500;
const HANG_MS = 30_000;
/** The slowest outcome is that of a handshake that never ends: ten seconds. */
const OUTCOME_MS = 20_000;

const scratch = makeScratch('hostile');
const results: string[] = [];
let hosts = 0;
/** Everybody has an address of his own: all of 127/8 is local on Linux. */
const ownHost = () => `127.66.${Math.floor(hosts / 200)}.${1 + (hosts++ % 200)}`;

afterAll(() => {
  scratch.dispose();
  console.info(results.join('\n'));
});

async function withHonest(id: Uint8Array | null, body: (peer: HostilePeer) => Promise<void>): Promise<void> {
  const peer = new HostilePeer(ownHost(), TORRENT, honest, id);
  await peer.listen();
  await body(peer).finally(() => peer.stop());
}

async function judge(kind: HostileKind, bad: readonly HostilePeer[], victim: Victim): Promise<void> {
  const { outcome } = kind;
  if (outcome.kind === 'banned') {
    await until(
      'all are banned',
      () => bad.every(({ host }) => victim.bans().has(host)),
      OUTCOME_MS,
      () => victim.story(),
    );
    for (const { host } of bad) expect(victim.bans().get(host)).toMatch(outcome.reason);
    return;
  }
  if (outcome.kind === 'disconnected') await until('they are let go', () => bad.every((peer) => peer.ended > 0), OUTCOME_MS);
  expect([...victim.bans()]).toEqual([]);
  // let go is not forgotten: it is dialled less and less often
  for (const peer of bad) expect(peer.accepted).toBeLessThan(10);
}

describe.skipIf(process.platform !== 'linux')('one honest peer completes the transfer beside', () => {
  it.each(HOSTILE_KINDS.map((kind) => [nameOf(kind), kind] as const))('%s', async (name, kind) => {
    const sharedId = name.startsWith('the peer id of another') ? new Uint8Array(20).fill(65) : null;
    const bad = kind.peers.map((manners) => new HostilePeer(ownHost(), TORRENT, manners, sharedId));
    await withHonest(sharedId, async (fair) => {
      const addresses = await Promise.all(bad.map((peer) => peer.listen()));
      const victim = await Victim.open({
        host: ownHost(),
        torrent: TORRENT,
        magnet: kind.magnet ?? false,
        scratch,
        peers: () => addresses,
      });
      try {
        for (const peer of bad) peer.pester(victim.endpoint);
        await until(
          'they meet',
          () => bad.every((peer) => peer.accepted > 0),
          HANG_MS,
          () => victim.story(),
        );
        await pause(ALONE_MS);
        const started = performance.now();
        await victim.meet(fair.address);
        await victim.complete(HANG_MS);
        const tookMs = Math.round(performance.now() - started);
        const wasted = victim.wastedBytes / TORRENT.pieceLength;
        await judge(kind, bad, victim);
        expect(victim.bans().has(fair.host)).toBe(false);
        expect(victim.isRight()).toBe(true);
        expect.soft(wasted).toBeLessThanOrEqual(WASTED_PIECES_A_PEER * bad.length);
        const reasons = [...new Set(victim.bans().values())].join('; ');
        results.push(
          `${name.padEnd(36)} ${kind.outcome.kind.padEnd(13)} ${`${tookMs}`.padStart(6)} ms  ${wasted.toFixed(2).padStart(6)} pieces wasted  ${reasons}`,
        );
      } finally {
        for (const peer of bad) peer.stop();
        await victim.close();
      }
    });
  });

  it('a connection to itself', async () => {
    await withHonest(null, async (fair) => {
      const victim = await Victim.open({ host: ownHost(), torrent: TORRENT, magnet: false, scratch, peers: (self) => [self] });
      try {
        await pause(ALONE_MS);
        await victim.meet(fair.address);
        await victim.complete(HANG_MS);
        expect([...victim.bans()]).toEqual([]);
        expect(victim.isRight()).toBe(true);
        results.push(`${'a connection to itself'.padEnd(36)} disconnected`);
      } finally {
        await victim.close();
      }
    });
  });
});
