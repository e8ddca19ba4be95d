import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../../support/libtorrent.js';
import { lacks, libtorrentPart } from '../../support/parts.js';
import { makeScratch, payloadDifferences } from '../../support/payload.js';
import { downloadWhole, makeTorrentOf, startSeed } from '../../support/transfers.js';

const LIMIT = 1_000_000;
const TOTAL = 8_000_000;

describe.skipIf(lacks(libtorrentPart))('rate limits', () => {
  const scratch = makeScratch('limits');
  let peer: Libtorrent;
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2');
  });
  afterAll(async () => {
    await peer?.stop();
    scratch.dispose();
  });

  it('holds --max-down', async () => {
    const made = await makeTorrentOf(scratch, peer, 'down', { 'down.bin': TOTAL }, 65_536);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    const run = await downloadWhole(made.torrent, scratch.path('down-out'), {
      peers: [peer.address],
      words: ['--max-down', String(LIMIT)],
    });
    expect(payloadDifferences(made.payload, scratch.path('down-out'))).toEqual([]);
    const seconds = Number(run.complete.seconds);
    expect(seconds).toBeGreaterThan((TOTAL / LIMIT) * 0.85);
    expect(seconds).toBeLessThan((TOTAL / LIMIT) * 1.4);
  });

  it('holds --max-up', async () => {
    const made = await makeTorrentOf(scratch, peer, 'up', { 'up.bin': TOTAL }, 65_536);
    const seed = await startSeed(made.torrent, made.payload.dir, { words: ['--max-up', String(LIMIT)] });
    try {
      const started = performance.now();
      const { key } = await peer.add({ torrent: made.torrent, dir: scratch.folder('up-out'), connect: [[seed.ip, seed.port]] });
      await peer.completed(60_000, key);
      const seconds = (performance.now() - started) / 1000;
      expect(payloadDifferences(made.payload, scratch.path('up-out'))).toEqual([]);
      expect(seconds).toBeGreaterThan((TOTAL / LIMIT) * 0.85);
      expect(seconds).toBeLessThan((TOTAL / LIMIT) * 1.6);
    } finally {
      await seed.stop();
    }
  });
});
