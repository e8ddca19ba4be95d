/** How peers find each other, with real programs: by exchange, by trackers in tiers, over IPv6; and not at all where a torrent is private. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { lacks, libtorrentPart, transmissionPart } from '../../support/parts.js';
import { makeScratch, payloadDifferences, writePayload } from '../../support/payload.js';
import { startRawPeer } from '../../support/raw-peer.js';
import { type ShoalProcess, startShoal } from '../../support/shoal.js';
import { startTracker } from '../../support/tracker.js';
import { awkwardPlan, expectDownload, type MadeTorrent, makeTorrentOf, startSeed } from '../../support/transfers.js';
import { startTransmission } from '../../support/transmission.js';
import { pause, until } from '../../support/waiting.js';

const KIB = 1024;
const SLOW = ['--max-up', String(60 * KIB)];

describe.skipIf(lacks(libtorrentPart))('peers', () => {
  const scratch = makeScratch('peers');
  let maker: Libtorrent;
  beforeAll(async () => {
    maker = await startLibtorrent('127.0.0.2');
  });
  afterAll(async () => {
    await maker?.stop();
    scratch.dispose();
  });

  /** Large enough that nobody is done before the exchange. */
  const made = (name: string): Promise<MadeTorrent> => makeTorrentOf(scratch, maker, name, { [`${name}.bin`]: 30 * KIB * KIB }, 256 * KIB);
  const leech = (torrent: MadeTorrent, name: string, peers: readonly string[]): Promise<ShoalProcess> =>
    startShoal(['download', torrent.torrent, '--out', scratch.folder(name), ...SLOW, ...peers.flatMap((peer) => ['--peer', peer])], {
      pex: true,
    });
  const countsPeers = (process: ShoalProcess, count: number, timeoutMs: number) =>
    process.event('progress', timeoutMs, (event) => Number(event.peers) >= count);

  describe('by exchange', () => {
    it('a Shoal seed brings libtorrent and Shoal together', async () => {
      const torrent = await made('shoal-hub');
      const hub = await startSeed(torrent.torrent, torrent.payload.dir, { pex: true, words: SLOW });
      const other = await startLibtorrent('127.0.0.5');
      const shoal = await leech(torrent, 'shoal-hub-a', [hub.address]);
      try {
        const { key } = await other.add({
          torrent: torrent.torrent,
          dir: scratch.folder('shoal-hub-b'),
          connect: [[hub.ip, hub.port]],
          up: 60 * KIB,
        });
        await until('libtorrent to meet the other', async () => (await other.peers(key)).find(({ ip }) => ip === shoal.ip), 60_000);
        await countsPeers(shoal, 2, 30_000);
      } finally {
        await Promise.all([hub.stop(), shoal.stop(), other.stop()]);
      }
    });

    it('a libtorrent seed brings two of Shoal together', async () => {
      const torrent = await made('lt-hub');
      const hub = await startLibtorrent('127.0.0.6');
      await hub.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true, up: 60 * KIB });
      const both = await Promise.all([leech(torrent, 'lt-hub-a', [hub.address]), leech(torrent, 'lt-hub-b', [hub.address])]);
      try {
        await Promise.all(both.map((process) => countsPeers(process, 2, 150_000)));
      } finally {
        await Promise.all([hub.stop(), ...both.map((process) => process.stop())]);
      }
    });

    it.skipIf(lacks(transmissionPart))('libtorrent tells Shoal of Transmission, which it dialled', async () => {
      const torrent = await made('three-kinds');
      const [hub, third] = await Promise.all([startLibtorrent('127.0.0.7'), startTransmission('127.0.0.8')]);
      await third.add(torrent.torrent, scratch.folder('three-kinds-t'));
      const { key } = await hub.add({
        torrent: torrent.torrent,
        dir: torrent.payload.dir,
        seed: true,
        up: 60 * KIB,
        connect: [[third.ip, third.port]],
      });
      const shoal = await leech(torrent, 'three-kinds-s', [hub.address]);
      try {
        await until('libtorrent to meet both', async () => (await hub.peers(key)).length === 2, 60_000);
        await countsPeers(shoal, 2, 150_000);
      } finally {
        await Promise.all([hub.stop(), third.stop(), shoal.stop()]);
      }
    });
  });

  describe('on the wire', () => {
    /** Two who listen come to a seed: what is the one told of the other? */
    const listen = async (torrent: string, infoHash: string, dir: string) => {
      const seed = await startSeed(torrent, dir, { pex: true, words: SLOW });
      const both = [await startRawPeer(seed, infoHash, { ut_pex: 7 }, 1), await startRawPeer(seed, infoHash, { ut_pex: 7 }, 2)];
      try {
        const offers = await Promise.all(both.map(async ({ introduced }) => (await introduced).ids.utPex ?? 0));
        await pause(8000);
        return { offered: offers.some((id) => id > 0), told: both.map(({ messages }) => messages(7).length) };
      } finally {
        for (const peer of both) peer.stop();
        await seed.stop();
      }
    };

    it('peers of a public torrent are told, and those of a private one never', async () => {
      const payload = writePayload(scratch.folder('wire-data'), { 'wire.bin': 20 * KIB * KIB }, 'wire');
      const seen = [];
      for (const isPrivate of [false, true]) {
        const out = scratch.path(`wire-${isPrivate}.torrent`);
        const { infoHashV1 } = await maker.create({ path: payload.root, out, pieceSize: 64 * KIB, private: isPrivate });
        seen.push({ isPrivate, ...(await listen(out, infoHashV1 ?? '', payload.dir)) });
      }
      expect(seen).toEqual([
        { isPrivate: false, offered: true, told: [1, 1] },
        { isPrivate: true, offered: false, told: [0, 0] },
      ]);
    });
  });

  describe('through trackers', () => {
    const swarm = async (name: string, tiers: readonly string[], isPrivate = false): Promise<MadeTorrent> => {
      const pieceSize = 32 * KIB;
      const payload = writePayload(scratch.folder(`${name}-data`), awkwardPlan(name, pieceSize, 40), name);
      const torrent = scratch.path(`${name}.torrent`);
      const { infoHashV1 } = await maker.create({ path: payload.root, out: torrent, pieceSize, trackers: tiers, private: isPrivate });
      return { payload, torrent, infoHash: infoHashV1 ?? '', pieceSize, pieceCount: Math.ceil(payload.totalBytes / pieceSize) };
    };

    it.each(['http', 'udp'] as const)('of the second tier (%s) when the first is dead, and leaves the third alone', async (kind) => {
      const [second, third] = await Promise.all([startTracker(), startTracker()]);
      try {
        const alive = kind === 'http' ? second.httpUrl : second.udpUrl;
        const torrent = await swarm(`tiers-${kind}`, ['http://127.0.0.1:9/announce', alive, third.httpUrl]);
        await maker.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true });
        await second.knows(maker.address);
        const run = await expectDownload(torrent, scratch.path(`tiers-${kind}-out`), { trackers: true });
        expect(second.announces.some(({ address }) => address === run.process.address)).toBe(true);
        expect(third.announces.filter(({ address }) => address === run.process.address)).toEqual([]);
      } finally {
        await Promise.all([second.stop(), third.stop()]);
      }
    });

    it('a private torrent is transferred with what its tracker says, both ways', async () => {
      const tracker = await startTracker();
      try {
        const torrent = await swarm('private', [tracker.httpUrl], true);
        await maker.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true });
        await tracker.knows(maker.address);
        await expectDownload(torrent, scratch.path('private-out'), { trackers: true });

        const other = await swarm('private-up', [tracker.udpUrl], true);
        const seed = await startSeed(other.torrent, other.payload.dir, { trackers: true });
        try {
          await tracker.knows(seed.address);
          const { key } = await maker.add({ torrent: other.torrent, dir: scratch.folder('private-up-out') });
          await maker.completed(60_000, key);
          expect(payloadDifferences(other.payload, scratch.path('private-up-out'))).toEqual([]);
        } finally {
          await seed.stop();
        }
      } finally {
        await tracker.stop();
      }
    });
  });

  describe('over IPv6', () => {
    let six: Libtorrent;
    beforeAll(async () => {
      six = await startLibtorrent('::1');
    });
    afterAll(() => six?.stop());

    it('downloads', async () => {
      const torrent = await makeTorrentOf(scratch, maker, 'six-down', awkwardPlan('six-down', 64 * KIB, 60), 64 * KIB);
      await six.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true });
      await expectDownload(torrent, scratch.path('six-down-out'), { ip: '::1', peers: [six.address] });
    });

    it('seeds', async () => {
      const torrent = await makeTorrentOf(scratch, maker, 'six-up', awkwardPlan('six-up', 64 * KIB, 60), 64 * KIB);
      const seed = await startSeed(torrent.torrent, torrent.payload.dir, { ip: '::1' });
      try {
        const { key } = await six.add({ torrent: torrent.torrent, dir: scratch.folder('six-up-out'), connect: [[seed.ip, seed.port]] });
        await six.completed(60_000, key);
        expect(payloadDifferences(torrent.payload, scratch.path('six-up-out'))).toEqual([]);
      } finally {
        await seed.stop();
      }
    });

    it('finds its peers through a tracker that is there too', async () => {
      const tracker = await startTracker(2000, '::1');
      try {
        const torrent = await makeTorrentOf(scratch, maker, 'six-tracker', awkwardPlan('six-tracker', 64 * KIB, 60), 64 * KIB, [
          tracker.httpUrl,
        ]);
        await six.add({ torrent: torrent.torrent, dir: torrent.payload.dir, seed: true });
        await tracker.knows(six.address);
        await expectDownload(torrent, scratch.path('six-tracker-out'), { ip: '::1', trackers: true });
      } finally {
        await tracker.stop();
      }
    });
  });
});
