/**
 * One torrent's storage over the disk workers: turns questions into jobs and answers back.
 * Invariant: an answer is given at most once, and none after `close`.
 */
import { piecesASlab, SLAB_BYTES } from '../base/slab.js';
import { FileLayout } from '../metainfo/file-layout.js';
import { Geometry } from '../metainfo/geometry.js';
import { CheckRun } from './check-run.js';
import { type DiskJob, doneAnswer, errorOf, type JobTorrent, jobWords } from './disk-job.js';
import {
  ANSWER_BAD,
  ANSWER_DONE,
  ANSWER_MISSING,
  type AnswerExtra,
  type FileJob,
  OP_CHECK,
  OP_READ,
  OP_STORE,
  OP_VERIFY,
  OP_WRITE,
  type TorrentSetup,
} from './disk-protocol.js';
import { FileMarks } from './file-marks.js';
import { type RunOwner, settleRun } from './settle-run.js';
import { SharedHashes } from './shared-hashes.js';
import { rangeBytes } from './slab-ranges.js';
import type { DoneAnswer, SlabRange, StorageSpec, StoreAnswer, TorrentStorage, VerifyAnswer } from './storage.js';
import { StoreBatch, type StoreRun } from './store-batch.js';

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

const NO_HASHES = new SharedArrayBuffer(0);

type Settle = (code: number, extra: AnswerExtra | undefined) => void;

export class DiskTorrent implements TorrentStorage, JobTorrent, RunOwner {
  private readonly geometry: Geometry;
  private readonly layout: FileLayout;
  private readonly marks: FileMarks;
  private jobsUnderWay = 0;
  private whenQuiet: (() => void)[] | null = null;
  private readonly hashes: SharedHashes;
  isClosed = false;
  /** Pieces below a slab on their way to a worker; made with the first. */
  private small: StoreBatch | null = null;

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
    this.hashes = new SharedHashes(spec.pieceHashes);
  }

  setup(hashed: boolean): TorrentSetup {
    const { files, pieceLength, totalSize } = this.spec;
    const hashes = hashed ? this.hashes.get() : NO_HASHES;
    return { id: this.id, root: this.root, files, pieceLength, totalSize, hashes };
  }

  onCreated(file: number): void {
    this.marks.onMade(file);
  }

  onWritten(first: number, count: number): void {
    this.noteWritten(first, 0, this.geometry.runBytes(first, count));
  }

  storePiece(piece: number, data: readonly SlabRange[], answer: (answer: StoreAnswer) => void): void {
    if (this.spec.pieceLength >= SLAB_BYTES) return this.storeRun({ first: piece, answers: [answer], data });
    this.small ??= this.makeBatch();
    this.jobsUnderWay++; // already: whoever waits for quiet waits for it too
    this.small.add(piece, data, rangeBytes(data) === this.geometry.pieceBytes(piece), answer);
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
      soon: (go) => this.host.soon(() => this.isClosed || go()),
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
      this.host.soon(() => this.isClosed || answer({ kind: 'done' }));
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
    if (this.isClosed) return;
    this.isClosed = true;
    this.host.discard(this);
    this.host.forget(this);
  }

  private makeBatch(): StoreBatch {
    const send = (run: StoreRun): void => {
      this.jobsUnderWay -= run.answers.length;
      this.storeRun(run);
    };
    return new StoreBatch({ soon: (run) => this.host.soon(run), send }, piecesASlab(this.spec.pieceLength));
  }

  private storeRun(run: StoreRun): void {
    const { answers, data, first } = run;
    this.payload(OP_STORE, first, answers.length, this.geometry.runBytes(first, answers.length), data, (code, extra) =>
      settleRun(run, code, extra, this),
    );
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
    if (this.isClosed) return;
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
        if (this.isClosed) return;
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
