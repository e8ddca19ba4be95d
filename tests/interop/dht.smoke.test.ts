/** Magnets that name neither tracker nor peer: the DHT alone brings the two together, over real sockets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { expectDownload, type MadeTorrent, makeTorrentOf, startSeed } from '../support/transfers.js';

const magnetOf = ({ infoHash }: MadeTorrent): string => `magnet:?xt=urn:btih:${infoHash}`;

/** Meanwhile it is announced every few seconds: who is asked first may not know anybody yet. */
async function announcing<T>(peer: Libtorrent, key: number, work: Promise<T>): Promise<T> {
  const announce = () => void peer.announceDht(key).catch(() => undefined);
  announce();
  const timer = setInterval(announce, 3000);
  return work.finally(() => clearInterval(timer));
}

describe.skipIf(lacks(libtorrentPart))('the DHT with libtorrent', () => {
  const scratch = makeScratch('dht');
  let peer: Libtorrent;
  /** A node like any other, which both sides enter by. */
  let node: Libtorrent;
  beforeAll(async () => {
    [peer, node] = await Promise.all([startLibtorrent('127.0.0.2'), startLibtorrent('127.0.0.3')]);
    await node.joinDht([]);
    await peer.joinDht([[node.ip, node.port]]);
  });
  afterAll(async () => {
    await Promise.all([peer?.stop(), node?.stop()]);
    scratch.dispose();
  });

  it('brings a magnet to a libtorrent seed', async () => {
    const made = await makeTorrentOf(scratch, peer, 'down', { 'down/a.bin': 1_000_000, 'down/b.bin': 77 }, 16_384);
    const { key } = await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    const download = expectDownload(made, scratch.path('down-out'), { source: magnetOf(made), dht: [node.address], timeoutMs: 60_000 });
    const { process } = await announcing(peer, key, download);
    expect(process.events.find((event) => event.event === 'metadata')).toMatchObject({ name: 'down', totalSize: 1_000_077 });
  });

  it('brings a magnet of libtorrent to a Shoal seed', async () => {
    const made = await makeTorrentOf(scratch, peer, 'up', { 'up.bin': 1_000_003 }, 16_384);
    const seed = await startSeed(made.torrent, made.payload.dir, { dht: [node.address] });
    try {
      const { key } = await peer.add({ magnet: magnetOf(made), dir: scratch.folder('up-out') });
      await announcing(peer, key, peer.completed(60_000, key));
      expect(payloadDifferences(made.payload, scratch.path('up-out'))).toEqual([]);
    } finally {
      expect((await seed.stop()).code).toBe(0);
    }
  });

  it('lets libtorrent in by a Shoal node that knows nobody, and two Shoals find each other by it', async () => {
    const made = await makeTorrentOf(scratch, peer, 'alone', { 'alone.bin': 500_009 }, 16_384);
    const newcomer = await startLibtorrent('127.0.0.4');
    const seed = await startSeed(made.torrent, made.payload.dir, { dht: [newcomer.address] });
    try {
      await newcomer.joinDht([[seed.ip, seed.port]]);
      const { key } = await newcomer.add({ magnet: magnetOf(made), dir: scratch.folder('alone-out') });
      await announcing(newcomer, key, newcomer.completed(60_000, key));
      expect(payloadDifferences(made.payload, scratch.path('alone-out'))).toEqual([]);
      await expectDownload(made, scratch.path('alone-out-too'), { source: magnetOf(made), dht: [seed.address], timeoutMs: 60_000 });
    } finally {
      await Promise.all([seed.stop(), newcomer.stop()]);
    }
  });
});
