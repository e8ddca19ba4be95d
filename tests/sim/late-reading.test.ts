/** Big torrents are read by a worker and are there later: nothing else reads them, and nothing waits or breaks meanwhile. */
import { describe, expect } from 'vitest';
import type { Clock } from '../../engine/base/ports.js';
import { refuse } from '../../engine/metainfo/metainfo-error.js';
import type { MetainfoReader } from '../../engine/metainfo/metainfo-reader.js';
import { readInfoOf } from '../../engine/metainfo/metainfo-reader.js';
import { parseTorrentFile } from '../../engine/metainfo/torrent-file.js';
import { scenario } from '../support/sim/world.js';

const READ_MS = 700;
const MIB = 1024 * 1024;
const TORRENT = { files: Array.from({ length: 40 }, (_, i) => ({ path: `part ${i}`, size: 30_000 + i })) };

/** Answers after a while, as a worker does. */
class LateReader implements MetainfoReader {
  reads = 0;
  /** The worker dies. */
  broken = false;

  constructor(private readonly clock: Clock) {}

  readFile(bytes: Uint8Array, answer: Parameters<MetainfoReader['readFile']>[1]): void {
    const copy = bytes.slice();
    this.later(() => answer(this.broken ? failed() : parseTorrentFile(copy)));
  }
  readInfo(...[bytes, expected, answer]: Parameters<MetainfoReader['readInfo']>): void {
    this.later(() => answer(this.broken ? failed() : readInfoOf(bytes, expected)));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  private later(run: () => void): void {
    this.reads += 1;
    this.clock.after(READ_MS, run);
  }
}

const failed = () => refuse('reader-failed', 'The description of the torrent could not be read.');

describe('a torrent that takes long to read', () => {
  scenario('is added once when it is asked for twice, and then downloaded', async (world) => {
    const torrent = world.torrent(TORRENT);
    const reader = new LateReader(world.clock);
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(torrent);
    const source = { kind: 'file', bytes: torrent.file } as const;
    const both = Promise.all([1, 2].map(() => leech.execute('torrents.add', { source, savePath: '/downloads' })));
    expect([...leech.session.registry.all()]).toEqual([]);
    const [first, second] = await world.settle(both);
    expect([first?.duplicate, second?.duplicate, reader.reads]).toEqual([false, true, 2]);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('holds up no other transfer', async (world) => {
    const [quick, slow] = [world.torrent({ name: 'quick', size: MIB }), world.torrent({ ...TORRENT, name: 'slow' })];
    const reader = new LateReader(world.clock);
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(quick);
    await world.settle(leech.add(quick));
    const adding = leech.add(slow);
    const before = reader.reads;
    await world.complete([leech], quick);
    expect(reader.reads).toBe(before);
    await world.settle(adding);
  });

  scenario('by magnet is asked of peers once, and passed on when it has been read', async (world) => {
    const torrent = world.torrent(TORRENT);
    const reader = new LateReader(world.clock);
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(torrent);
    await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.complete([leech], torrent);
    expect(reader.reads).toBe(1);
    expect(leech.events.filter(({ kind }) => kind === 'metadata-received')).toHaveLength(1);
  });

  scenario('by magnet may be removed while it is read', async (world) => {
    const torrent = world.torrent(TORRENT);
    const reader = new LateReader(world.clock);
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(torrent);
    const { id } = await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.until('its details are being read', () => reader.reads === 1);
    await world.settle(leech.execute('torrents.remove', { ids: [id], deleteData: false }));
    await world.run(READ_MS * 3);
    expect([...leech.session.registry.all()]).toEqual([]);
    expect(leech.events.some(({ kind }) => kind === 'metadata-received')).toBe(false);
  });

  scenario('is there again after a restart, and after it was removed and brought back', async (world) => {
    const torrent = world.torrent(TORRENT);
    const reader = new LateReader(world.clock);
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(torrent);
    await world.settle(leech.add(torrent));
    await world.complete([leech], torrent);
    await world.quit(leech);
    await world.settle(leech.restart());
    expect(leech.isComplete()).toBe(true);
    await world.until('a peer makes it read its details again', () => reader.reads === 2);
    const { id } = leech.torrent();
    await world.settle(leech.execute('torrents.remove', { ids: [id], deleteData: false }));
    await world.settle(leech.execute('torrents.restore', { ids: [id] }));
    await world.run(2000);
    expect(leech.isComplete()).toBe(true);
    expect(reader.reads).toBe(3);
  });

  scenario('is refused in plain words when nothing can be read, and its magnet says so', async (world) => {
    const torrent = world.torrent(TORRENT);
    const reader = new LateReader(world.clock);
    reader.broken = true;
    const [seed, leech] = [await world.makeNode(), await world.makeNode({ metainfo: reader })];
    await seed.seed(torrent);
    await expect(world.settle(leech.add(torrent))).rejects.toMatchObject({ code: 'torrent-invalid', facts: { reason: 'reader-failed' } });
    await leech.add(torrent, { source: { kind: 'magnet', uri: torrent.magnet } });
    await world.until('the magnet has failed', () => leech.torrent().state.kind === 'failed');
  });
});
