/** What windows see of torrents (rows, overview, files, peers, pieces), from torrents at work in a simulated swarm. */
import { describe, expect, test } from 'vitest';
import { STRIP_BUCKETS } from '../../../../engine/api/torrent-view.js';
import { buildFiles, buildPeers, buildPieces } from '../../../../engine/torrent/details-builder.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { buildOverview, buildRow } from '../../../../engine/torrent/torrent-view-builder.js';
import { setPriorities } from '../../../../engine/torrent/torrent-wishes.js';
import type { SimNode } from '../../../support/sim/sim-node.js';
import { World } from '../../../support/sim/world.js';

const KIB = 1024;
const FILES = [
  { path: 'a', size: 300 * KIB },
  { path: '.pad/1', size: 20 * KIB, pad: true },
  { path: 'b', size: 700 * KIB },
];
const PAYLOAD = 1000 * KIB;

interface Stage {
  readonly world: World;
  readonly seed: Torrent;
  readonly leech: Torrent;
  readonly node: SimNode;
  readonly now: () => number;
}
/** A seed and a leech that may take 64 KiB a second, some seconds into it. */
async function midway(seconds = 6): Promise<Stage> {
  const world = new World(11);
  const torrent = world.torrent({ pieceLength: 64 * KIB, files: FILES });
  const [one, two] = await world.makeNodes(2);
  if (one === undefined || two === undefined) throw new Error('two nodes were made');
  const seed = await one.seed(torrent);
  await world.run(2000);
  const leech = await two.add(torrent);
  leech.traffic.downLimit.setRate(64 * KIB);
  await world.until('something has come', () => (leech.content?.doneBytes ?? 0) > 0);
  await world.run(seconds * 1000);
  return { world, seed, leech, node: two, now: () => world.clock.now() };
}
const heldPieces = ({ content }: Torrent) =>
  Array.from({ length: content?.pieceCount ?? 0 }, (_, piece) => content?.have.has(piece) ?? false);

describe('what a window sees', () => {
  test('of a torrent on its way', async () => {
    const { leech, now } = await midway();
    const row = buildRow(leech, now());
    expect(row).toMatchObject({
      name: 'payload',
      status: { kind: 'downloading' },
      why: { kind: 'limited-by-setting', limitBps: 64 * KIB },
      sizeBytes: PAYLOAD,
      wantedBytes: PAYLOAD,
      connectedSeeds: 1,
      connectedLeeches: 0,
      completedAt: null,
    });
    expect(row.doneBytes).toBeGreaterThan(0);
    expect(row.doneBytes).toBeLessThan(PAYLOAD);
    expect(row.downBps / (64 * KIB)).toBeGreaterThan(0.7);
    expect(row.downBps / (64 * KIB)).toBeLessThan(1.4);
    expect(row.etaSeconds).toBe(Math.ceil((PAYLOAD - row.doneBytes) / row.downBps));
    const held = heldPieces(leech);
    expect(row.strip).toHaveLength(Math.min(STRIP_BUCKETS, held.length));
    expect([...row.strip]).toEqual(held.map((has) => (has ? 255 : 0)));
  });

  test('of one that is complete, and of one that is paused', async () => {
    const { seed, leech, now, world } = await midway();
    expect(buildRow(seed, now())).toMatchObject({
      status: { kind: 'seeding' },
      why: { kind: 'none' },
      etaSeconds: null,
      connectedLeeches: 1,
      doneBytes: PAYLOAD,
    });
    leech.pause();
    await world.run(1000);
    expect(buildRow(leech, now())).toMatchObject({ status: { kind: 'paused' }, why: { kind: 'paused' }, connectedSeeds: 0 });
    seed.pause();
    expect(buildRow(seed, now()).status).toEqual({ kind: 'finished' });
  });

  test('of one with nobody to give it', async () => {
    const world = new World(12);
    const node = await world.makeNode();
    const torrent = await node.add(world.torrent({ size: 100 * KIB }));
    await world.run(5000);
    expect(buildRow(torrent, world.clock.now())).toMatchObject({
      status: { kind: 'waiting-for-peers' },
      why: { kind: 'no-peers' },
      doneBytes: 0,
    });
    expect(buildOverview(torrent)).toMatchObject({ nobodyHasPieces: 2, availability: null, connectedPeers: 0, havePieces: 0 });
    expect([...buildOverview(torrent).nobody]).toEqual([1, 1]);
  });

  test('of a magnet whose details are being fetched', async () => {
    const world = new World(13);
    const node = await world.makeNode();
    const source = { kind: 'magnet', uri: world.torrent().magnet } as const;
    const { id } = await node.execute('torrents.add', { source, savePath: '/downloads' });
    const torrent = node.torrent();
    expect(buildRow(torrent, world.clock.now())).toMatchObject({
      id,
      status: { kind: 'fetching-details' },
      why: { kind: 'fetching-details', peers: 0 },
      sizeBytes: null,
      wantedBytes: 0,
    });
    expect(buildRow(torrent, world.clock.now()).strip).toHaveLength(0);
    expect(buildFiles(torrent, 0, 10)).toEqual({ total: 0, rows: [] });
    expect(buildPieces(torrent)).toMatchObject({ pieceCount: 0, pieceLength: 0 });
    expect(buildOverview(torrent)).toMatchObject({ pieceCount: 0, fileCount: 0, version: null, availability: null });
  });

  test('in the overview', async () => {
    const { leech } = await midway();
    const overview = buildOverview(leech);
    expect(overview).toMatchObject({
      pieceLength: 64 * KIB,
      pieceCount: 16,
      fileCount: 2,
      wantedFileCount: 2,
      version: 'v1',
      nobodyHasPieces: 0,
      availability: 1,
      connectedPeers: 1,
      maxDownBps: 64 * KIB,
      havePieces: heldPieces(leech).filter(Boolean).length,
    });
    expect(overview.magnet).toContain(leech.init.infoHashV1);
    expect(overview.nobody.every((flag) => flag === 0)).toBe(true);
    setPriorities(leech, [{ index: 2, priority: 'skip' }]);
    expect(buildOverview(leech).wantedFileCount).toBe(1);
  });

  test('in the files, without pads, by the range asked for', async () => {
    const { leech } = await midway();
    setPriorities(leech, [{ index: 2, priority: 'high' }]);
    const { total, rows } = buildFiles(leech, 0, 10);
    expect(total).toBe(2);
    expect(
      rows.map(({ index, path, sizeBytes, priority, firstPiece, lastPiece }) => [index, path, sizeBytes, priority, firstPiece, lastPiece]),
    ).toEqual([
      [0, 'payload/a', 300 * KIB, 'normal', 0, 4],
      [2, 'payload/b', 700 * KIB, 'high', 5, 15],
    ]);
    expect(rows.reduce((sum, { doneBytes }) => sum + doneBytes, 0)).toBe(leech.content?.doneBytes);
    expect(buildFiles(leech, 1, 1).rows.map(({ index }) => index)).toEqual([2]);
    expect(buildFiles(leech, 2, 5)).toEqual({ total: 2, rows: [] });
  });

  test('in the peers', async () => {
    const { seed, leech, now } = await midway();
    const [giver] = buildPeers(leech, now());
    expect(giver).toMatchObject({
      client: 'Shoal simulated',
      transport: 'tcp',
      encryption: 'rc4',
      progress: 1,
      weInterested: true,
      weChoked: false,
      theyInterested: false,
      snubbed: false,
    });
    expect(giver?.downloadedBytes).toBeGreaterThanOrEqual(leech.content?.doneBytes ?? Number.NaN);
    expect([...(giver?.strip ?? [])]).toEqual(new Array(16).fill(255));
    const [taker] = buildPeers(seed, now());
    expect(taker).toMatchObject({ theyInterested: true, theyChoked: false, weInterested: false });
    expect(taker?.progress).toBeLessThan(1);
    expect(giver?.incoming).toBe(!taker?.incoming);
  });

  test('in the pieces: had, filling, missing', async () => {
    const { leech, world } = await midway();
    const filling = () => [...(leech.content?.swarmContent?.picker.openPieces() ?? [])].some((open) => open.hereCount > 0);
    await world.until('a piece is half there', filling, 10_000);
    const { state, availability, pieceCount } = buildPieces(leech);
    expect(pieceCount).toBe(16);
    expect([...availability]).toEqual(new Array(16).fill(1));
    for (const [piece, has] of heldPieces(leech).entries()) {
      const open = leech.content?.swarmContent?.picker.openPiece(piece);
      if (has) expect(state[piece]).toBe(15);
      else if (open === undefined || open.hereCount === 0) expect(state[piece]).toBe(0);
      else {
        expect(state[piece]).toBeGreaterThan(0);
        expect(state[piece]).toBeLessThan(15);
      }
    }
  });
});
