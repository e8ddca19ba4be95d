/** Made-up torrents and their life: rates wander, pieces arrive, what is done is seeded. Time is given from outside. */

import type { InfoHashV1, TorrentId } from '../engine/api/ids.js';
import { STRIP_BUCKETS, type TorrentRow, type TorrentStatus, type Why } from '../engine/api/torrent-view.js';
import { type MockFile, makeFiles } from './files.js';
import { bucketsOf, type MockPieces, makePieces, seeded } from './pieces.js';
import { type Sample, sampleAt } from './samples.js';

export interface MockTorrent {
  row: TorrentRow;
  readonly seed: number;
  /** What its description calls it. */
  readonly firstName: string;
  readonly pieceLength: number;
  readonly pieces: MockPieces;
  readonly files: MockFile[];
  /** Rates around which it wanders while it moves. */
  readonly baseDown: number;
  readonly baseUp: number;
  samples: { at: number; downBps: number | null; upBps: number | null }[];
  /** Pieces changed since the last look. */
  changed: number[];
  /** When the details of a magnet arrive; null for none. */
  detailsAt: number | null;
  /** It names web servers, and somebody was banned. */
  readonly webSeeds: boolean;
}

const TRACKERS = ['tracker.example.org', 'open.example.net', 'backup.example.com'];

const LABELS: readonly (readonly [RegExp, string])[] = [
  [/arch|debian|Fedora|BSD|mint|raspios|ubuntu/, 'linux'],
  [/Middlemarch|Gutenberg/, 'books'],
  [/Kiwix|NASA|Prelinger/, 'archives'],
  [/Chopin/, 'music'],
];
const labelFor = (name: string): string => LABELS.find(([pattern]) => pattern.test(name))?.[1] ?? 'films';

const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');

const SHOWPIECES = 64;

/** Makes the n-th torrent. Those far down the list have coarse pieces and one file, so that ten thousand are made quickly. */
export function makeTorrent(n: number, seed: number, now: number, sample: Sample = sampleAt(n)): MockTorrent {
  const own = seed * 1000 + n;
  const random = seeded(own);
  const pieceLength = sample.size > 8e9 ? 8 * 1024 * 1024 : sample.size > 1e9 ? 2 * 1024 * 1024 : 512 * 1024;
  const known = sample.size > 0;
  const count = n < SHOWPIECES ? Math.max(1, Math.ceil(sample.size / pieceLength)) : 128;
  const pieces = known ? makePieces(own, count, sample.percent) : { state: new Uint8Array(0), availability: new Uint8Array(0) };
  const files = known ? makeFiles(sample.name, sample.size, n >= SHOWPIECES) : [];
  const wanted = files.reduce((sum, file) => sum + (file.priority === 'skip' ? 0 : file.sizeBytes), 0);
  const done = Math.round((wanted * sample.percent) / 100);
  const down = sample.down ?? 0;
  const row: TorrentRow = {
    id: hex(random, 16) as TorrentId,
    name: sample.name,
    infoHashV1: hex(random, 40) as InfoHashV1,
    infoHashV2: null,
    status: sample.status,
    why: sample.why ?? whyOf(sample.status),
    sizeBytes: known ? sample.size : null,
    wantedBytes: wanted,
    doneBytes: done,
    downBps: down,
    upBps: sample.up ?? 0,
    etaSeconds: down > 0 ? (wanted - done) / down : null,
    connectedSeeds: sample.seeds,
    connectedLeeches: sample.seeds === 0 ? 0 : Math.round(sample.seeds * 0.7),
    swarmSeeds: sample.swarm > 0 ? sample.swarm : null,
    swarmLeeches: null,
    downloadedBytes: done,
    uploadedBytes: Math.round(done * sample.ratio),
    wastedBytes: Math.round(done * 0.002),
    savePath: sample.status.kind === 'needs-attention' ? '/media/Media/Archives' : '/home/demo/Downloads',
    private: false,
    forced: sample.forced ?? false,
    sequential: sample.sequential ?? false,
    firstLast: false,
    superSeed: sample.superSeed ?? false,
    label: known ? labelFor(sample.name) : null,
    priority: n % 11 === 7 ? 'high' : 'normal',
    queuePosition: n + 1,
    sessionDownloadedBytes: down > 0 ? Math.round(done * 0.2) : 0,
    sessionUploadedBytes: sample.up === undefined ? 0 : sample.up * 900,
    availability: sample.seeds > 0 && sample.percent < 100 ? sample.seeds + 0.41 : null,
    trackers: TRACKERS.filter((_, i) => i === 0 || n % (i + 2) === 0),
    maxDownBps: n === 2 ? 10e6 : null,
    maxUpBps: null,
    activeAt: down > 0 || (sample.up ?? 0) > 0 ? now : sample.age > 24 ? now - sample.age * 900_000 : null,
    seedingSeconds: sample.percent === 100 ? sample.age * 1800 : 0,
    createdAt: known ? Date.UTC(2024, 7, 31) - n * 86_400_000 : null,
    addedAt: now - sample.age * 3_600_000,
    completedAt: known && sample.percent === 100 ? now - sample.age * 1_800_000 : null,
    strip: known ? bucketsOf(pieces.state, STRIP_BUCKETS) : new Uint8Array(0),
  };
  const torrent: MockTorrent = {
    row,
    seed: own,
    firstName: sample.name,
    pieceLength,
    pieces,
    files,
    baseDown: down,
    baseUp: sample.up ?? 0,
    samples: [],
    changed: [],
    detailsAt: null,
    webSeeds: n % 8 === 2,
  };
  fillSamples(torrent, now);
  return torrent;
}

/** A minute of history, with a gap where the network was away. */
function fillSamples(torrent: MockTorrent, now: number): void {
  if (torrent.baseDown === 0 && torrent.baseUp === 0) return;
  const random = seeded(torrent.seed + 3);
  let down = torrent.baseDown;
  let up = torrent.baseUp;
  for (let i = 240; i > 0; i--) {
    down += (torrent.baseDown * (1 + 0.2 * Math.sin(i / 22)) - down) * 0.08 + (random() - 0.5) * torrent.baseDown * 0.07;
    up += (torrent.baseUp * (1 + 0.4 * Math.sin(i / 31)) - up) * 0.08 + (random() - 0.5) * torrent.baseUp * 0.18;
    const away = i > 146 && i < 168;
    const ramp = i <= 146 && i > 128 ? ((147 - i) / 18) ** 0.6 : 1;
    torrent.samples.push({
      at: now - i * 250,
      downBps: away ? null : Math.max(0, down * ramp),
      upBps: away ? null : Math.max(0, up * ramp),
    });
  }
}

function whyOf(status: TorrentStatus): Why {
  switch (status.kind) {
    case 'waiting-for-peers':
      return { kind: 'no-peers', known: 0 };
    case 'fetching-details':
      return { kind: 'fetching-details', peers: 2 };
    case 'needs-attention':
      return { kind: 'failed', error: status.error };
    case 'finished':
      return { kind: 'complete' };
    case 'downloading':
    case 'seeding':
      return { kind: 'none' };
    default:
      return status;
  }
}

/** Puts a torrent into another state, as a command would. */
export function setStatus(torrent: MockTorrent, status: TorrentStatus): void {
  const moving = status.kind === 'downloading' || status.kind === 'seeding';
  torrent.row = {
    ...torrent.row,
    status,
    why: whyOf(status),
    forced: false,
    downBps: moving ? torrent.row.downBps : 0,
    upBps: moving ? torrent.row.upBps : 0,
    etaSeconds: status.kind === 'downloading' ? torrent.row.etaSeconds : null,
  };
}

/** Lets it run, as a resume would or whatever the queue says. */
export function run(torrent: MockTorrent, forced: boolean): void {
  setStatus(torrent, { kind: torrent.row.doneBytes >= torrent.row.wantedBytes ? 'seeding' : 'downloading' });
  torrent.row = { ...torrent.row, forced };
}

/** One quarter second of life. Returns what happened, if it is worth telling. */
export function step(torrent: MockTorrent, now: number, random: () => number): 'complete' | null {
  const { row } = torrent;
  if (row.status.kind !== 'downloading' && row.status.kind !== 'seeding') {
    torrent.samples.push({ at: now, downBps: null, upBps: null });
    torrent.samples = torrent.samples.slice(-240);
    return null;
  }
  const wander = (value: number, base: number): number => Math.max(0, value + (base - value) * 0.05 + (random() - 0.5) * base * 0.12);
  const down = row.status.kind === 'downloading' ? wander(row.downBps, torrent.baseDown || 2e6) : 0;
  const up = wander(row.upBps, torrent.baseUp);
  const done = Math.min(row.wantedBytes, row.doneBytes + Math.round(down / 4));
  torrent.samples.push({ at: now, downBps: down, upBps: up });
  torrent.samples = torrent.samples.slice(-240);
  fillPieces(torrent, done, random);
  const complete = row.status.kind === 'downloading' && done >= row.wantedBytes;
  torrent.row = {
    ...row,
    doneBytes: done,
    downBps: complete ? 0 : down,
    upBps: up,
    etaSeconds: down > 0 && !complete ? (row.wantedBytes - done) / down : null,
    downloadedBytes: row.downloadedBytes + Math.round(down / 4),
    uploadedBytes: row.uploadedBytes + Math.round(up / 4),
    sessionDownloadedBytes: row.sessionDownloadedBytes + Math.round(down / 4),
    sessionUploadedBytes: row.sessionUploadedBytes + Math.round(up / 4),
    activeAt: down + up > 0 ? now : row.activeAt,
    seedingSeconds: row.status.kind === 'seeding' ? row.seedingSeconds + 0.25 : row.seedingSeconds,
    status: complete ? { kind: 'seeding' } : row.status,
    completedAt: complete ? now : row.completedAt,
    strip: torrent.changed.length > 0 ? bucketsOf(torrent.pieces.state, STRIP_BUCKETS) : row.strip,
  };
  return complete ? 'complete' : null;
}

/** Lets as many pieces be held as the bytes say; those being filled grow. */
function fillPieces(torrent: MockTorrent, done: number, random: () => number): void {
  const { state } = torrent.pieces;
  const want = Math.floor((done / Math.max(1, torrent.row.wantedBytes)) * state.length);
  let have = 0;
  const open: number[] = [];
  for (let i = 0; i < state.length; i++) {
    if (state[i] === 15) have++;
    else if ((state[i] ?? 0) > 0) open.push(i);
  }
  for (const i of open) {
    state[i] = Math.min(14, (state[i] ?? 0) + (random() < 0.5 ? 1 : 0));
    torrent.changed.push(i);
  }
  while (have < want) {
    const next = open.pop() ?? state.findIndex((value, i) => value < 15 && (torrent.pieces.availability[i] ?? 0) > 0);
    const index = next < 0 ? state.findIndex((value) => value < 15) : next;
    if (index < 0) return;
    state[index] = 15;
    torrent.changed.push(index);
    have++;
    const fresh = Math.floor(random() * state.length);
    if (state[fresh] === 0 && (torrent.pieces.availability[fresh] ?? 0) > 0) {
      state[fresh] = 1;
      torrent.changed.push(fresh);
    }
  }
}
