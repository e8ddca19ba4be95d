/**
 * Makes a .torrent of a file or folder (BEP 3): a worker lists it, workers hash it, and a second look makes sure that
 * nothing changed meanwhile, since hashes of moving data are worse than none.
 */
import { basename, resolve } from 'node:path';
import { EngineError, type ErrorView } from '../api/errors.js';
import { systemClock } from '../base/system.io.js';
import { buildInfoDict, type CreatePlan, planV1 } from '../metainfo/create-plan.js';
import { encodeTorrentFile } from '../metainfo/encode-torrent-file.js';
import { FilePaths } from '../metainfo/file-paths.js';
import { parseTorrentFile } from '../metainfo/torrent-file.js';
import { FILE_PAD, type FileTable, type Metainfo } from '../metainfo/torrent-info.js';
import { type DiskJob, errorOf, type JobTorrent, jobWords } from './disk-job.js';
import { ANSWER_DONE, ANSWER_FAILED, type AnswerExtra, type FileJob, type FoundFiles, OP_HASH } from './disk-protocol.js';
import { DiskThreadPool } from './disk-thread-pool.io.js';
import { OWN_PLACES } from './file-places.js';
import { Volume } from './volume.js';
import { HASH_BYTES } from './worker-torrent.js';

export interface CreateTorrentOptions {
  /** File or folder. Links inside it, sockets and devices are left out. */
  readonly path: string;
  /** Bytes; chosen by size when left out. */
  readonly pieceLength?: number;
  readonly trackers?: readonly (readonly string[])[];
  readonly webSeeds?: readonly string[];
  readonly private?: boolean;
  readonly comment?: string;
  readonly source?: string;
  readonly createdBy?: string;
  /** Unix seconds; none when null or left out, so that equal input gives equal bytes. */
  readonly creationDate?: number | null;
  /** Every file begins at a piece (BEP 47). */
  readonly padFiles?: boolean;
  /** Leaves out names that begin with a dot. */
  readonly skipHidden?: boolean;
  /** `file:` URL of the bundled disk worker. */
  readonly workerUrl: string;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface CreatedTorrent {
  readonly bytes: Uint8Array;
  readonly metainfo: Metainfo;
}

const WORKERS = 2;
const SLICE_BYTES = 16 * 1024 * 1024;
const SLICES_OUT = 6;

/** Rejects with EngineError: `path-unusable`, `data-missing`, `torrent-too-large`, `torrent-invalid`, `data-mismatch` (it changed), `cancelled`. */
export async function createTorrent(options: CreateTorrentOptions): Promise<CreatedTorrent> {
  const { signal, workerUrl } = options;
  const pool = new DiskThreadPool({ workerUrl, workers: WORKERS, clock: systemClock, slabs: null, onStalled: () => undefined });
  let abort: (() => void) | null = null;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new EngineError('cancelled', 'Making the torrent was cancelled.'));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([create(options, new Hashing(pool)), aborted]);
  } finally {
    if (abort !== null) signal?.removeEventListener('abort', abort);
    await pool.close();
  }
}

async function create(options: CreateTorrentOptions, hashing: Hashing): Promise<CreatedTorrent> {
  const path = resolve(options.path);
  const walk: FileJob = { kind: 'walk', path, skipHidden: options.skipHidden ?? false };
  const found = await hashing.walk(walk);
  const plan = planOf(path, found, options);
  const hashes = await hashing.hash(plan, found.base, options.onProgress ?? (() => undefined));
  if (!sameFiles(found, await hashing.walk(walk))) throw changed(path);
  const bytes = encodeTorrentFile({
    infoBytes: buildInfoDict(plan, hashes),
    trackers: options.trackers ?? [],
    webSeeds: options.webSeeds ?? [],
    comment: options.comment ?? null,
    createdBy: options.createdBy ?? null,
    creationDate: options.creationDate ?? null,
  });
  const parsed = parseTorrentFile(bytes);
  // Read back by our own strict reader: what it would refuse, others would too.
  if (!parsed.ok) throw new EngineError('torrent-invalid', parsed.error.message, { reason: parsed.error.code });
  return { bytes, metainfo: parsed.value };
}

function planOf(path: string, found: FoundFiles, options: CreateTorrentOptions): CreatePlan {
  if (found.paths.length === 0) throw new EngineError('path-unusable', `There are no files in this folder: ${path}.`, { path });
  const files = found.paths.map((relative, file) => ({
    path: relative,
    sizeBytes: found.sizes[file] ?? 0,
    executable: found.executable[file] === 1,
  }));
  const plan = planV1(files, {
    name: basename(path),
    single: found.single,
    ...(options.pieceLength !== undefined && { pieceLength: options.pieceLength }),
    ...(options.private !== undefined && { private: options.private }),
    ...(options.source !== undefined && { source: options.source }),
    padFiles: options.padFiles ?? false,
  });
  if (plan.ok) return plan.value;
  throw new EngineError('torrent-invalid', plan.error.message, { path, reason: plan.error.code });
}

/** The worker's side of the job, as promises. */
class Hashing {
  private readonly volume = new Volume();

  constructor(private readonly pool: DiskThreadPool) {}

  async walk(fileJob: FileJob): Promise<FoundFiles> {
    const { extra } = await this.run({ torrent: null, priority: 'long', costBytes: 0, words: null, fileJob, slabs: [] });
    if (extra !== undefined && 'kind' in extra && extra.kind === 'walk') return extra.found;
    throw asError(errorOf(extra));
  }

  /** SHA-1 of every piece, a few slices at a time. */
  async hash(plan: CreatePlan, folder: string, onProgress: (doneBytes: number, totalBytes: number) => void): Promise<Uint8Array> {
    const torrent = jobTorrent(plan, folder);
    const hashes = new Uint8Array(plan.pieceCount * HASH_BYTES);
    const slicePieces = Math.max(1, Math.floor(SLICE_BYTES / plan.pieceLength));
    let next = 0;
    let donePieces = 0;
    const lane = async (): Promise<void> => {
      while (next < plan.pieceCount) {
        const first = next;
        const count = Math.min(slicePieces, plan.pieceCount - first);
        next += count;
        const words = jobWords(OP_HASH, torrent.id, first, 0, count, []);
        const { code, extra } = await this.run({ torrent, priority: 'background', costBytes: 0, words, fileJob: null, slabs: [] });
        if (code === ANSWER_FAILED) throw asError(errorOf(extra));
        if (code !== ANSWER_DONE || !(extra instanceof Uint8Array)) throw changed(folder);
        hashes.set(extra, first * HASH_BYTES);
        donePieces += count;
        onProgress(Math.min(donePieces * plan.pieceLength, plan.totalSize), plan.totalSize);
      }
    };
    await Promise.all(Array.from({ length: SLICES_OUT }, lane));
    return hashes;
  }

  private run(job: Omit<DiskJob, 'settle'>): Promise<{ code: number; extra: AnswerExtra | undefined }> {
    return new Promise((settled) => {
      this.pool.submit(this.volume, { ...job, settle: (code, extra) => settled({ code, extra }) });
    });
  }
}

/** The plan as a torrent over the files as they lie; nothing is compared, so there are no hashes. */
function jobTorrent(plan: CreatePlan, folder: string): JobTorrent {
  const files = fileTable(plan);
  const { pieceLength, totalSize } = plan;
  return {
    id: 0,
    setup: () => ({
      id: 0,
      root: folder,
      files,
      pieceLength,
      totalSize,
      hashes: new SharedArrayBuffer(0),
      places: OWN_PLACES,
      partName: '',
      ours: new SharedArrayBuffer(files.count),
    }),
    onCreated: () => undefined,
  };
}

function fileTable({ files }: CreatePlan): FileTable {
  const offsets = new Float64Array(files.length);
  for (let file = 1; file < files.length; file++) offsets[file] = (offsets[file - 1] ?? 0) + (files[file - 1]?.sizeBytes ?? 0);
  return {
    count: files.length,
    paths: FilePaths.of(files.map(({ path }) => path)),
    offsets,
    sizes: Float64Array.from(files, ({ sizeBytes }) => sizeBytes),
    flags: Uint8Array.from(files, ({ pad }) => (pad === true ? FILE_PAD : 0)),
  };
}

function sameFiles(before: FoundFiles, after: FoundFiles): boolean {
  return (
    before.paths.length === after.paths.length &&
    before.paths.every(
      (path, file) =>
        path === after.paths[file] && before.sizes[file] === after.sizes[file] && before.mtimesMs[file] === after.mtimesMs[file],
    )
  );
}

const changed = (path: string): EngineError =>
  new EngineError('data-mismatch', `The files changed while they were read: ${path}.`, { path });

const asError = ({ code, facts, message }: ErrorView): EngineError => new EngineError(code, message, facts);
