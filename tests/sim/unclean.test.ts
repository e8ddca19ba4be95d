/** What ends the program without warning costs seconds of traffic; what a failed sync leaves open is found out; what was changed is seen. */
import { describe, expect } from 'vitest';
import type { ErrorView } from '../../engine/api/errors.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const RATE = 400_000;

async function halfWay(world: World, shape: Parameters<World['torrent']>[0], bytes: number) {
  const torrent = world.torrent(shape);
  const seed = await world.makeNode({ wire: { upBps: RATE } });
  await seed.seed(torrent);
  const leech = await world.makeNode();
  await leech.add(torrent);
  await world.until('it is half-way', () => leech.torrent().traffic.down.total > bytes);
  return { leech, torrent, seed };
}
/** Every piece that is had is on the disk. */
function wrongHaves(node: SimNode, torrent: ReturnType<World['torrent']>): number[] {
  const have = node.torrent().content?.have;
  return Array.from({ length: torrent.pieceCount }, (_, piece) => piece).filter((piece) => {
    if (!have?.has(piece)) return false;
    const at = piece * torrent.pieceLength;
    const wanted = torrent.bytes.subarray(at, at + torrent.pieceLength);
    const file = node.disk.get(`/downloads/${torrent.files[0]?.path}`) ?? new Uint8Array(0);
    return Buffer.compare(file.subarray(at, at + wanted.length), wanted) !== 0;
  });
}

describe('after it was killed', () => {
  for (const [name, shape] of [
    ['small', { size: 24 * MIB, pieceLength: 64 * KIB }],
    ['middling', { size: 24 * MIB, pieceLength: 2 * MIB }],
    ['large', { size: 36 * MIB, pieceLength: 16 * MIB }],
  ] as const) {
    scenario(`a download in ${name} pieces goes on from where it was two rounds of notes ago`, async (world) => {
      const { leech, torrent } = await halfWay(world, shape, 9 * MIB);
      await world.run(1700);
      const got = leech.torrent().traffic.down.total;
      leech.kill();
      await world.run(3000);
      await leech.restart();
      await world.run(1000);
      expect(wrongHaves(leech, torrent)).toEqual([]);
      await world.complete([leech], torrent, 900_000);
      expect(leech.differences(torrent)).toEqual([]);
      const again = leech.torrent().traffic.down.total - (torrent.totalSize - got);
      expect(again).toBeLessThan(4.5 * RATE);
    });
  }

  scenario('only what came last is looked at again, and what was lost on its way to the disk is fetched again', async (world) => {
    const { leech, torrent } = await halfWay(world, { size: 24 * MIB, pieceLength: 64 * KIB }, 9 * MIB);
    // of two pieces the disk never got the bytes: one is in the record, and one came after it
    const saved = () => leech.state.records()[0];
    const isHad = (piece: number) => ((saved()?.have[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0;
    const recentPieces = () => Array.from(saved()?.recent ?? []);
    const candidates = () => [recentPieces().findLast(isHad), recentPieces().findLast((piece) => !isHad(piece))];
    await world.until('there are pieces of both kinds', () => !candidates().includes(undefined));
    const [recent, lost] = [recentPieces(), candidates()];
    leech.kill();
    const file = leech.disk.get('/downloads/payload') ?? new Uint8Array(0);
    for (const piece of lost) file.fill(0, (piece ?? 0) * 64 * KIB, ((piece ?? 0) + 1) * 64 * KIB);
    let reads = 0;
    leech.readFault = () => {
      reads++;
      return null;
    };
    await leech.restart();
    await world.run(100);
    expect(leech.torrent().state.kind).toBe('running');
    await world.until('the doubts are settled', () => leech.torrent().content?.doubts.size === 0, 20_000);
    expect(wrongHaves(leech, torrent)).toEqual([]);
    expect(reads).toBeLessThanOrEqual(recent.length);
    expect(recent.length).toBeLessThan(60);
    await world.complete([leech], torrent, 900_000);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('a whole torrent is a seed at once, and nothing of it is read', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.complete([leech], torrent);
    await world.run(6000);
    leech.kill();
    leech.readFault = () => {
      throw new Error('it was read');
    };
    await leech.restart();
    await world.run(500);
    expect([leech.torrent().state.kind, leech.torrent().content?.isWhole]).toEqual(['running', true]);
  });
});

describe('a sync that fails', () => {
  const full: ErrorView = { code: 'disk-full', message: 'The disk is full.', facts: { path: '/downloads' } };

  scenario('leaves no piece in the record that the disk may not have, and costs none that it has', async (world) => {
    const { leech, torrent } = await halfWay(world, { size: 8 * MIB, pieceLength: 64 * KIB }, 3 * MIB);
    await world.run(1000);
    let failing = true;
    leech.syncFault = () => (failing ? full : null);
    await world.until('it is noticed', () => leech.torrent().state.kind === 'failed', 20_000);
    const doubted = [...(leech.torrent().content?.doubts.pieces() ?? [])];
    expect(doubted.length).toBeGreaterThan(0);
    // the system has thrown half of what it could not write away
    const file = leech.disk.get('/downloads/payload');
    for (const piece of doubted.slice(0, doubted.length / 2)) file?.fill(0, piece * 64 * KIB, (piece + 1) * 64 * KIB);
    await world.run(10_000);
    const record = leech.state.records()[0];
    for (const piece of doubted) expect(((record?.have[piece >> 3] ?? 0) & (0x80 >> (piece & 7))) !== 0, `piece ${piece}`).toBe(false);
    failing = false;
    await leech.execute('torrents.resume', { ids: [leech.torrent().id] });
    await world.complete([leech], torrent, 300_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect(wrongHaves(leech, torrent)).toEqual([]);
  });
});

describe('files that were changed while nobody looked', () => {
  scenario('cost what was changed: a seed looks at the changed file again, and serves the rest', async (world) => {
    const files = ['a', 'b', 'c'].map((path) => ({ path, size: MIB }));
    const torrent = world.torrent({ files, pieceLength: 64 * KIB });
    const node = await world.makeNode();
    await node.seed(torrent);
    await world.run(1000);
    await world.quit(node);
    const changed = node.disk.get('/downloads/payload/b');
    changed?.fill(7, 100, 200);
    node.mtimes.set('/downloads/payload/b', 99_999_999);
    let reads = 0;
    node.readFault = () => {
      reads++;
      return null;
    };
    await node.restart();
    await world.run(500);
    await world.until('it is settled', () => node.torrent().content?.doubts.size === 0, 20_000);
    expect(node.torrent().content?.have.count).toBe(torrent.pieceCount - 1);
    expect(reads).toBeLessThanOrEqual(2 + 16);
    expect(changed?.length).toBe(MIB);
  });

  scenario('that are gone stop the torrent in words, and everything counts again when they are back', async (world) => {
    const files = ['a', 'b'].map((path) => ({ path, size: MIB }));
    const torrent = world.torrent({ files, pieceLength: 64 * KIB });
    const node = await world.makeNode();
    await node.seed(torrent);
    await world.run(1000);
    await world.quit(node);
    const kept = node.disk.get('/downloads/payload/b') ?? new Uint8Array(0);
    node.disk.delete('/downloads/payload/b');
    await node.restart();
    await world.run(1000);
    expect(node.torrent().state).toMatchObject({
      kind: 'failed',
      error: { code: 'data-missing', facts: { path: '/downloads/payload/b', what: 'some', files: 1 } },
    });
    expect(node.disk.has('/downloads/payload/b')).toBe(false);
    node.disk.set('/downloads/payload/b', kept);
    await node.execute('torrents.resume', { ids: [node.torrent().id] });
    await world.run(1000);
    expect([node.torrent().state.kind, node.torrent().content?.isWhole]).toEqual(['running', true]);
  });
});
