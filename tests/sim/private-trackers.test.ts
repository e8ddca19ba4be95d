import { describe, expect } from 'vitest';
import { encodeTorrentFile } from '../../engine/metainfo/encode-torrent-file.js';
import { scenario } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const SLOW = { upBps: 20_000 };
const FIRST = 'http://10.255.0.1/announce';
const SECOND = 'http://10.255.0.2/announce';

describe('a private torrent with two trackers (BEP 27)', () => {
  scenario('lets go of the peers of the one that fails, and connects to those of the other', async (world) => {
    const torrent = world.torrent({ size: 16 * MIB, private: true, tracker: null });
    const announcedTo = (...trackers: string[]) => ({
      ...torrent,
      file: encodeTorrentFile({ infoBytes: torrent.infoBytes, trackers: trackers.map((one) => [one]) }),
    });
    world.tracker.intervalSeconds = 60;
    const [old, other, leech] = await world.makeNodes(3, { wire: SLOW });
    if (old === undefined || other === undefined || leech === undefined) throw new Error('three nodes');
    await old.seed(announcedTo(FIRST));
    await other.seed(announcedTo(SECOND));
    await world.run(1000);
    await leech.add(announcedTo(FIRST, SECOND));
    const hosts = () => [...leech.torrent().net.peers.values()].map(({ machine }) => machine.identity.endpoint.host);
    await world.until('the first tracker brings its peer', () => hosts().length > 0, 10_000);
    await world.run(90_000);
    expect(hosts()).toEqual([old.address]);
    const [first] = leech.torrent().net.peers.keys();
    const dialled = leech.host.dialled.length;
    world.tracker.downHosts.add('10.255.0.1');
    await world.until('the second tracker brings its own', () => hosts().includes(other.address), 150_000);
    await world.run(5000);
    expect(hosts()).toContain(other.address);
    expect([...leech.torrent().net.peers.keys()]).not.toContain(first);
    world.tracker.downHosts.clear();
    await world.run(300_000);
    // one that comes to us is let in, at once where it has served us: a tracker told it of us
    expect(leech.host.dialled.slice(dialled).filter((to) => to.startsWith(`${old.address}:`))).toEqual([]);
    expect(hosts()).toContain(other.address);
  });
});
