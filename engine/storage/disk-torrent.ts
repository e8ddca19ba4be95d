/**
 * One torrent's storage over the disk workers: turns questions into jobs and answers back.
 * Invariant: an answer is given at most once, and none after `close`.
 */
import { piecesASlab, SLAB_BYTES } from '../base/slab.js';
import { FileLayout } from '../metainfo/file-layout.js';
import { Geometry } from '../metainfo/geometry.js';
import { CheckRun } from './check-run.js';
import { type DiskJob, errorOf, type JobTorrent, jobWords } from './disk-job.js';
import {
  ANSWER_BAD,
  ANSWER_DONE,
  ANSWER_MISSING,
  type AnswerExtra,
  type BadPiece,
  type FileJob,
  OP_CHECK,
  OP_READ,
  OP_STORE,
  OP_VERIFY,
  OP_WRITE,
  type TorrentSetup,
} from './disk-protocol.js';
import { FileMarks } from './file-marks.js';
import { type StoreRun, StoreBatch } from './store-batch.js';
import type { DoneAnswer, SlabRange, StorageSpec, StoreAnswer, TorrentStorage, VerifyAnswer } from './storage.js';

/** What a torrent asks of the workers behind it. */
export interface DiskTorrentHost {
  submit(job: DiskJob): void;
  /** Drops the torrent's jobs that no worker has got yet. */
  discard(torrent: JobTorrent): void;
  /** Lets every worker close the torrent's files. */
  closeFiles(torrent: JobTorrent): void;
  /** Lets every worker forget the torrent. */
  forget(torrent: JobTorrent): void;
  soon(run: () => void): void;
}

/** Up to so many files are looked at in one go, and what a look at one weighs beside payload. */
const FEW_FILES = 128;
const LOOK_BYTES = 128 * 1024;

const NONE_BAD: readonly BadPiece[] = [];
const STORED: StoreAnswer = { kind: 'stored' };
const NO_HASHES = new SharedArrayBuffer(0);

type Settle = (code: number, extra: AnswerExtra | undefined) => void;

export class DiskTorrent implements TorrentStorage, JobTorrent {
  private readonly geometry: Geometry;
  private readonly layout: FileLayout;
  private readonly marks: FileMarks;
  private jobsUnderWay = 0;
  private whenQuiet: (() => void)[] | null = null;
  /** The workers keep the memory alive; here it would only be a second copy. */
  private hashes: WeakRef<SharedArrayBuffer> | null = null;
  private closed = false;
  /** Pieces below a slab go to a worker together; null where they are larger. */
  private readonly small: StoreBatch | null;

  constructor(
    readonly id: number,
    private readonly spec: StorageSpec,
    /** Where its files lie, links resolved. */
    private readonly root: string,
    private readonly host: DiskTorrentHost,
  ) {
    this.geometry = spec.layout?.geometry ?? new Geometry(spec.pieceLength, spec.totalSize);
    this.layout = spec.layout ?? new FileLayout(spec.files, this.geometry);
    this.marks = new FileMarks(spec.files.count);
    this.small = spec.pieceLength < SLAB_BYTES ? this.makeBatch(spec.pieceLength) : null;
  }

  setup(hashed: boolean): TorrentSetup {
    const { files, pieceLength, totalSize } = this.spec;
    const hashes = hashed ? this.sharedHashes() : NO_HASHES;
    return { id: this.id, root: this.root, files, pieceLength, totalSize, hashes };
  }

  onCreated(file: number): void {
    this.marks.onMade(file);
  }

  storePiece(piece: number, data: readonly SlabRange[], answer: (answer: StoreAnswer) => void): void {
    if (this.small === null) this.storeRun({ first: piece, answers: [answer], data });
    else {
      this.jobsUnderWay++; // already: whoever waits for quiet waits for it too
      this.small.add(piece, data, rangeBytes(data) === this.geometry.pieceBytes(piece), answer);
    }
  }

  writeRange(piece: number, offsetBytes: number, data: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    const length = rangeBytes(data);
    this.payload(OP_WRITE, piece, offsetBytes, length, data, (code, extra) => {
      if (code === ANSWER_DONE) this.noteWritten(piece, offsetBytes, length);
      answer(doneAnswer(code, extra));
    });
  }

  readRange(piece: number, offsetBytes: number, into: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    this.payload(OP_READ, piece, offsetBytes, rangeBytes(into), into, (code, extra) => answer(doneAnswer(code, extra)));
  }

  verifyPiece(piece: number, answer: (answer: VerifyAnswer) => void): void {
    this.payload(OP_VERIFY, piece, 0, 0, [], (code, extra) => {
      if (code === ANSWER_DONE) answer({ kind: 'good' });
      else if (code === ANSWER_MISSING) answer({ kind: 'missing' });
      else if (code === ANSWER_BAD && extra instanceof Uint8Array) answer({ kind: 'bad', blockHashes: extra });
      else answer({ kind: 'failed', error: errorOf(extra) });
    });
  }

  check(
    range: { readonly first: number; readonly end: number } | null,
    onBatch: (first: number, outcomes: Uint8Array) => void,
    finished: (answer: DoneAnswer) => void,
  ): () => void {
    // What is open may have been moved away or replaced since.
    this.host.closeFiles(this);
    const run = new CheckRun(range?.first ?? 0, range?.end ?? this.geometry.pieceCount, this.spec.pieceLength, {
      hash: (first, count, settle) => {
        const words = jobWords(OP_CHECK, this.id, first, 0, count, []);
        this.submit({ priority: 'background', costBytes: count * this.spec.pieceLength, words, fileJob: null, slabs: [] }, settle);
      },
      soon: (go) => this.host.soon(() => this.closed || go()),
      onBatch,
      finished,
    });
    return () => run.cancel();
  }

  stat(answer: Parameters<TorrentStorage['stat']>[0]): void {
    this.look({ kind: 'stat', torrent: this.id }, (code, extra) => {
      if (code === ANSWER_DONE && extra !== undefined && 'kind' in extra && extra.kind === 'stat') {
        answer({ sizes: extra.sizes, mtimesMs: extra.mtimesMs });
      } else answer({ failed: errorOf(extra) });
    });
  }

  prepare(wanted: Uint8Array, answer: (answer: DoneAnswer) => void): void {
    const mayMakeRoot = this.marks.noneMade;
    this.names({ kind: 'prepare', torrent: this.id, wanted, mayMakeRoot }, (code, extra) => answer(doneAnswer(code, extra)));
  }

  /** Covers every write answered before the call: those files are noted the moment their answer is given. */
  sync(answer: (answer: DoneAnswer) => void): void {
    const unsynced = this.marks.takeUnsynced();
    if (unsynced === null) {
      this.host.soon(() => this.closed || answer({ kind: 'done' }));
      return;
    }
    this.names({ kind: 'sync', torrent: this.id, files: [...unsynced.written], created: [...unsynced.made] }, (code, extra) => {
      if (code !== ANSWER_DONE) this.marks.giveBack(unsynced);
      answer(doneAnswer(code, extra));
    });
  }

  /** Waits for jobs under way: a write that came after would make a file anew. */
  deleteFiles(created: Uint8Array, answer: (answer: DoneAnswer) => void): void {
    this.afterQuiet(() => {
      this.host.closeFiles(this);
      this.marks.takeUnsynced(); // what goes needs no sync
      this.names({ kind: 'delete', torrent: this.id, files: created }, (code, extra) => {
        if (code === ANSWER_DONE) this.marks.forgetMade(created);
        answer(doneAnswer(code, extra));
      });
    });
  }

  createdFiles(): Uint8Array {
    return this.marks.toWire();
  }

  markCreated(created: Uint8Array): void {
    this.marks.rememberMade(created);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.host.discard(this);
    this.host.forget(this);
  }

  private sharedHashes(): SharedArrayBuffer {
    let hashes = this.hashes?.deref();
    if (hashes === undefined) {
      hashes = new SharedArrayBuffer(this.spec.pieceHashes.length);
      new Uint8Array(hashes).set(this.spec.pieceHashes);
      this.hashes = new WeakRef(hashes);
    }
    return hashes;
  }

  private makeBatch(pieceLength: number): StoreBatch {
    const send = (run: StoreRun): void => {
      this.jobsUnderWay -= run.answers.length;
      this.storeRun(run);
    };
    return new StoreBatch({ soon: (run) => this.host.soon(run), send }, piecesASlab(pieceLength));
  }

  private storeRun({ answers, data, first }: StoreRun): void {
    this.payload(OP_STORE, first, answers.length, this.runBytes(first, answers.length), data, (code, extra) => {
      const bad = code === ANSWER_BAD && isBadPieces(extra) ? extra : NONE_BAD;
      for (const [i, answer] of answers.entries()) {
        if (this.closed) return; // an answer may have closed it
        const piece = first + i;
        const blockHashes = bad.find((each) => each.piece === piece)?.blockHashes;
        if (code !== ANSWER_DONE && bad.length === 0) answer({ kind: 'failed', error: errorOf(extra) });
        else if (blockHashes !== undefined) answer({ kind: 'bad', blockHashes });
        else {
          if (i === 0 || bad.length > 0) this.noteWritten(piece, 0, this.runBytes(piece, bad.length > 0 ? 1 : answers.length));
          answer(STORED);
        }
      }
    });
  }

  private runBytes(first: number, count: number): number {
    const last = first + count - 1;
    return this.geometry.pieceOffset(last) + this.geometry.pieceBytes(last) - this.geometry.pieceOffset(first);
  }

  private payload(op: number, piece: number, offset: number, length: number, slabs: readonly SlabRange[], settle: Settle): void {
    const words = jobWords(op, this.id, piece, offset, length, slabs);
    this.submit({ priority: 'short', costBytes: length, words, fileJob: null, slabs }, settle);
  }

  /** Looking at a few files is short work: those of a hundred torrents go to a worker together. */
  private look(fileJob: FileJob, settle: Settle): void {
    const { count } = this.spec.files;
    if (count > FEW_FILES) return this.names(fileJob, settle);
    this.submit({ priority: 'short', costBytes: count * LOOK_BYTES, words: null, fileJob, slabs: [] }, settle);
  }

  private names(fileJob: FileJob, settle: Settle): void {
    this.submit({ priority: 'long', costBytes: 0, words: null, fileJob, slabs: [] }, settle);
  }

  private submit(job: Omit<DiskJob, 'torrent' | 'settle'>, settle: Settle): void {
    if (this.closed) return;
    this.jobsUnderWay++;
    const { costBytes, fileJob, priority, slabs, words } = job;
    this.host.submit({
      torrent: this,
      priority,
      costBytes,
      words,
      fileJob,
      slabs,
      settle: (code, extra) => {
        this.jobsUnderWay--;
        if (this.closed) return;
        settle(code, extra);
        if (this.jobsUnderWay === 0) for (const run of this.whenQuiet?.splice(0) ?? []) run();
      },
    });
  }

  private afterQuiet(run: () => void): void {
    if (this.jobsUnderWay === 0) run();
    else {
      this.whenQuiet ??= [];
      this.whenQuiet.push(run);
    }
  }

  private noteWritten(piece: number, offset: number, length: number): void {
    for (const span of this.layout.spans(this.geometry.pieceOffset(piece) + offset, length)) {
      if (!span.pad) this.marks.onWritten(span.fileIndex);
    }
  }
}

const isBadPieces = (extra: AnswerExtra | undefined): extra is readonly BadPiece[] => Array.isArray(extra);

const doneAnswer = (code: number, extra: AnswerExtra | undefined): DoneAnswer =>
  code === ANSWER_DONE ? { kind: 'done' } : { kind: 'failed', error: errorOf(extra) };

function rangeBytes(ranges: readonly SlabRange[]): number {
  let bytes = 0;
  for (const { length } of ranges) bytes += length;
  return bytes;
}
