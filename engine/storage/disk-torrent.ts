/**
 * One torrent's storage over the disk workers: turns questions into jobs and answers back.
 * Invariant: an answer is given at most once, and none after `close`.
 */
import { piecesASlab, SLAB_BYTES } from '../base/slab.js';
import { FileLayout } from '../metainfo/file-layout.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import { Geometry } from '../metainfo/geometry.js';
import { hasBit, setBit } from './bits.js';
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
  OP_REWRITE,
  OP_STORE,
  OP_VERIFY,
  OP_WRITE,
  type TorrentSetup,
} from './disk-protocol.js';
import { FileMarks } from './file-marks.js';
import { type FilePlaces, FOREIGN, OURS, OWN_PLACES } from './file-places.js';
import { JobTurns } from './job-turns.js';
import { PieceTurns } from './piece-turns.js';
import { type RunOwner, settleRun } from './settle-run.js';
import { SharedHashes } from './shared-hashes.js';
import { rangeBytes } from './slab-ranges.js';
import type { DoneAnswer, Rearrangement, SlabRange, StorageSpec, StoreAnswer, TorrentStorage, VerifyAnswer } from './storage.js';
import { StoreBatch, type StoreRun } from './store-batch.js';

/** What a torrent asks of the workers behind it. */
export interface DiskTorrentHost {
  submit(job: DiskJob): void;
  /** Drops the torrent's jobs that no worker has got yet. */
  discard(torrent: JobTorrent): void;
  /** Lets every worker close the torrent's files. */
  closeFiles(torrent: JobTorrent): void;
  /** Lets every worker close the torrent's files, and be told of it anew. */
  renew(torrent: JobTorrent): void;
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
  private readonly pieces = new PieceTurns();
  private readonly turns = new JobTurns();
  /** See `TorrentSetup`. */
  private readonly ours: SharedArrayBuffer;
  private places: FilePlaces;
  private paths: FilePaths;
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
    this.ours = new SharedArrayBuffer(spec.files.count);
    this.places = spec.places ?? OWN_PLACES;
    this.paths = spec.files.paths;
  }

  setup(hashed: boolean): TorrentSetup {
    const { files, partName = '', pieceLength, totalSize } = this.spec;
    const hashes = hashed ? this.hashes.get() : NO_HASHES;
    const { paths, places } = this;
    return { id: this.id, root: this.root, files: { ...files, paths }, pieceLength, totalSize, hashes, places, partName, ours: this.ours };
  }

  onCreated(file: number): void {
    this.marks.onMade(file);
  }

  onWritten(first: number, count: number): void {
    this.noteWritten(first, 0, this.geometry.runBytes(first, count));
  }

  storePiece(piece: number, data: readonly SlabRange[], answer: (answer: StoreAnswer) => void): void {
    this.pieces.whole(piece, () => {
      if (this.spec.pieceLength >= SLAB_BYTES) return this.storeRun({ first: piece, answers: [answer], data });
      this.small ??= this.makeBatch();
      this.turns.begin(); // already: whoever waits for quiet waits for it too
      this.small.add(piece, data, rangeBytes(data) === this.geometry.pieceBytes(piece), answer);
    });
  }

  writeRange(piece: number, offsetBytes: number, data: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    const length = rangeBytes(data);
    this.pieces.write(piece, offsetBytes, offsetBytes + length, (done) =>
      this.payload(OP_WRITE, piece, offsetBytes, length, data, (code, extra) => {
        done();
        if (code === ANSWER_DONE) this.noteWritten(piece, offsetBytes, length);
        answer(doneAnswer(code, extra));
      }),
    );
  }

  readRange(piece: number, offsetBytes: number, into: readonly SlabRange[], answer: (answer: DoneAnswer) => void): void {
    this.payload(OP_READ, piece, offsetBytes, rangeBytes(into), into, (code, extra) => answer(doneAnswer(code, extra)));
  }

  verifyPiece(piece: number, answer: (answer: VerifyAnswer) => void): void {
    this.pieces.whole(piece, () => this.payload(OP_VERIFY, piece, 0, 0, [], (code, extra) => answer(verdict(code, extra))));
  }

  reverify(piece: number, rewrite: boolean, answer: (answer: VerifyAnswer) => void): void {
    const words = jobWords(rewrite ? OP_REWRITE : OP_VERIFY, this.id, piece, 0, 0, []);
    const costBytes = this.geometry.pieceBytes(piece);
    this.pieces.whole(piece, () =>
      this.submit({ priority: 'background', costBytes, words, fileJob: null, slabs: [] }, (code, extra) => {
        if (rewrite && code === ANSWER_DONE) this.noteWritten(piece, 0, costBytes);
        answer(verdict(code, extra));
      }),
    );
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
        answer(extra);
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

  rearrange(work: Rearrangement, answer: (answer: DoneAnswer) => void): void {
    this.turns.alone((release) => {
      const files = work.bring();
      const settle = (result: DoneAnswer): void => {
        if (result.kind === 'done') {
          this.places = work.places();
          this.host.renew(this);
        }
        answer(result);
        release();
      };
      if (files.length === 0) return settle({ kind: 'done' });
      this.names({ kind: 'bring', torrent: this.id, files }, (code, extra) => settle(doneAnswer(code, extra)), true);
    });
  }

  dropParts(answer: (answer: DoneAnswer) => void): void {
    this.alone({ kind: 'drop-parts', torrent: this.id }, answer);
  }

  /** Waits for jobs under way: a write that came after would make a file anew. */
  deleteFiles(created: Uint8Array, answer: (answer: DoneAnswer) => void): void {
    this.marks.takeUnsynced(); // what goes needs no sync
    this.alone({ kind: 'delete', torrent: this.id, files: created }, (result) => {
      if (result.kind === 'done') this.disown(created);
      answer(result);
    });
  }

  createdFiles(): Uint8Array {
    return this.marks.toWire();
  }

  markCreated(created: Uint8Array): void {
    this.marks.rememberMade(created);
    this.adopt(created);
  }

  adoptedFiles(): Uint8Array {
    const bits = new Uint8Array((this.spec.files.count + 7) >> 3);
    const ours = new Uint8Array(this.ours);
    for (let file = 0; file < ours.length; file++) if (ours[file] === OURS && !this.marks.hasMade(file)) setBit(bits, file);
    return bits;
  }

  adopt(files: Uint8Array): void {
    const ours = new Uint8Array(this.ours);
    for (let file = 0; file < ours.length; file++) if (hasBit(files, file)) ours[file] = OURS;
  }

  keepCreated(files: Uint8Array): void {
    const not = this.marks.toWire();
    for (let i = 0; i < not.length; i++) not[i] = (not[i] ?? 0) & ~(files[i] ?? 0);
    this.disown(not);
  }

  findBlank(files: readonly number[], answer: Parameters<TorrentStorage['findBlank']>[1]): void {
    this.submit(
      { priority: 'background', costBytes: 0, words: null, fileJob: { kind: 'blank', torrent: this.id, files }, slabs: [] },
      (code, extra) => {
        if (code === ANSWER_DONE && extra !== undefined && 'kind' in extra && extra.kind === 'files') answer({ blank: extra.files });
        else answer({ failed: errorOf(extra) });
      },
    );
  }

  setPaths(paths: FilePaths): void {
    this.paths = paths;
    this.host.renew(this);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.host.discard(this);
    this.host.forget(this);
  }

  private makeBatch(): StoreBatch {
    const send = (run: StoreRun): void => {
      this.storeRun(run, true);
      for (let i = 0; i < run.answers.length; i++) this.turns.end();
    };
    return new StoreBatch({ soon: (run) => this.host.soon(run), send }, piecesASlab(this.spec.pieceLength));
  }

  private storeRun(run: StoreRun, passes = false): void {
    const { answers, data, first } = run;
    const lengthBytes = this.geometry.runBytes(first, answers.length);
    this.payload(OP_STORE, first, answers.length, lengthBytes, data, (code, extra) => settleRun(run, code, extra, this), passes);
  }

  private disown(files: Uint8Array): void {
    this.marks.forgetMade(files);
    const ours = new Uint8Array(this.ours);
    for (let file = 0; file < ours.length; file++) if (hasBit(files, file)) ours[file] = FOREIGN;
  }

  private payload(
    op: number,
    piece: number,
    offset: number,
    length: number,
    slabs: readonly SlabRange[],
    settle: Settle,
    passes = false,
  ): void {
    const words = jobWords(op, this.id, piece, offset, length, slabs);
    this.submit({ priority: 'short', costBytes: length, words, fileJob: null, slabs }, settle, passes);
  }

  /** Looking at a few files is short work: those of a hundred torrents go to a worker together. */
  private look(fileJob: FileJob, settle: Settle): void {
    const { count } = this.spec.files;
    if (count > FEW_FILES) return this.names(fileJob, settle);
    this.submit({ priority: 'short', costBytes: count * LOOK_BYTES, words: null, fileJob, slabs: [] }, settle);
  }

  private names(fileJob: FileJob, settle: Settle, isAlone = false): void {
    this.submit({ priority: 'long', costBytes: 0, words: null, fileJob, slabs: [] }, settle, isAlone);
  }

  /** Does a job with all files closed and nothing else under way. */
  private alone(fileJob: FileJob, answer: (answer: DoneAnswer) => void): void {
    this.turns.alone((release) => {
      this.host.closeFiles(this);
      this.names(
        fileJob,
        (code, extra) => {
          answer(doneAnswer(code, extra));
          release();
        },
        true,
      );
    });
  }

  /** `passes`: it is the one that the others wait for, or was here before that one. */
  private submit(job: Omit<DiskJob, 'torrent' | 'settle'>, settle: Settle, passes = false): void {
    if (this.isClosed) return;
    if (!passes && this.turns.holds(() => this.submit(job, settle))) return;
    this.turns.begin();
    const { costBytes, fileJob, priority, slabs, words } = job;
    this.host.submit({
      torrent: this,
      priority,
      costBytes,
      words,
      fileJob,
      slabs,
      settle: (code, extra) => {
        if (!this.isClosed) settle(code, extra);
        this.turns.end();
      },
    });
  }

  private noteWritten(piece: number, offset: number, length: number): void {
    const { parted } = this.places;
    for (const span of this.layout.spans(this.geometry.pieceOffset(piece) + offset, length)) {
      if (!span.pad) this.marks.onWritten((parted?.[span.fileIndex] ?? 0) === 0 ? span.fileIndex : this.spec.files.count);
    }
  }
}

function verdict(code: number, extra: AnswerExtra | undefined): VerifyAnswer {
  if (code === ANSWER_DONE) return { kind: 'good' };
  if (code === ANSWER_MISSING) return { kind: 'missing' };
  if (code === ANSWER_BAD && extra instanceof Uint8Array) return { kind: 'bad', blockHashes: extra };
  return { kind: 'failed', error: errorOf(extra) };
}
