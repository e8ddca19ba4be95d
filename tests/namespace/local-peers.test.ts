/** Peers on one network who know of each other by nothing but multicast (BEP 14): Shoal on one machine, another client on the other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../support/bundle.js';
import { type Child, startChild } from '../support/child.js';
import { startLibtorrent } from '../support/libtorrent.js';
import { makeNeighbourNetwork, NEIGHBOUR_ADDRESS, type NeighbourNetwork, OUR_ADDRESS } from '../support/neighbour-network.js';
import { lacks, libtorrentPart, namespacePart, transmissionPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import { makeTorrentOf } from '../support/transfers.js';
import { startTransmission } from '../support/transmission.js';
import { until } from '../support/waiting.js';

const KIB = 1024;
const FOUND_MS = 60_000;

describe.skipIf(lacks(namespacePart, libtorrentPart, transmissionPart))('peers on one network', () => {
  const scratch = makeScratch('local');
  let network: NeighbourNetwork;
  beforeAll(() => {
    network = makeNeighbourNetwork();
  });
  afterAll(() => {
    network.dispose();
    scratch.dispose();
  });

  /** Shoal on the other machine, with no way to peers but this one. */
  async function startThere(words: readonly string[]): Promise<Child> {
    const alone = ['--bind', NEIGHBOUR_ADDRESS, '--no-dht', '--no-pex', '--no-trackers', '--no-nat', '--json'];
    const [program, all] = network.there(process.execPath, [await ensureBundle(), ...words, ...alone]);
    return startChild(program, all, () => undefined);
  }
  const whole = (payload: Parameters<typeof payloadDifferences>[0], folder: string) =>
    until('every byte to be there', async () => (await payloadDifferences(payload, folder)).length === 0, FOUND_MS);

  it('libtorrent and Shoal find each other, whoever has the data', async () => {
    const libtorrent = await startLibtorrent(OUR_ADDRESS, { enable_lsd: true });
    const given = await makeTorrentOf(scratch, libtorrent, 'lt-gives', { 'lt-gives.bin': 700 * KIB }, 64 * KIB);
    const wanted = await makeTorrentOf(scratch, libtorrent, 'lt-wants', { 'lt-wants.bin': 700 * KIB }, 64 * KIB);
    const leech = await startThere(['download', given.torrent, '--out', scratch.folder('from-lt')]);
    const seed = await startThere(['seed', wanted.torrent, '--data', wanted.payload.dir, '--state', scratch.folder('to-lt-state')]);
    try {
      await libtorrent.add({ torrent: given.torrent, dir: given.payload.dir, seed: true });
      await whole(given.payload, scratch.path('from-lt'));
      await libtorrent.add({ torrent: wanted.torrent, dir: scratch.folder('to-lt') });
      await whole(wanted.payload, scratch.path('to-lt'));
    } finally {
      await Promise.all([leech.stop(), seed.stop(), libtorrent.stop()]);
    }
    expect(leech.stderr() + seed.stderr()).toBe('');
  });

  it('Transmission and Shoal find each other, whoever has the data', async () => {
    const maker = await startLibtorrent(OUR_ADDRESS);
    const given = await makeTorrentOf(scratch, maker, 'tr-gives', { 'tr-gives.bin': 700 * KIB }, 64 * KIB);
    const wanted = await makeTorrentOf(scratch, maker, 'tr-wants', { 'tr-wants.bin': 700 * KIB }, 64 * KIB);
    await maker.stop();
    const transmission = await startTransmission(OUR_ADDRESS, { lpd: true });
    const leech = await startThere(['download', given.torrent, '--out', scratch.folder('from-tr')]);
    const seed = await startThere(['seed', wanted.torrent, '--data', wanted.payload.dir, '--state', scratch.folder('to-tr-state')]);
    try {
      await transmission.add(given.torrent, given.payload.dir);
      await whole(given.payload, scratch.path('from-tr'));
      await transmission.add(wanted.torrent, scratch.folder('to-tr'));
      await whole(wanted.payload, scratch.path('to-tr'));
    } finally {
      await Promise.all([leech.stop(), seed.stop(), transmission.stop()]);
    }
  });
});
