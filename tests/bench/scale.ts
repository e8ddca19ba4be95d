/** Thousands of torrents that seed and have nothing to do: how long until they are back, and what they cost. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InfoHashV1 } from '../../engine/api/ids.js';
import { encode, RawBencode } from '../../engine/bencode/encode.js';
import type { ResumeRecord } from '../../engine/resume/record.js';
import { encodeRecord } from '../../engine/resume/resume-codec.js';
import { NO_WISHES } from '../../engine/resume/wishes-codec.js';
import { PYTHON } from '../support/parts.js';
import { clientFile } from './places.js';
import { idOf } from './scale-id.js';

export interface ScaleShape {
  readonly torrents: number;
  readonly pieces: number;
  readonly files: number;
}

export interface ScaleFigures {
  /** From the start of the program to all of them seeding; the start of Node, or of Python, is not in it. */
  readonly restoreSeconds: number;
  readonly restoreCpuSeconds: number;
  /** Of the first half minute after that. */
  readonly settleCpuSeconds: number;
  /** Resident, above an empty runtime; once restored, and after the idle time. */
  readonly residentMiB: number;
  readonly idleMiB: number;
  /** Of a core. */
  readonly idlePercent: number;
}

/** Where the same torrents lie for Shoal and for libtorrent. */
export interface ScaleProfile {
  readonly state: string;
  readonly torrents: string;
  readonly count: number;
}

/** 5,000 tiny torrents (targets: +60 MiB, 1.2 s, 0.4 %), and 5,000 of a common size (+120 MiB). */
export const TINY: ScaleShape = { torrents: 5000, pieces: 1, files: 1 };
export const COMMON: ScaleShape = { torrents: 5000, pieces: 2000, files: 20 };

const PIECE_BYTES = 16 * 1024;
const ADDED_AT = 1_700_000_000_000;

/** V8 looks for garbage ten to twenty seconds after the last big allocations. */
const SETTLE_SECONDS = 30;
const IDLE_SECONDS = 20;

/** Makes a profile with whole torrents in a folder: state, .torrent files and data (sparse files of zeros). */
export function makeProfile(folder: string, { files, pieces, torrents: count }: ScaleShape): ScaleProfile {
  const state = join(folder, 'state');
  const torrents = join(folder, 'torrents');
  const data = join(folder, 'data');
  for (const made of [join(state, 'torrents'), torrents, data]) mkdirSync(made, { recursive: true });
  const hash = createHash('sha1').update(new Uint8Array(PIECE_BYTES)).digest();
  const hashes = new Uint8Array(pieces * 20);
  for (let at = 0; at < hashes.length; at += 20) hashes.set(hash, at);
  const fileBytes = (pieces * PIECE_BYTES) / files;
  for (let n = 0; n < count; n++) {
    const name = `t${String(n).padStart(5, '0')}`;
    const paths = Array.from({ length: files }, (_, i) => (files === 1 ? name : `${name}/file ${String(i).padStart(3, '0')}.bin`));
    if (files > 1) mkdirSync(join(data, name));
    for (const path of paths) sparse(join(data, path), fileBytes);
    const record = recordOf(n, name, data, paths, fileBytes, hashes);
    writeFileSync(join(state, 'torrents', `${idOf(n)}.resume`), encodeRecord(record));
    writeFileSync(join(torrents, `${name}.torrent`), encode({ info: new RawBencode(record.metainfo?.infoBytes ?? new Uint8Array(0)) }));
  }
  execFileSync(PYTHON, [LIBTORRENT, 'make', torrents, data]);
  return { state, torrents, count };
}

/** Restores a profile in a fresh process and measures it. `program` is the bundled clients/scale-run. */
export function measureShoal(program: string, diskWorker: string, { count, state }: ScaleProfile): ScaleFigures {
  const empty = emptyRuntimeMiB();
  const words = [program, state, diskWorker, String(count), String(SETTLE_SECONDS), String(IDLE_SECONDS)];
  const found = figuresOf(process.execPath, ['--disable-warning=ExperimentalWarning', ...words]);
  return { ...found, residentMiB: found.residentMiB - empty, idleMiB: found.idleMiB - empty };
}

export const measureLibtorrent = ({ torrents }: ScaleProfile): ScaleFigures =>
  figuresOf(PYTHON, [LIBTORRENT, 'run', torrents, '0', String(IDLE_SECONDS)]);

const LIBTORRENT = clientFile('libtorrent-scale.py');

const figuresOf = (program: string, words: readonly string[]): ScaleFigures =>
  JSON.parse(execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as ScaleFigures;

/** What Node takes for itself. */
function emptyRuntimeMiB(): number {
  const script = "setTimeout(() => console.log(/VmRSS:\\s+(\\d+)/.exec(require('fs').readFileSync('/proc/self/status', 'utf8'))[1]), 300)";
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) / 1024;
}

function sparse(path: string, bytes: number): void {
  writeFileSync(path, new Uint8Array(0));
  truncateSync(path, bytes);
}

function recordOf(n: number, name: string, data: string, paths: readonly string[], fileBytes: number, hashes: Uint8Array): ResumeRecord {
  const pieces = hashes.length / 20;
  const shape =
    paths.length === 1
      ? { length: fileBytes }
      : { files: paths.map((path) => ({ length: fileBytes, path: [path.slice(path.indexOf('/') + 1)] })) };
  const have = new Uint8Array(Math.ceil(pieces / 8)).fill(0xff);
  const spare = have.length * 8 - pieces;
  have[have.length - 1] = (0xff << spare) & 0xff;
  const infoBytes = encode({ ...shape, name, 'piece length': PIECE_BYTES, pieces: hashes });
  return {
    id: idOf(n),
    generation: 1,
    infoHashV1: createHash('sha1').update(infoBytes).digest('hex'),
    name,
    private: false,
    magnet: null,
    metainfo: {
      infoBytes,
      pieceLayers: null,
      summary: {
        name,
        infoHashV1: createHash('sha1').update(infoBytes).digest('hex') as InfoHashV1,
        infoHashV2: null,
        version: 'v1',
        pieceLength: PIECE_BYTES,
        totalSize: pieces * PIECE_BYTES,
        private: false,
        source: null,
        isFolder: paths.length > 1,
        shownCount: paths.length,
        shownBytes: pieces * PIECE_BYTES,
      },
      webSeeds: [],
      comment: null,
      createdBy: null,
      creationDate: null,
    },
    trackers: [],
    savePath: data,
    finalPath: null,
    volume: null,
    moving: null,
    paths,
    intent: 'run',
    have,
    recent: [],
    unsure: new Uint8Array(0),
    mustCheck: false,
    partial: [],
    priorities: new Uint8Array(0),
    created: new Uint8Array(Math.ceil(paths.length / 8)),
    adopted: new Uint8Array(0),
    parted: new Uint8Array(0),
    partSlots: [],
    fileSizes: paths.map(() => fileBytes),
    fileMtimesMs: paths.map((path) => statSync(join(data, path)).mtimeMs),
    downloadedBytes: pieces * PIECE_BYTES,
    uploadedBytes: 0,
    wastedBytes: 0,
    addedAt: ADDED_AT + n,
    completedAt: ADDED_AT + n,
    seedingSeconds: 0,
    maxDownBps: null,
    maxUpBps: null,
    queueRank: 2 ** 40 + n * 2 ** 20,
    forced: false,
    superSeed: false,
    sequential: false,
    firstLast: false,
    wishes: NO_WISHES,
    goals: null,
    peers: [],
    bannedWebSeeds: [],
    clean: true,
  };
}
