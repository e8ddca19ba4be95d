/** Made-up torrents: names of free works, one of every state among them. */
import type { TorrentStatus, Why } from '../engine/api/torrent-view.js';

const K = 1e3;
const M = 1e6;
const G = 1e9;

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
  /** Why it is not faster, where that is more than its state says. */
  readonly why?: Why;
  readonly superSeed?: boolean;
  readonly forced?: boolean;
  readonly sequential?: boolean;
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
    why: { kind: 'nobody-has', pieces: 5, rest: 679 },
    sequential: true,
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
    forced: true,
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
    why: { kind: 'nobody-interested', peers: 2 },
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
    why: { kind: 'tracker-refused', url: 'https://private.example.com/announce', text: 'torrent not registered here' },
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
  {
    name: 'Méliès – Films 1896–1912',
    size: 12.4 * G,
    percent: 55.1,
    status: { kind: 'queued', position: 2 },
    seeds: 0,
    swarm: 22,
    ratio: 0.31,
    age: 1400,
  },
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
    why: { kind: 'goal-reached', goal: 'ratio' },
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
    superSeed: true,
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
    why: { kind: 'limited-by-setting', limitBps: 1.8e6, scope: 'torrent', direction: 'down' },
  },
  {
    name: 'Wing It! (2023)',
    size: 1.8 * G,
    percent: 100,
    status: { kind: 'checking', progress: 0 },
    seeds: 0,
    swarm: 24,
    ratio: 1.1,
    age: 2100,
    why: { kind: 'waiting-for-check' },
  },
];

/** Of those past the first rounds, one in so many moves. */
const BUSY_EVERY = 20;

/** The n-th sample; those past the list repeat it under a number. */
export function sampleAt(n: number): Sample {
  const base = SAMPLES[n % SAMPLES.length] as Sample;
  const round = Math.floor(n / SAMPLES.length);
  if (round === 0) return base;
  const rests = round > 2;
  const status = base.status.kind === 'downloading' && rests ? seeding : base.status;
  // as in any long list, few of those further down move
  const up = rests && n % BUSY_EVERY !== 0 ? 0 : base.up;
  return {
    ...base,
    ...(up === undefined ? {} : { up }),
    name: `${base.name}, part ${round + 1}`,
    status,
    percent: status === seeding ? 100 : base.percent,
    age: base.age + round,
  };
}
