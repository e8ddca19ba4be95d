/** The details of a magnet that come out of a .torrent and not from peers. */
import { describe, expect } from 'vitest';
import { encodeTorrentFile } from '../../engine/metainfo/encode-torrent-file.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { scenario } from '../support/sim/world.js';

const SAVE_PATH = '/downloads';
const FILES = ['a', 'b', 'c'].map((path) => ({ path, size: 300_000 }));
const OWN = 'http://own.example/announce';

const magnetOf = ({ magnet }: SimTorrent) => ({ kind: 'magnet', uri: magnet }) as const;
/** Its .torrent, with a tracker that its magnet does not name. */
const fileOf = ({ infoBytes }: SimTorrent) =>
  ({ kind: 'file', bytes: encodeTorrentFile({ infoBytes, trackers: [[OWN]], webSeeds: [] }) }) as const;

describe('a .torrent for a magnet that waits for its details', () => {
  scenario('supplies them, and its trackers beside those of the magnet', async (world) => {
    const torrent = world.torrent({ files: FILES });
    const leech = await world.makeNode();
    const { id } = await leech.add(torrent, { source: magnetOf(torrent) });
    await world.run(3000);
    expect(leech.torrent().state.kind).toBe('metadata');
    const answer = await leech.execute('torrents.add', { source: fileOf(torrent), savePath: SAVE_PATH });
    expect(answer).toEqual({ id, duplicate: true });
    expect(leech.torrent().trackers).toEqual([[world.tracker.url], [OWN]]);
    expect(leech.events.filter(({ kind }) => kind === 'metadata-received')).toHaveLength(1);
    await world.until('it runs', () => leech.torrent().state.kind === 'running');
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.events.filter(({ kind }) => kind === 'metadata-received')).toHaveLength(1);
  });

  scenario('passes them on to peers that wait as well', async (world) => {
    const torrent = world.torrent({ files: FILES });
    const leeches = await world.makeNodes(2);
    for (const leech of leeches) await leech.add(torrent, { source: magnetOf(torrent) });
    await world.run(2000);
    await leeches[0]?.execute('torrents.add', { source: fileOf(torrent), savePath: SAVE_PATH });
    await world.until('the other has them too', () => leeches[1]?.torrent().details.known !== null);
  });

  scenario('leaves a held one waiting for its choice, a paused one paused', async (world) => {
    const torrent = world.torrent({ files: FILES });
    const [held, paused] = [await world.makeNode(), await world.makeNode()];
    await held.add(torrent, { source: magnetOf(torrent), hold: true });
    await paused.add(torrent, { source: magnetOf(torrent), paused: true });
    for (const node of [held, paused]) await node.execute('torrents.add', { source: fileOf(torrent), savePath: SAVE_PATH });
    await world.run(1000);
    expect([held.torrent().state.kind, paused.torrent().state.kind]).toEqual(['held', 'paused']);
    await held.execute('torrents.accept', { id: held.torrent().id, savePath: SAVE_PATH, wanted: [1], paused: false });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.complete([held], torrent);
    expect(held.differences(torrent, ['payload/b'])).toEqual([]);
    await world.quit(paused);
    await paused.restart();
    expect(paused.torrent().content?.files.count).toBe(3);
  });

  scenario('brings the trackers of a private one in place of the magnet’s', async (world) => {
    const torrent = world.torrent({ files: FILES, private: true });
    const leech = await world.makeNode();
    await leech.add(torrent, { source: magnetOf(torrent) });
    await leech.execute('torrents.add', { source: fileOf(torrent), savePath: SAVE_PATH });
    expect(leech.torrent().trackers).toEqual([[OWN]]);
    const other = { kind: 'file', bytes: torrent.file } as const;
    await leech.execute('torrents.add', { source: other, savePath: SAVE_PATH });
    expect(leech.torrent().trackers).toEqual([[OWN]]); // it is known by now: nothing is added to a private one
  });

  scenario('of another payload is a torrent of its own', async (world) => {
    const [torrent, other] = [world.torrent({ files: FILES }), world.torrent({ name: 'other', size: 100_000 })];
    const leech = await world.makeNode();
    await leech.add(torrent, { source: magnetOf(torrent) });
    await leech.add(other);
    expect(leech.torrent(torrent).details.known).toBeNull();
    expect(leech.session.registry.size).toBe(2);
  });
});
