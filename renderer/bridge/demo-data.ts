/** Files, peers and trackers of the demo. No network, no clock. */
import { bucketsOf, makePieces, seeded } from './demo-pieces.js';
import type { FileRow, PeerRow, TrackerRow } from './demo-types.js';

const K = 1e3;
const M = 1e6;
const G = 1e9;

/** Paths and weights of the files of the showpiece; any other torrent is one file, or twelve parts. */
const TREE: readonly (readonly [string, number, FileRow['priority']])[] = [
  ['bbb_sunflower_2160p_60fps.mp4', 6.4 * G, 'high'],
  ['bbb_sunflower_1080p_30fps.mp4', 2.8 * G, 'normal'],
  ...Array.from({ length: 12 }, (_, i): readonly [string, number, FileRow['priority']] => [
    `Stems/${String(i + 1).padStart(2, '0')} ${['Opening, strings', 'Butterflies, woodwind', 'Meadow, full', 'Chase, brass'][i % 4]}.flac`,
    (241 + i * 5) * M,
    'normal',
  ]),
  ...Array.from({ length: 9 }, (_, i): readonly [string, number, FileRow['priority']] => [
    `Blender sources/scene_${i + 1}.blend`,
    255 * M,
    'skip',
  ]),
  ['Subtitles/English.srt', 92 * K, 'normal'],
  ['Subtitles/Nederlands.srt', 92 * K, 'normal'],
  ['readme.txt', 3 * K, 'normal'],
];

export interface DemoFile {
  readonly index: number;
  readonly path: string;
  readonly sizeBytes: number;
  priority: FileRow['priority'];
}

export function makeFiles(name: string, size: number): DemoFile[] {
  if (!/Bunny|Chopin|Gutenberg|Méliès/.test(name)) return [{ index: 0, path: name, sizeBytes: size, priority: 'normal' }];
  const total = TREE.reduce((sum, [, weight]) => sum + weight, 0);
  return TREE.map(([path, weight, priority], index) => ({
    index,
    path: `${name}/${path}`,
    sizeBytes: Math.round((weight / total) * size),
    priority,
  }));
}

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
      encrypted: random() < 0.6,
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
      status: { kind: 'failed', text: '27 peers are still connected', retryAt: minutes(4), refused: false },
    },
  ];
}
