/** What the demo is made of: names of free works, seeded numbers, clustered pieces, files, peers, trackers. No network, no clock. */
import type { FileRow, PeerRow, TorrentStatus, TrackerRow } from '../../electron/contract/index.js';

const K = 1e3;
const M = 1e6;
const G = 1e9;

/** A small seeded generator of numbers in 0..1. */
export function seeded(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Sample {
  readonly name: string;
  readonly size: number;
  readonly percent: number;
  readonly status: TorrentStatus;
  readonly down?: number;
  readonly up?: number;
  readonly seeds: number;
  readonly swarm: number;
  readonly ratio: number;
  /** Hours since it was added. */
  readonly age: number;
}

const seeding = { kind: 'seeding' } as const;
const downloading = { kind: 'downloading' } as const;
const paused = { kind: 'paused' } as const;
const DISK = '/media/Media/Archives';

/** The first two dozen, one of every state among them. */
export const SAMPLES: readonly Sample[] = [
  {
    name: 'Agent 327 – Operation Barbershop (4K)',
    size: 1.34 * G,
    percent: 100,
    status: seeding,
    up: 214 * K,
    seeds: 6,
    swarm: 41,
    ratio: 2.18,
    age: 400,
  },
  {
    name: 'archlinux-2024.09.01-x86_64.iso',
    size: 1.19 * G,
    percent: 73.4,
    status: downloading,
    down: 9.6 * M,
    up: 1.2 * M,
    seeds: 38,
    swarm: 612,
    ratio: 0.21,
    age: 0.4,
  },
  {
    name: 'Big Buck Bunny – 4K, stems and sources',
    size: 14.79 * G,
    percent: 61.2,
    status: downloading,
    down: 8.4 * M,
    up: 642 * K,
    seeds: 27,
    swarm: 420,
    ratio: 0.34,
    age: 0.7,
  },
  { name: 'Caminandes 1–3', size: 0, percent: 0, status: { kind: 'fetching-details' }, seeds: 2, swarm: 0, ratio: 0, age: 0.1 },
  { name: 'Charge (2022)', size: 3.1 * G, percent: 100, status: seeding, up: 88 * K, seeds: 3, swarm: 27, ratio: 1.46, age: 480 },
  { name: 'Cosmos Laundromat – First Cycle', size: 2.2 * G, percent: 38, status: paused, seeds: 0, swarm: 58, ratio: 0.05, age: 640 },
  {
    name: 'debian-12.7.0-amd64-netinst.iso',
    size: 662 * M,
    percent: 96.9,
    status: downloading,
    down: 4.2 * M,
    up: 310 * K,
    seeds: 18,
    swarm: 402,
    ratio: 0.12,
    age: 0.6,
  },
  {
    name: 'Fedora-Workstation-Live-x86_64-40',
    size: 2.29 * G,
    percent: 100,
    status: seeding,
    up: 1.4 * M,
    seeds: 22,
    swarm: 318,
    ratio: 5.02,
    age: 760,
  },
  {
    name: 'FreeBSD-14.1-RELEASE-amd64-dvd1.iso',
    size: 4.6 * G,
    percent: 100,
    status: seeding,
    up: 58 * K,
    seeds: 2,
    swarm: 39,
    ratio: 1.2,
    age: 2000,
  },
  {
    name: 'Kiwix – Wikipedia in English, with images',
    size: 109 * G,
    percent: 84.6,
    status: {
      kind: 'needs-attention',
      error: { code: 'disk-full', message: 'No space is left.', facts: { path: DISK, neededBytes: 4.1e9 } },
    },
    seeds: 0,
    swarm: 96,
    ratio: 0.4,
    age: 970,
  },
  {
    name: 'LibriVox – Middlemarch',
    size: 1.02 * G,
    percent: 6.8,
    status: { kind: 'waiting-for-peers' },
    seeds: 0,
    swarm: 3,
    ratio: 0,
    age: 3,
  },
  {
    name: 'linuxmint-22-cinnamon-64bit.iso',
    size: 2.87 * G,
    percent: 22.5,
    status: { kind: 'checking', progress: 0.42 },
    seeds: 0,
    swarm: 233,
    ratio: 0.88,
    age: 700,
  },
  { name: 'Méliès – Films 1896–1912', size: 12.4 * G, percent: 55.1, status: paused, seeds: 0, swarm: 22, ratio: 0.31, age: 1400 },
  {
    name: 'Musopen – Chopin, complete works (FLAC)',
    size: 5.6 * G,
    percent: 100,
    status: seeding,
    up: 36 * K,
    seeds: 1,
    swarm: 19,
    ratio: 3.41,
    age: 1800,
  },
  {
    name: 'NASA – Apollo 11, 70 mm magazine scans',
    size: 31.5 * G,
    percent: 12.3,
    status: { kind: 'queued', position: 1 },
    seeds: 0,
    swarm: 74,
    ratio: 0,
    age: 1,
  },
  {
    name: 'Prelinger Archives – Home movies, vol. 4',
    size: 48.2 * G,
    percent: 100,
    status: { kind: 'needs-attention', error: { code: 'data-missing', message: 'The files are gone.', facts: { path: DISK } } },
    seeds: 0,
    swarm: 12,
    ratio: 1.1,
    age: 2600,
  },
  {
    name: 'Project Gutenberg – Collected text, 2024',
    size: 9.7 * G,
    percent: 100,
    status: seeding,
    up: 402 * K,
    seeds: 9,
    swarm: 131,
    ratio: 7.63,
    age: 3400,
  },
  {
    name: 'raspios-bookworm-arm64-full.img.xz',
    size: 2.9 * G,
    percent: 100,
    status: { kind: 'finished' },
    seeds: 0,
    swarm: 88,
    ratio: 2,
    age: 500,
  },
  {
    name: 'Sintel – 4K and soundtrack',
    size: 5.1 * G,
    percent: 100,
    status: seeding,
    up: 176 * K,
    seeds: 5,
    swarm: 64,
    ratio: 4.4,
    age: 1700,
  },
  { name: 'Spring (2019)', size: 2.4 * G, percent: 100, status: seeding, seeds: 0, swarm: 31, ratio: 1.9, age: 1710 },
  { name: 'Sprite Fright', size: 4.4 * G, percent: 100, status: { kind: 'finished' }, seeds: 0, swarm: 45, ratio: 2, age: 1750 },
  { name: 'Tears of Steel – 4K', size: 6.7 * G, percent: 100, status: seeding, up: 91 * K, seeds: 4, swarm: 57, ratio: 2.7, age: 1800 },
  {
    name: 'ubuntu-24.04.1-desktop-amd64.iso',
    size: 6.2 * G,
    percent: 47.3,
    status: downloading,
    down: 1.8 * M,
    up: 96 * K,
    seeds: 44,
    swarm: 1204,
    ratio: 0.07,
    age: 0.9,
  },
  { name: 'Wing It! (2023)', size: 1.8 * G, percent: 100, status: seeding, seeds: 0, swarm: 24, ratio: 1.1, age: 2100 },
];

/** The n-th sample; those past the list repeat it under a number. */
export function sampleAt(n: number): Sample {
  const base = SAMPLES[n % SAMPLES.length] as Sample;
  const round = Math.floor(n / SAMPLES.length);
  if (round === 0) return base;
  const status = base.status.kind === 'downloading' && round > 2 ? seeding : base.status;
  return {
    ...base,
    name: `${base.name}, part ${round + 1}`,
    status,
    percent: status === seeding ? 100 : base.percent,
    age: base.age + round,
  };
}

export interface DemoPieces {
  readonly state: Uint8Array;
  readonly availability: Uint8Array;
}

/** Pieces clustered as in a real rarest-first download: held ones in runs, a few filling, some that nobody has. */
export function makePieces(seed: number, count: number, percent: number): DemoPieces {
  const random = seeded(seed * 977 + 11);
  const state = new Uint8Array(count);
  const availability = new Uint8Array(count);
  const octaves = [wave(random, 5, 0.8), wave(random, 23, 1), wave(random, 90, 0.7)];
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) scores[i] = octaves.reduce((sum, octave) => sum + octave(i / count), -1.25) + (random() - 0.5) * 0.75;
  const ranking = Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const have = Math.round((count * percent) / 100);
  const partly = percent > 0 && percent < 100;
  ranking.forEach((i, rank) => {
    state[i] = rank < have ? 15 : partly && rank < have + Math.min(14, count * 0.02) ? 1 + Math.floor(random() * 13) : 0;
    availability[i] = Math.max(1, Math.round(8 + (scores[i] ?? 0) * 9 + random() * 3));
  });
  if (partly) {
    for (let i = Math.floor(count * 0.55), left = 5; i < count && left > 0; i++) {
      if (state[i] !== 0) continue;
      availability[i] = 0;
      left--;
    }
  }
  return { state, availability };
}

function wave(random: () => number, knots: number, weight: number): (x: number) => number {
  const values = Array.from({ length: knots + 2 }, () => random());
  return (x) => {
    const p = x * knots;
    const i = Math.floor(p);
    const f = p - i;
    const a = values[i] ?? 0;
    return weight * (a + ((values[i + 1] ?? 0) - a) * f * f * (3 - 2 * f));
  };
}

/** Share held of each of `buckets` spans, 0..255. */
export function bucketsOf(state: Uint8Array, buckets: number): Uint8Array {
  const out = new Uint8Array(buckets);
  for (let k = 0; k < buckets; k++) {
    const from = Math.floor((k * state.length) / buckets);
    const to = Math.max(from + 1, Math.floor(((k + 1) * state.length) / buckets));
    let sum = 0;
    for (let i = from; i < to; i++) sum += state[i] ?? 0;
    out[k] = Math.round((sum / (15 * (to - from))) * 255);
  }
  return out;
}

/** 1 where a span holds a missing piece that nobody has. */
export function nobodyOf(pieces: DemoPieces, buckets: number): Uint8Array {
  const out = new Uint8Array(buckets);
  for (let i = 0; i < pieces.state.length; i++) {
    if ((pieces.state[i] ?? 0) < 15 && pieces.availability[i] === 0) out[Math.floor((i * buckets) / pieces.state.length)] = 1;
  }
  return out;
}

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
      status: { kind: 'failed', text: '27 peers are still connected', retryAt: minutes(4) },
    },
  ];
}
