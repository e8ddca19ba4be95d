/**
 * A swarm of twelve from one slow seed: four Shoals, four libtorrents, four Transmissions, found through one tracker.
 * Nobody has a head start: all leeches are there before the seed comes, for whoever is first fetches the new pieces and
 * goes on giving them. Addresses are drawn by lot: Transmission asks its peers in their order, and wakes to the swarm
 * (its beat is ten seconds) with so much to ask for at once that the first in line gives it the most.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart, namespacePart, transmissionPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { type ShoalProcess, startShoal } from '../support/shoal.js';
import { startTracker, type Tracker } from '../support/tracker.js';
import { type MadeTorrent, makeTorrentOf } from '../support/transfers.js';
import { startTransmission, type Transmission } from '../support/transmission.js';

const MIB = 1024 * 1024;
const PIECE_BYTES = 256 * 1024;
const PAYLOAD_BYTES = 48 * MIB + 1234;
/** The seed gives each piece about once in this test: the rest must come from the others. */
const SEED_BPS = 3 * MIB;
const TIME_LIMIT_MS = 240_000;
const FOUR = [1, 2, 3, 4] as const;

interface Leech {
  readonly client: string;
  readonly address: string;
  readonly completed: Promise<unknown>;
  /** Payload sent so far. */
  uploaded(): Promise<number>;
}
interface Finish {
  readonly client: string;
  readonly address: string;
  readonly seconds: number;
  /** Uploaded payload for each downloaded byte, when everybody is complete. */
  readonly ratio: number;
}

describe.skipIf(lacks(namespacePart, libtorrentPart, transmissionPart))('a mixed swarm of twelve', () => {
  const scratch = makeScratch('mixed-swarm');
  const ips = byLot(Array.from({ length: 12 }, (_, n) => `10.77.1.${n + 1}`));
  const ip = (n: number) => ips[n] ?? '';
  let tracker: Tracker;
  let libtorrents: Libtorrent[] = [];
  let transmissions: Transmission[] = [];
  let shoals: ShoalProcess[] = [];

  beforeAll(async () => {
    tracker = await startTracker(5000, '10.77.0.1');
    libtorrents = await Promise.all(FOUR.map((n) => startLibtorrent(ip(n - 1))));
    transmissions = await Promise.all(FOUR.map((n) => startTransmission(ip(n + 3))));
  });
  afterAll(async () => {
    await Promise.all([...shoals.map((shoal) => shoal.stop('SIGKILL')), ...libtorrents.map((peer) => peer.stop())]);
    await Promise.all(transmissions.map((peer) => peer.stop()));
    await tracker?.stop();
    scratch.dispose();
  });

  it('completes everywhere, byte by byte, and Shoal gives back as the others do', async () => {
    const [seed, ...others] = libtorrents;
    if (seed === undefined) throw new Error('no seed');
    const files = { 'mixed/a.bin': PAYLOAD_BYTES - 5 * MIB, 'mixed/b.bin': 5 * MIB };
    const made = await makeTorrentOf(scratch, seed, 'mixed', files, PIECE_BYTES, [tracker.httpUrl]);
    const out = (name: string) => scratch.folder(`out-${name}`);
    for (const [n, peer] of others.entries()) await peer.add({ torrent: made.torrent, dir: out(`libtorrent-${n}`) });
    for (const [n, peer] of transmissions.entries()) await peer.add(made.torrent, out(`transmission-${n}`));
    shoals = await Promise.all(
      FOUR.map((n) => startShoal(['download', made.torrent, '--out', out(`shoal-${n}`), '--seed'], { ip: ip(n + 7), trackers: true })),
    );
    for (const { address } of [...others, ...transmissions, ...shoals]) await tracker.knows(address);

    const started = performance.now();
    await seed.add({ torrent: made.torrent, dir: made.payload.dir, seed: true, up: SEED_BPS });
    const leeches = [
      ...shoals.map((shoal, n) => shoalLeech(shoal, `Shoal ${n + 1}`)),
      ...others.map((peer, n) => libtorrentLeech(peer, `libtorrent ${n + 1}`)),
      ...transmissions.map((peer, n) => transmissionLeech(peer, made, `Transmission ${n + 1}`)),
    ];
    const seconds = await Promise.all(leeches.map(({ completed }) => completed.then(() => (performance.now() - started) / 1000)));

    for (const n of FOUR) expect(payloadDifferences(made.payload, scratch.path(`out-shoal-${n}`)), `Shoal ${n}`).toEqual([]);
    for (const n of [0, 1, 2]) expect(payloadDifferences(made.payload, scratch.path(`out-libtorrent-${n}`))).toEqual([]);
    for (const n of [0, 1, 2, 3]) expect(payloadDifferences(made.payload, scratch.path(`out-transmission-${n}`))).toEqual([]);
    const ends: Finish[] = [];
    for (const [n, { address, client, uploaded }] of leeches.entries())
      ends.push({ client, address, seconds: seconds[n] ?? Number.NaN, ratio: (await uploaded()) / PAYLOAD_BYTES });
    report(ends);
    // each kind gave a fair part back: clients that mostly take would show here
    expect(meanRatio(ends, 'Shoal')).toBeGreaterThan(meanRatio(ends, 'libtorrent') / 2);
  });
});

/** The same words in any order. */
function byLot(words: readonly string[]): string[] {
  return words
    .map((word) => ({ word, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ word }) => word);
}

function shoalLeech(shoal: ShoalProcess, client: string): Leech {
  const completed = shoal.event('complete', TIME_LIMIT_MS).then((complete) => expect(complete).toMatchObject({ bytes: PAYLOAD_BYTES }));
  // its latest line that tells
  const uploaded = () => Number(shoal.events.filter((event) => typeof event.uploaded === 'number').at(-1)?.uploaded ?? 0);
  return { client, address: shoal.ip, completed, uploaded: async () => uploaded() };
}

function libtorrentLeech(peer: Libtorrent, client: string): Leech {
  return { client, address: peer.ip, completed: peer.completed(TIME_LIMIT_MS), uploaded: async () => (await peer.status()).sentBytes };
}

function transmissionLeech(peer: Transmission, { infoHash }: MadeTorrent, client: string): Leech {
  const completed = peer.completed(TIME_LIMIT_MS, infoHash);
  return { client, address: peer.ip, completed, uploaded: async () => (await peer.status(infoHash))?.uploadedBytes ?? 0 };
}

function meanRatio(ends: readonly Finish[], kind: string): number {
  const ratios = ends.filter(({ client }) => client.startsWith(kind)).map(({ ratio }) => ratio);
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

function report(ends: readonly Finish[]): void {
  const lines = ends.map(
    ({ address, client, ratio, seconds }) =>
      `${client.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s   ratio ${ratio.toFixed(2)}   ${address}`,
  );
  console.info(`A swarm of twelve, one seed at ${SEED_BPS / MIB} MiB/s, ${(PAYLOAD_BYTES / MIB).toFixed(0)} MiB:\n${lines.join('\n')}`);
}
