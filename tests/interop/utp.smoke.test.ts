/** uTP with real clients, forced by the settings of both sides. A relay that passes nothing but UDP says that it was this. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Libtorrent, startLibtorrent } from '../support/libtorrent.js';
import { lacks, libtorrentPart } from '../support/parts.js';
import { makeScratch, payloadDifferences } from '../support/payload.js';
import type { PipeOptions } from '../support/sim/virtual-pipe.js';
import { awkwardPlan, expectDownload, makeTorrentOf, startSeed } from '../support/transfers.js';
import { startUdpRelay, type UdpRelay } from '../support/udp-relay.js';
import { UTP_ONLY_LIBTORRENT, UTP_ONLY_WORDS } from '../support/utp-only.js';

const PIECE_BYTES = 65_536;
const RELAY_IP = '127.0.0.8';
const LINES: readonly (readonly [string, PipeOptions])[] = [
  ['a good line', { delayMs: 1 }],
  ['a line that loses, doubles and reorders', { delayMs: 10, jitterMs: 5, loss: 0.03, duplicates: 0.03 }],
];

describe.skipIf(lacks(libtorrentPart))('over uTP with libtorrent', () => {
  const scratch = makeScratch('utp');
  let peer: Libtorrent;
  const relays: UdpRelay[] = [];
  beforeAll(async () => {
    peer = await startLibtorrent('127.0.0.2', UTP_ONLY_LIBTORRENT);
  });
  afterEach(() => {
    for (const relay of relays.splice(0)) relay.close();
  });
  afterAll(async () => {
    await peer?.stop();
    scratch.dispose();
  });
  async function relayTo(host: string, port: number, line: PipeOptions): Promise<UdpRelay> {
    const relay = await startUdpRelay(RELAY_IP, { host, port }, line);
    relays.push(relay);
    return relay;
  }

  it.each(LINES)('downloads over %s', async (name, line) => {
    const made = await makeTorrentOf(scratch, peer, `down-${line.loss ?? 0}`, awkwardPlan('down', PIECE_BYTES, 20), PIECE_BYTES);
    await peer.add({ torrent: made.torrent, dir: made.payload.dir, seed: true });
    const { address, back } = await relayTo(peer.ip, peer.port, line);
    await expectDownload(made, scratch.path(`${name}-out`), { peers: [`${address.host}:${address.port}`], words: UTP_ONLY_WORDS });
    expect(back.pushedBytes).toBeGreaterThan(made.payload.totalBytes);
  });

  it.each(LINES)('seeds over %s', async (name, line) => {
    const made = await makeTorrentOf(scratch, peer, `up-${line.loss ?? 0}`, awkwardPlan('up', PIECE_BYTES, 20), PIECE_BYTES);
    const seed = await startSeed(made.torrent, made.payload.dir, { words: UTP_ONLY_WORDS });
    try {
      const { address, back } = await relayTo(seed.ip, seed.port, line);
      const out = scratch.folder(`${name}-up`);
      const { key } = await peer.add({ torrent: made.torrent, dir: out, connect: [[address.host, address.port]] });
      expect((await peer.completed(60_000, key)).failedBytes).toBe(0);
      expect(payloadDifferences(made.payload, out)).toEqual([]);
      expect(back.pushedBytes).toBeGreaterThan(made.payload.totalBytes);
    } finally {
      expect((await seed.stop()).code).toBe(0);
    }
  });
});
