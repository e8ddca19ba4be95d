/**
 * Everything a torrent has once its metadata is known: files, pieces, storage, and what is verified. Checks what lies on
 * the disk, and makes the picker, the flow and the uploader for the swarm once it is open (see content-opening).
 * Invariant: `have` holds only pieces whose write returned.
 *
 * Where everything is verified its body (files, hashes, storage) can be put away: what is counted stays.
 */
import type { PieceOrder } from '../api/commands.js';
import type { ErrorView } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';
import { invariant } from '../base/assert.js';
import { Bitfield } from '../base/bitfield.js';
import type { FileLayout } from '../metainfo/file-layout.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import type { Geometry } from '../metainfo/geometry.js';
import type { LeftFiles } from '../metainfo/left-files.js';
import type { ShownFiles } from '../metainfo/shown-files.js';
import type { FileTable, TorrentInfo } from '../metainfo/torrent-info.js';
import { Deadlines } from '../picker/deadlines.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import type { PiecePriority } from '../picker/rarest-first.js';
import type { Hints } from '../resume/hints-codec.js';
import type { ResumeRecord, SavedPartial } from '../resume/record.js';
import type { TorrentStorage } from '../storage/storage.js';
import { type ContentBody, makeBody, renamed } from './content-body.js';
import type { DataBasis } from './data-basis.js';
import { Doubts } from './doubts.js';
import type { FileLooks } from './file-evidence.js';
import { KeptBlocks } from './kept-blocks.js';
import { type ContentHost, hostCalls, makeMovers } from './payload-movers.js';
import type { Placement } from './placement.js';
import type { TorrentServices } from './services.js';
import type { SwarmContent } from './swarm-content.js';
import { fileDoneBytes, type Wanted, workOutWanted } from './wanted.js';
import { WriteGate } from './write-gate.js';

const DRAINED = Promise.resolve();
const NO_NEWS = Promise.resolve(false);
const NO_ORDER: PieceOrder = { sequential: false, firstLast: false };

/** Good piece in a check's outcomes. */
const GOOD = 2;

const NO_PIECES: Pick<Wanted, 'pieces' | 'bytes'> = { pieces: new Uint8Array(0), bytes: new Float64Array(0) };

/** What content begins with. */
export interface ContentStart {
  readonly id: TorrentId;
  readonly geometry: Geometry;
  /** Null where it is put away from the start: then every piece is verified and every file wanted. */
  readonly body: ContentBody | null;
  readonly savePath: string;
  /** One a file. */
  readonly priorities: Uint8Array;
  readonly have: Bitfield;
  /** Files a person sees, and the bytes of all of them. */
  readonly shownCount: number;
  readonly shownBytes: number;
}

export class TorrentContent {
  private readonly id: TorrentId;
  readonly geometry: Geometry;
  readonly savePath: string;
  /** Null while it is put away. */
  body: ContentBody | null;
  readonly shownCount: number;
  readonly shownBytes: number;
  readonly priorities: Uint8Array;
  /** Verified pieces. The picker shares this very object while there is one. */
  have: Bitfield;
  wanted: Wanted;
  doneBytes = 0;
  /** Sizes and times of the files when they were looked at last. */
  seen: FileLooks | null = null;
  /** They were not written to since, with all that is had in them. */
  private looksHold = false;
  swarmContent: SwarmContent | null = null;
  /** Resolves when pieces handed over before the last deactivation have come back. */
  drained: Promise<void> = DRAINED;
  private cancelCheck: (() => void) | null = null;
  private order: PieceOrder = NO_ORDER;
  /** What is on the disk of pieces that are not whole. */
  readonly kept = new KeptBlocks();
  /** What may make files waits here until a record names them. */
  readonly gate = new WriteGate();
  /** Files that are about to get other names, because somebody else's are in their places. */
  readonly makingWay = new Set<number>();
  /** Pieces that may be here. */
  readonly doubts = new Doubts();
  /** Pieces that came since the last record, the last one last. */
  recent: number[] = [];
  /** What is believed of the data until it is opened; null: the torrent is new. */
  basis: DataBasis | null = null;
  /** Pieces that are needed by a point in time. */
  private readonly deadlines = new Deadlines();

  constructor(
    { body, geometry, have, id, priorities, savePath, shownBytes, shownCount }: ContentStart,
    private readonly host: ContentHost,
    private readonly services: TorrentServices,
  ) {
    this.id = id;
    this.geometry = geometry;
    this.savePath = savePath;
    this.body = body;
    this.shownCount = shownCount;
    this.shownBytes = shownBytes;
    this.priorities = priorities;
    this.have = have;
    this.wanted =
      body === null
        ? { fileCount: shownCount, totalBytes: shownBytes, pieces: NO_PIECES.pieces, bytes: NO_PIECES.bytes }
        : workOutWanted(body.layout, geometry, priorities);
    this.recount();
  }

  // ---- what is here unless it was put away ----

  get files(): FileTable {
    return this.here.files;
  }
  get layout(): FileLayout {
    return this.here.layout;
  }
  get shown(): ShownFiles {
    return this.here.shown;
  }
  get storage(): TorrentStorage {
    return this.here.storage;
  }
  /** How the files look; null: they were written to since they were looked at. */
  get evidence(): FileLooks | null {
    return this.looksHold ? this.seen : null;
  }
  noteLooks(seen: FileLooks): void {
    this.seen = seen;
    this.looksHold = true;
  }
  get placement(): Placement {
    return this.here.placement;
  }
  /** Its files have other names from now on. */
  setPaths(paths: FilePaths): void {
    this.body = renamed(this.here, paths);
  }
  private get here(): ContentBody {
    invariant(this.body !== null, 'who needs files or storage asks for them first');
    return this.body;
  }

  /** Lets the body go. Only where every piece is verified and nothing moves. */
  putAway(): void {
    const { fileCount, totalBytes } = this.wanted;
    this.body?.storage.close();
    this.body = null;
    this.looksHold = false;
    this.seen = null;
    this.wanted = { fileCount, totalBytes, ...NO_PIECES }; // whoever has everything asks what no piece is worth
  }
  /** Has it again, out of the same description. */
  takeBack(info: TorrentInfo, pieceHashes: Uint8Array, record: ResumeRecord | null): void {
    const { geometry, id, savePath } = this;
    this.body = makeBody({ id, info, pieceHashes, geometry, savePath, record }, this.services.storage);
    this.prioritiesChanged();
  }

  get pieceCount(): number {
    return this.geometry.pieceCount;
  }
  hasPiece(piece: number): boolean {
    return this.have.has(piece);
  }
  pieceBytes(piece: number): number {
    return this.geometry.pieceBytes(piece);
  }
  /** Every wanted byte is verified. */
  get isComplete(): boolean {
    return this.doneBytes >= this.wanted.totalBytes;
  }
  /** Every piece is verified. */
  get isWhole(): boolean {
    return this.have.isFull;
  }

  /** Whether these files, which are all it has, lie on the disk as they were left. */
  compare(files: LeftFiles, answer: (same: boolean) => void): void {
    this.services.storage.compare(this.savePath, files, answer);
  }

  /** Nothing is had. */
  forgetData(): void {
    this.kept.clear();
    this.doubts.clear();
    this.recent = [];
    this.have = new Bitfield(this.pieceCount);
    this.recount();
  }

  /** Hashes everything on the disk anew. */
  check(onProgress: (done: number) => void, finished: (error: ErrorView | null) => void): void {
    this.deactivate();
    this.forgetData();
    let done = 0;
    this.cancelCheck = this.storage.check(
      null,
      (first, outcomes) => {
        for (let i = 0; i < outcomes.length; i++) if (outcomes[i] === GOOD) this.countPiece(first + i);
        done += outcomes.length;
        onProgress(done);
      },
      (answer) => {
        this.cancelCheck = null;
        finished(answer.kind === 'failed' ? answer.error : null);
      },
    );
  }

  /** Makes picker, flow and uploader over what is verified now. */
  activate(): SwarmContent {
    const { deadlines, doubts, gate, geometry, have, here: body, host, kept, wanted } = this;
    const priorities = doubts.prioritiesBesides(wanted.pieces);
    this.swarmContent = makeMovers(
      {
        ...hostCalls(host),
        hasPiece: (piece) => this.have.has(piece),
        pieceBytes: (piece) => geometry.pieceBytes(piece),
        onPieceStored: (piece, from) => {
          if (this.have !== have) return; // everything is being checked anew: the check will find it
          this.doneBytes += this.wanted.bytes[piece] ?? 0;
          this.recent.push(piece);
          this.looksHold = false;
          host.onPieceStored(piece, from);
        },
      },
      { geometry, body, have, priorities, kept, gate, deadlines, sequential: this.order.sequential },
      this.services,
    );
    return this.swarmContent;
  }

  /** Ten times a second while active. */
  tick(): void {
    this.swarmContent?.flow.retry();
    this.swarmContent?.uploader.serveWaiting();
  }

  deactivate(): void {
    this.doubts.stop();
    this.cancelCheck?.();
    this.cancelCheck = null;
    this.swarmContent?.flow.stop();
    this.drained = this.swarmContent?.flow.settled() ?? this.drained;
    this.swarmContent?.uploader.close();
    this.swarmContent = null;
  }

  /** It cannot be read any more: not had, and fetched again where it is wanted. False when it was not had. */
  losePiece(piece: number): boolean {
    if (this.swarmContent === null || !this.have.has(piece)) return false;
    this.doneBytes -= this.wanted.bytes[piece] ?? 0;
    this.swarmContent.picker.markMissing(piece);
    return true;
  }

  setPriority(file: number, priority: PiecePriority): void {
    if (file >= 0 && file < this.files.count) this.priorities[file] = priority;
  }
  /** The piece is needed within so many milliseconds: it comes before all others, from the fastest peers. */
  setDeadline(piece: number, withinMs: number): void {
    if (piece < this.pieceCount && !this.have.has(piece)) this.deadlines.set(piece, this.host.nowMs() + withinMs);
  }
  /** Of these pieces, or of all. */
  clearDeadlines(pieces: readonly number[] | null = null): void {
    if (pieces === null) return this.deadlines.clear();
    for (const piece of pieces) this.deadlines.remove(piece);
  }
  /** In which order the rest is fetched. */
  setOrder(order: PieceOrder): void {
    const before = this.order;
    this.order = order;
    if (this.swarmContent !== null) this.swarmContent.picker.sequential = order.sequential;
    if (before.firstLast !== order.firstLast && this.body !== null) this.prioritiesChanged();
  }
  /** These files and no others. */
  choose(wanted: readonly number[]): void {
    this.priorities.fill(0);
    for (const file of wanted) this.setPriority(file, 2);
    this.prioritiesChanged();
  }
  /** After changes of priority. */
  prioritiesChanged(): void {
    this.wanted = workOutWanted(this.layout, this.geometry, this.priorities, this.order.firstLast);
    this.recount();
    if (this.swarmContent !== null) this.applyPriorities(this.swarmContent.picker);
  }

  fileDone(file: number): number {
    return fileDoneBytes(this.layout, this.geometry, file, (piece) => this.have.has(piece));
  }

  /** Its record is on the disk: what nothing refers to any more can go. */
  onSaved(): void {
    if (!this.body?.placement.isOver) return;
    this.body.placement.forgetSlots();
    this.body.storage.dropParts(() => undefined);
  }

  /** Pieces that came since the last record, which will be the next one's. */
  takeRecent(): number[] {
    const { recent } = this;
    this.recent = [];
    return recent;
  }

  /** Writes blocks of pieces that fill slowly; true when something came since the last time. */
  keepSlow(): Promise<boolean> {
    return this.swarmContent?.flow.keepSlow() ?? NO_NEWS;
  }
  /** What came since the last record. */
  hints(): Hints {
    return { recent: this.recent, partial: this.savedPartial() };
  }

  /** What is on the disk of pieces that are not had, for the record. */
  savedPartial(): SavedPartial[] {
    return this.kept.toSaved().filter(({ piece }) => !this.have.has(piece));
  }

  close(): void {
    this.deactivate();
    this.body?.storage.close();
  }

  private applyPriorities(picker: PiecePicker): void {
    for (let piece = 0; piece < this.pieceCount; piece++) {
      picker.setPriority(piece, this.doubts.has(piece) ? 0 : ((this.wanted.pieces[piece] ?? 0) as PiecePriority));
    }
  }
  /** It is verified; while nothing moves. */
  countPiece(piece: number): void {
    if (this.have.add(piece)) this.doneBytes += this.wanted.bytes[piece] ?? 0;
  }
  private recount(): void {
    this.doneBytes = this.wanted.totalBytes;
    if (this.have.isFull) return;
    this.doneBytes = 0;
    // pieces of nothing but padding are there from the start: no one asks for them and no file holds them
    for (const piece of this.layout.padOnlyPieces()) this.have.add(piece);
    for (let piece = 0; piece < this.pieceCount; piece++) if (this.have.has(piece)) this.doneBytes += this.wanted.bytes[piece] ?? 0;
  }
}
