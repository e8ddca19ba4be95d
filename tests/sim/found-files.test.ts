/** What lay at the place of a torrent's files before is completed, or left alone; files that nobody wants take no place. */
import { describe, expect } from 'vitest';
import { SAVE_PATH, type SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const PIECE = 32 * KIB;

async function seeded(world: World, sizes: Readonly<Record<string, number>>, upBps?: number) {
  const files = Object.entries(sizes).map(([path, size]) => ({ path, size }));
  const torrent = world.torrent({ files, pieceLength: PIECE });
  const seed = await world.makeNode(upBps === undefined ? {} : { wire: { upBps } });
  await seed.seed(torrent);
  const pathOf = (file: number) => torrent.files[file]?.path ?? '';
  const bytesOf = (file: number) => torrent.files[file]?.bytes ?? new Uint8Array(0);
  return { torrent, pathOf, bytesOf };
}
const at = (node: SimNode, path: string) => node.disk.get(`${SAVE_PATH}/${path}`) ?? null;
const existing = (node: SimNode) => node.events.filter(({ kind }) => kind === 'existing-data');
const parts = (node: SimNode) => [...node.disk.keys()].filter((path) => path.endsWith('.parts'));

describe('a torrent added over files that are there', () => {
  scenario('says how much of them matches, and fetches the rest into them', async (world) => {
    const { torrent, pathOf, bytesOf } = await seeded(world, { a: 10 * PIECE });
    const leech = await world.makeNode();
    const spoiled = bytesOf(0).slice();
    for (const piece of [2, 5, 7]) spoiled[piece * PIECE] = (spoiled[piece * PIECE] ?? 0) ^ 1;
    leech.disk.set(`${SAVE_PATH}/${pathOf(0)}`, spoiled);
    await leech.add(torrent);
    await world.complete([leech], torrent);
    expect(existing(leech)).toMatchObject([{ goodPieces: 7, pieces: 10, toFetch: 3 }]);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.disk.keys()]).toHaveLength(1);
    expect(leech.torrent().traffic.down.total).toBeLessThan(5 * PIECE);
  });

  scenario('leaves a file alone that is somebody else’s, and saves its own beside it, also after a new start', async (world) => {
    const { torrent, pathOf, bytesOf } = await seeded(world, { 'a.bin': 5 * PIECE, b: 5 * PIECE });
    const leech = await world.makeNode();
    const other = new Uint8Array(90_000).fill(7);
    leech.disk.set(`${SAVE_PATH}/${pathOf(0)}`, other);
    await leech.add(torrent);
    await world.complete([leech], torrent);
    const beside = pathOf(0).replace('.bin', ' (2).bin');
    expect(at(leech, pathOf(0))).toEqual(other);
    expect(Buffer.compare(at(leech, beside) ?? new Uint8Array(0), bytesOf(0))).toBe(0);
    expect(existing(leech)).toMatchObject([{ goodPieces: 0, pieces: 10, toFetch: 10 }]);
    await world.quit(leech);
    await leech.restart();
    await world.until('it seeds again', () => leech.isComplete() && leech.torrent().state.kind === 'running');
    expect(at(leech, pathOf(0))).toEqual(other);
  });

  scenario('leaves a file alone that was put at its place while it was not running', async (world) => {
    const { torrent, pathOf } = await seeded(world, { a: 20 * PIECE, b: 20 * PIECE }, 100_000);
    const leech = await world.makeNode();
    await leech.add(torrent, { wanted: [0] });
    await world.complete([leech], torrent);
    await world.quit(leech);
    const other = new Uint8Array(90_000).fill(7);
    leech.disk.set(`${SAVE_PATH}/${pathOf(1)}`, other);
    await leech.restart();
    await leech.execute('torrents.setPriorities', { id: leech.torrent().id, files: [{ index: 1, priority: 'normal' }] });
    await world.until('the rest came too', () => leech.torrent().content?.isWhole ?? false, 60_000);
    expect(at(leech, pathOf(1))).toEqual(other);
    expect(at(leech, `${pathOf(1)} (2)`)).toHaveLength(20 * PIECE);
  });

  for (const afterMs of [200, 700, 1500, 3500]) {
    scenario(`goes on in its own files when it was killed ${afterMs} ms after the first bytes`, async (world) => {
      const { torrent } = await seeded(world, { a: 20 * PIECE, b: 20 * PIECE, c: 20 * PIECE }, 400_000);
      const leech = await world.makeNode();
      await leech.add(torrent);
      await world.until('the first bytes are on the disk', () => leech.disk.size > 0);
      await world.run(afterMs);
      leech.kill();
      await leech.restart();
      await world.complete([leech], torrent);
      expect(leech.differences(torrent)).toEqual([]);
      expect([...leech.disk.keys()]).toHaveLength(3);
    });
  }
});

describe('a download that is killed before its record names its files', () => {
  const LARGE = 2 * 1024 * KIB;
  /** Nothing of it is whole for five seconds, and blocks are written ahead meanwhile. */
  async function begun(world: World) {
    const torrent = world.torrent({ files: ['a', 'b'].map((path) => ({ path, size: 2 * LARGE })), pieceLength: LARGE });
    const seed = await world.makeNode({ wire: { upBps: 400_000 } });
    await seed.seed(torrent);
    return { torrent, leech: await world.makeNode() };
  }
  const got = (node: SimNode) => node.torrent().traffic.down.total;

  scenario('has received blocks and made no file, and goes on under their names', async (world) => {
    const { leech, torrent } = await begun(world);
    await leech.add(torrent);
    leech.state.isFrozen = () => true;
    await world.until('blocks have come', () => got(leech) > 0, 1000);
    await world.run(4000);
    expect(got(leech)).toBeGreaterThan(1_000_000);
    expect([...leech.disk.keys()]).toEqual([]);
    leech.kill();
    leech.state.isFrozen = () => false;
    await leech.restart();
    await world.complete([leech], torrent, 60_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.disk.keys()]).toHaveLength(2);
  });

  scenario('makes none either that an orderly end left to be made', async (world) => {
    const { leech, torrent } = await begun(world);
    const second = `${SAVE_PATH}/${torrent.files[1]?.path}`;
    await leech.add(torrent, { wanted: [0] });
    await world.complete([leech], torrent, 60_000);
    await world.quit(leech);
    await leech.restart();
    await world.until('it runs', () => leech.torrent().state.kind === 'running');
    leech.state.isFrozen = () => true;
    await leech.execute('torrents.setPriorities', { id: leech.torrent().id, files: [{ index: 1, priority: 'normal' }] });
    await world.until('blocks have come', () => got(leech) > 500_000, 30_000);
    await world.run(2000);
    expect(leech.disk.has(second)).toBe(false);
    leech.kill();
    leech.state.isFrozen = () => false;
    await leech.restart();
    await leech.execute('torrents.setPriorities', { id: leech.torrent().id, files: [{ index: 1, priority: 'normal' }] });
    await world.until('the rest came too', () => leech.torrent().content?.isWhole ?? false, 60_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect([...leech.disk.keys()]).toHaveLength(2);
  });

  scenario('makes none beside somebody else’s file either', async (world) => {
    const { leech, torrent } = await begun(world);
    const [first] = torrent.files;
    leech.disk.set(`${SAVE_PATH}/${first?.path}`, new Uint8Array(90_000).fill(7));
    await leech.add(torrent);
    const hasMetIt = () =>
      leech
        .torrent()
        .log_.since(0)
        .some(({ text }) => text.includes('in the way'));
    leech.state.isFrozen = hasMetIt;
    await world.until('it met the file', hasMetIt, 30_000);
    await world.run(4000);
    const beside = `${SAVE_PATH}/${first?.path} (2)`;
    expect(leech.disk.has(beside)).toBe(false);
    leech.kill();
    leech.state.isFrozen = () => false;
    await leech.restart();
    await world.complete([leech], torrent, 60_000);
    expect([...leech.disk.keys()].sort()).toEqual([`${SAVE_PATH}/${first?.path}`, beside, `${SAVE_PATH}/${torrent.files[1]?.path}`].sort());
  });

  scenario('goes on all the same where no record can be saved, and says so', async (world) => {
    const { leech, torrent } = await begun(world);
    await leech.add(torrent);
    leech.state.saveFault = 'no space';
    await world.complete([leech], torrent, 60_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.events).toContainEqual(expect.objectContaining({ kind: 'session-error' }));
  });

  scenario('ends in order while its first blocks wait', async (world) => {
    const { leech, torrent } = await begun(world);
    await leech.add(torrent);
    await world.until('blocks have come', () => got(leech) > 0, 1000);
    await world.quit(leech);
    await leech.restart();
    await world.complete([leech], torrent, 60_000);
    expect([...leech.disk.keys()]).toHaveLength(2);
  });
});

describe('a file that nobody wants', () => {
  scenario('takes no place until it is wanted, and comes whole then, also after a kill', async (world) => {
    const { torrent, pathOf, bytesOf } = await seeded(world, { a: 10_000, b: 300_000, c: 10_000 }, 100_000);
    const leech = await world.makeNode();
    await leech.add(torrent, { wanted: [0, 2] });
    await world.complete([leech], torrent);
    expect(at(leech, pathOf(1))).toBeNull();
    expect(leech.differences(torrent, [pathOf(0), pathOf(2)])).toEqual([]);
    const [partFile = ''] = parts(leech);
    expect(leech.disk.get(partFile)?.length).toBeLessThanOrEqual(2 * PIECE);
    await world.run(6000);
    leech.kill();
    await leech.restart();
    await world.until('it runs again', () => leech.isComplete() && leech.torrent().state.kind === 'running');
    const before = leech.torrent().traffic.down.total;
    await leech.execute('torrents.setPriorities', { id: leech.torrent().id, files: [{ index: 1, priority: 'normal' }] });
    await world.until('the rest came too', () => leech.torrent().content?.isWhole ?? false, 60_000);
    expect(Buffer.compare(at(leech, pathOf(1)) ?? new Uint8Array(0), bytesOf(1))).toBe(0);
    expect(leech.torrent().traffic.down.total - before).toBeLessThan(300_000 - PIECE);
    await world.until('the part file is gone', () => parts(leech).length === 0, 20_000);
    expect(leech.differences(torrent)).toEqual([]);
  });
});
