/** A swarm of twelve from one slow seed: four Shoals, four libtorrents, four Transmissions, found through one tracker. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart, namespacePart, transmissionPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { type ShoalProcess, startShoal } from '../support/shoal.js';
import { startTracker, type Tracker } from '../support/tracker.js';
import { type MadeTorrent, makeTorrentOf } from '../support/transfers.js';
import { startTransmission, type Transmission } from '../support/transmission.js';
import { until } from '../support/waiting.js';

const MIB = 1024 * 1024;
const PIECE_BYTES = 256 * 1024;
const PAYLOAD_BYTES = 48 * MIB + 1234;
/** The seed gives each piece about once in this test: the rest must come from the others. */
const SEED_BPS = 3 * MIB;
const TIME_LIMIT_MS = 240_000;
const FOUR = [1, 2, 3, 4] as const;

interface Finish {
  readonly client: string;
  readonly seconds: number;
  /** Uploaded payload for each downloaded byte. */
  readonly ratio: number;
}

describe.skipIf(lacks(namespacePart, libtorrentPart, transmissionPart))('a mixed swarm of twelve', () => {
  const scratch = makeScratch('mixed-swarm');
  let tracker: Tracker;
  let made: MadeTorrent;
  let libtorrents: Libtorrent[] = [];
  let transmissions: Transmission[] = [];
  let shoals: ShoalProcess[] = [];

  beforeAll(async () => {
    tracker = await startTracker(5000, '10.77.0.1');
    libtorrents = await Promise.all(FOUR.map((n) => startLibtorrent(`10.77.1.${n}`)));
    transmissions = await Promise.all(FOUR.map((n) => startTransmission(`10.77.2.${n}`)));
  });
  afterAll(async () => {
    await Promise.all([...shoals.map((shoal) => shoal.stop('SIGKILL')), ...libtorrents.map((peer) => peer.stop())]);
    await Promise.all(transmissions.map((peer) => peer.stop()));
    await tracker?.stop();
    scratch.dispose();
  });

  it('completes everywhere, byte by byte, and Shoal gives back as the others do', async () => {
    const [seed, ...leeches] = libtorrents;
    if (seed === undefined) throw new Error('no seed');
    made = await makeTorrentOf(scratch, seed, 'mixed', { 'mixed/a.bin': PAYLOAD_BYTES - 5 * MIB, 'mixed/b.bin': 5 * MIB }, PIECE_BYTES, [
      tracker.httpUrl,
    ]);
    await seed.add({ torrent: made.torrent, dir: made.payload.dir, seed: true, up: SEED_BPS });
    await tracker.knows(seed.address);

    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const out = (name: string) => scratch.folder(`out-${name}`);
    shoals = await Promise.all(
      FOUR.map((n) => startShoal(['download', made.torrent, '--out', out(`shoal-${n}`), '--seed'], { ip: `10.77.3.${n}`, trackers: true })),
    );
    const waits: Promise<Finish>[] = [];
    for (const [n, shoal] of shoals.entries()) waits.push(shoalFinish(shoal, `Shoal ${n + 1}`, seconds));
    for (const [n, peer] of leeches.entries()) {
      await peer.add({ torrent: made.torrent, dir: out(`libtorrent-${n}`) });
      waits.push(libtorrentFinish(peer, `libtorrent ${n + 1}`, seconds));
    }
    for (const [n, peer] of transmissions.entries()) {
      await peer.add(made.torrent, out(`transmission-${n}`));
      waits.push(transmissionFinish(peer, made, `Transmission ${n + 1}`, seconds));
    }
    const ends = await Promise.all(waits);

    for (const n of FOUR) expect(payloadDifferences(made.payload, scratch.path(`out-shoal-${n}`)), `Shoal ${n}`).toEqual([]);
    for (const n of [0, 1, 2]) expect(payloadDifferences(made.payload, scratch.path(`out-libtorrent-${n}`))).toEqual([]);
    for (const n of [0, 1, 2, 3]) expect(payloadDifferences(made.payload, scratch.path(`out-transmission-${n}`))).toEqual([]);
    const uploaded = await Promise.all(shoals.map(uploadedBy));
    report(ends.map((end, n) => (n < 4 ? { ...end, ratio: (uploaded[n] ?? 0) / PAYLOAD_BYTES } : end)));
    // each gave a fair part back: a client that only takes would show here
    expect(uploaded.reduce((sum, bytes) => sum + bytes, 0) / PAYLOAD_BYTES).toBeGreaterThan(1);
  });
});

/** What a Shoal has uploaded so far, from its latest line that tells. */
function uploadedBy(shoal: ShoalProcess): number {
  return Number(shoal.events.filter((event) => typeof event.uploaded === 'number').at(-1)?.uploaded ?? 0);
}

async function shoalFinish(shoal: ShoalProcess, client: string, seconds: () => number): Promise<Finish> {
  const complete = await shoal.event('complete', TIME_LIMIT_MS);
  expect(complete).toMatchObject({ bytes: PAYLOAD_BYTES });
  return { client, seconds: seconds(), ratio: Number.NaN };
}

async function libtorrentFinish(peer: Libtorrent, client: string, seconds: () => number): Promise<Finish> {
  const status = await peer.completed(TIME_LIMIT_MS);
  return { client, seconds: seconds(), ratio: status.sentBytes / PAYLOAD_BYTES };
}

async function transmissionFinish(peer: Transmission, made: MadeTorrent, client: string, seconds: () => number): Promise<Finish> {
  const status = await until(
    `${client} to complete`,
    async () => {
      const now = await peer.status(made.infoHash);
      return now?.complete ? now : null;
    },
    TIME_LIMIT_MS,
  );
  return { client, seconds: seconds(), ratio: status.uploadedBytes / PAYLOAD_BYTES };
}

function report(ends: readonly Finish[]): void {
  const lines = ends.map(
    ({ client, ratio, seconds }) => `${client.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s   ratio ${ratio.toFixed(2)}`,
  );
  console.info(`A swarm of twelve, one seed at ${SEED_BPS / MIB} MiB/s, ${(PAYLOAD_BYTES / MIB).toFixed(0)} MiB:\n${lines.join('\n')}`);
}
