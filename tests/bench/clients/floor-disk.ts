/**
 * The floor's disk: slots of shared memory and a worker thread that checks and writes the piece in a slot, or reads
 * blocks into one, their headers before them, so that a slot leaves as a single write. Jobs of one turn travel together.
 */
import { createHash } from 'node:crypto';
import { openSync, readvSync, writeSync } from 'node:fs';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { BLOCK_BYTES } from '../../../engine/base/block-size.js';
import { writePieceHeader } from '../../../engine/wire/encode.js';
import { PIECE_HEADER_BYTES } from '../../../engine/wire/message.js';
import type { FloorTorrent } from './floor-torrent.js';

/** `offset` and `length` are in the piece; to store is to store all of it. */
export interface FloorJob {
  readonly kind: 'store' | 'read';
  readonly slot: number;
  readonly piece: number;
  readonly offset: number;
  readonly length: number;
}

interface Setup {
  readonly torrent: FloorTorrent;
  readonly memory: SharedArrayBuffer;
  readonly slotBytes: number;
  readonly writes: boolean;
}

export class FloorDisk {
  /** The memory of each slot. */
  readonly slots: readonly Buffer[];
  private readonly free: number[];
  private readonly worker: Worker;
  private jobs: FloorJob[] = [];

  constructor(torrent: FloorTorrent, slotBytes: number, slotCount: number, writes: boolean, done: (job: FloorJob) => void) {
    const memory = new SharedArrayBuffer(slotBytes * slotCount);
    this.slots = Array.from({ length: slotCount }, (_, slot) => Buffer.from(memory, slot * slotBytes, slotBytes));
    this.free = this.slots.map((_, slot) => slotCount - 1 - slot);
    const setup: Setup = { torrent, memory, slotBytes, writes };
    this.worker = new Worker(process.argv[1] ?? '', { workerData: setup });
    this.worker.on('message', (jobs: readonly FloorJob[]) => {
      for (const job of jobs) done(job);
    });
    this.worker.on('error', (problem) => {
      throw problem;
    });
  }

  /** A slot to be filled; the one that was let go last, as its memory is the warmest. */
  take(): number | undefined {
    return this.free.pop();
  }
  letGo(slot: number): void {
    this.free.push(slot);
  }

  submit(job: FloorJob): void {
    if (this.jobs.push(job) > 1) return;
    setImmediate(() => {
      this.worker.postMessage(this.jobs);
      this.jobs = [];
    });
  }
}

/** The other side of it, in the thread. */
export function runFloorWorker(): void {
  const { memory, slotBytes, torrent, writes } = workerData as Setup;
  const { hashes, path, pieceLength } = torrent;
  const fd = openSync(path, writes ? 'r+' : 'r');

  function store({ length, piece, slot }: FloorJob): void {
    const view = Buffer.from(memory, slot * slotBytes, length);
    const digest = createHash('sha1').update(view).digest();
    if (!digest.equals(hashes.subarray(piece * 20, piece * 20 + 20))) throw new Error(`piece ${piece} is damaged`);
    writeSync(fd, view, 0, length, piece * pieceLength);
  }
  function read({ length, offset, piece, slot }: FloorJob): void {
    const out = Buffer.from(memory, slot * slotBytes, slotBytes);
    const places: Buffer[] = [];
    let at = 0;
    for (let block = 0; block < length; block += BLOCK_BYTES) {
      const bytes = Math.min(BLOCK_BYTES, length - block);
      at = writePieceHeader(out, at, piece, offset + block, bytes);
      places.push(out.subarray(at, at + bytes));
      at += bytes;
    }
    readvSync(fd, places, piece * pieceLength + offset);
  }

  parentPort?.on('message', (jobs: readonly FloorJob[]) => {
    for (const job of jobs) {
      if (job.kind === 'store') store(job);
      else read(job);
      parentPort?.postMessage([job]);
    }
  });
}

/** What blocks take with their headers. */
export const withHeaders = (bytes: number): number => bytes + Math.ceil(bytes / BLOCK_BYTES) * PIECE_HEADER_BYTES;
