/** Made-up peers, bans, trackers, and what the DHT does for a torrent. No network, no clock. */
import type { DhtRow } from '../engine/api/dht.js';
import type { BanRow, PeerRow } from '../engine/api/peer-view.js';
import type { TrackerRow } from '../engine/api/torrent-view.js';
import { bucketsOf, makePieces, seeded } from './pieces.js';

const CLIENTS = [
  'qBittorrent 5.0',
  'Transmission 4.0',
  'Shoal 0.1',
  'Deluge 2.1',
  'libtorrent 2.0',
  'rTorrent 0.9',
  'qBittorrent 4.6',
  'BiglyBT 3.7',
];
/** In the client's column, as the engine words it. */
const WEB_SEED_RESTS = 'Web seed (waiting: the server is busy)';
const HOSTS = ['203.0.113', '198.51.100', '192.0.2'];

export function makePeers(seed: number, count: number, down: number, up: number): PeerRow[] {
  const random = seeded(seed * 31 + 5);
  const weights = Array.from({ length: count }, () => random() ** 3);
  const sum = weights.reduce((a, b) => a + b, 0) || 1;
  return weights.map((weight, key) => {
    const progress = random() < 0.35 ? 1 : random() * 0.95;
    const rate = progress > 0.3 ? (weight / sum) * down : 0;
    const back = progress < 1 && random() > 0.4 ? (1 - weight) * (up / count) * 1.6 : 0;
    const v6 = random() < 0.12;
    const address = v6
      ? `[2001:db8:44::${(key + 9).toString(16)}]:6892`
      : `${HOSTS[key % 3]}.${Math.floor(random() * 250) + 2}:${random() < 0.5 ? 6881 : 51413}`;
    return {
      key,
      address,
      client: CLIENTS[Math.floor(random() * CLIENTS.length)] ?? '',
      transport: random() < 0.5 ? 'utp' : 'tcp',
      incoming: random() < 0.3,
      encryption: random() < 0.6 ? 'rc4' : random() < 0.2 ? 'handshake' : 'none',
      source: 'tracker',
      progress,
      strip: bucketsOf(makePieces(seed + key * 7, 320, progress * 100).state, 32),
      downBps: rate,
      upBps: back,
      downloadedBytes: rate * 300,
      uploadedBytes: back * 300,
      requestsOut: rate > 0 ? 20 : 0,
      requestsIn: back > 0 ? 8 : 0,
      weInterested: rate > 0 || random() < 0.3,
      theyInterested: back > 0,
      weChoked: rate === 0,
      theyChoked: back === 0,
      snubbed: false,
      optimistic: key === 5,
    };
  });
}

/** Web servers that the torrent names: one sends, one rests, as the engine words it. */
export function makeWebSeeds(seed: number, down: number): PeerRow[] {
  const row = (key: number, address: string, client: string, downBps: number): PeerRow => ({
    key,
    address,
    client,
    transport: 'webseed',
    incoming: false,
    encryption: 'none',
    source: 'torrent',
    progress: downBps > 0 ? 1 : 0,
    strip: bucketsOf(makePieces(seed, 320, downBps > 0 ? 100 : 0).state, 32),
    downBps,
    upBps: 0,
    downloadedBytes: downBps * 300,
    uploadedBytes: 0,
    requestsOut: downBps > 0 ? 64 : 0,
    requestsIn: 0,
    weInterested: downBps > 0,
    theyInterested: false,
    weChoked: downBps === 0,
    theyChoked: true,
    snubbed: downBps === 0,
    optimistic: false,
  });
  return [row(900, 'mirror.example.org', 'Web seed', down), row(901, 'files.example.net', WEB_SEED_RESTS, 0)];
}

export function makeBans(now: number): BanRow[] {
  return [
    { address: '203.0.113.77:6881', reason: 'it sent damaged data', at: now - 240_000 },
    { address: '198.51.100.20', reason: 'it asked for a block outside the torrent', at: now - 900_000 },
  ];
}

export const makeDht = (now: number): DhtRow => ({
  status: { kind: 'done', lastSearchAt: now - 60_000, announcedAt: 8 },
  seeds: 240,
  leeches: 88,
  peersReceived: 57,
  nextSearchAt: now + 14 * 60_000,
});

export function makeTrackers(now: number): TrackerRow[] {
  const base = { warning: null, nextAnnounceAt: null, seeds: null, leeches: null, peersReceived: 0 };
  const minutes = (count: number): number => now + count * 60_000;
  return [
    {
      ...base,
      tier: 1,
      url: 'udp://tracker.example.org:1337/announce',
      status: { kind: 'working', lastAnnounceAt: now },
      seeds: 102,
      leeches: 41,
      peersReceived: 200,
      nextAnnounceAt: minutes(21),
    },
    {
      ...base,
      tier: 1,
      url: 'https://open.example.net/announce',
      status: { kind: 'working', lastAnnounceAt: now },
      seeds: 96,
      leeches: 38,
      peersReceived: 180,
      nextAnnounceAt: minutes(14),
    },
    {
      ...base,
      tier: 2,
      url: 'https://backup.example.com/announce',
      status: { kind: 'failed', text: 'the answer took too long', retryAt: minutes(4), refused: false },
    },
    {
      ...base,
      tier: 3,
      url: 'https://private.example.com/announce',
      status: { kind: 'failed', text: 'torrent not registered here', retryAt: minutes(29), refused: true },
    },
  ];
}
