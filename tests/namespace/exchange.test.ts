/** Peer exchange where every client may dial: what Shoal tells, libtorrent and Transmission act on. */
import { afterAll, describe, expect, it } from 'vitest';
import { startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart, namespacePart, transmissionPart } from '../support/parts.js';
import { makeScratch } from '../support/payload.js';
import { startShoal } from '../support/shoal.js';
import { makeTorrentOf, startSeed } from '../support/transfers.js';
import { startTransmission } from '../support/transmission.js';
import { until } from '../support/waiting.js';

const KIB = 1024;
const UP_BPS = 60 * KIB;
const SLOW = ['--max-up', String(UP_BPS)];

describe.skipIf(lacks(namespacePart, libtorrentPart, transmissionPart))('peer exchange among three kinds of clients', () => {
  const scratch = makeScratch('exchange');
  afterAll(() => scratch.dispose());

  it('brings libtorrent and Transmission to one whom nobody but a Shoal seed knows', async () => {
    const [libtorrent, transmission] = await Promise.all([startLibtorrent('10.77.4.1'), startTransmission('10.77.4.2', { pex: true })]);
    const torrent = await makeTorrentOf(scratch, libtorrent, 'told', { 'told.bin': 40 * KIB * KIB }, 256 * KIB);
    const hub = await startSeed(torrent.torrent, torrent.payload.dir, {
      ip: '10.77.4.3',
      pex: true,
      words: [...SLOW, '--peer', transmission.address],
    });
    // it exchanges nothing itself: whoever it meets was told of it
    const quiet = await startShoal(['download', torrent.torrent, '--out', scratch.folder('quiet'), ...SLOW, '--peer', hub.address], {
      ip: '10.77.4.4',
    });
    try {
      await quiet.event('progress', 20_000, (event) => Number(event.peers) >= 1);
      await transmission.add(torrent.torrent, scratch.folder('transmission'));
      await libtorrent.add({ torrent: torrent.torrent, dir: scratch.folder('libtorrent'), up: UP_BPS, connect: [[hub.ip, hub.port]] });
      await quiet.event('progress', 120_000, (event) => Number(event.peers) >= 3);
      const from = await until(
        'Transmission to say how it found its peers',
        async () => {
          const answer = await transmission.rpc<{ torrents: { peersFrom: { fromPex: number } }[] }>('torrent-get', {
            fields: ['peersFrom'],
          });
          return answer.torrents[0]?.peersFrom;
        },
        10_000,
      );
      expect(from.fromPex).toBeGreaterThan(0);
    } finally {
      await Promise.all([hub.stop(), quiet.stop(), libtorrent.stop(), transmission.stop()]);
    }
  });
});
