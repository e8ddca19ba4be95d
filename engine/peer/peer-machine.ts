/**
 * One connected peer after the handshake (BEP 3, 6, 10): bytes in, small messages out, bulk to its host as numbers.
 * It keeps what both sides have said; whom to unchoke and what to ask for is decided elsewhere.
 * Invariant: an index that leaves this class lies inside the torrent.
 */
import type { Bitfield } from '../base/bitfield.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { DEFAULT_LIMITS, Framer, type WireSink } from '../wire/framer.js';
import type { PeerMessage } from '../wire/message.js';
import { AnnouncedPieces } from './announced-pieces.js';
import { FastPermits } from './fast-permits.js';
import type { PeerGeometry, PeerIdentity, PeerQuestions } from './peer-host.js';
import { PeerSpeech } from './peer-speech.js';
import { PeerStats } from './peer-stats.js';
import type { PieceSet } from './pending-pieces.js';
import { RequestBook, type RequestTally } from './request-book.js';
import { RequestWindow } from './request-window.js';
import { UploadQueue } from './upload-queue.js';

export type { PeerGeometry, PeerIdentity } from './peer-host.js';
export type PeerHost = PeerQuestions<PeerMachine>;

/** Largest block that we serve; every client asks for 16 KiB or less today. */
const MAX_SERVED_BYTES = BLOCK_BYTES;

export class PeerMachine extends PeerSpeech implements WireSink {
  readonly requests: RequestBook;
  readonly window = new RequestWindow();
  readonly uploads = new UploadQueue();
  readonly permits = new FastPermits();
  readonly stats: PeerStats;
  private readonly framer = new Framer(this, DEFAULT_LIMITS);
  private readonly announced: AnnouncedPieces;
  private geometry: PeerGeometry | null;
  private claimed = false;
  private now = 0;

  constructor(
    readonly identity: PeerIdentity,
    private readonly host: PeerHost,
    geometry: PeerGeometry | null,
    nowMs: number,
    requestTally?: RequestTally,
  ) {
    super(identity.reserved.fast);
    this.requests = new RequestBook(requestTally);
    this.geometry = geometry;
    this.announced = new AnnouncedPieces(geometry?.pieceCount ?? null);
    this.stats = new PeerStats(nowMs);
    this.now = nowMs;
    if (geometry !== null) this.framer.setLimits(limitsFor(geometry));
  }

  get key(): number {
    return this.identity.key;
  }
  /** What the peer has; empty until it said (or until the metadata is known). */
  get pieces(): Bitfield {
    return this.announced.field;
  }

  /** Feeds received bytes; a protocol fault is told to the host. */
  receive(view: Uint8Array, nowMs: number): void {
    this.now = nowMs;
    this.stats.lastReceivedAt = nowMs;
    const error = this.framer.receive(view);
    if (error !== null) this.fault(error.message);
  }

  /** No callback after this. */
  stop(): void {
    this.framer.stop();
  }

  /** The metadata has come: what the peer said before is judged now. */
  setGeometry(geometry: PeerGeometry): void {
    this.geometry = geometry;
    this.framer.setLimits(limitsFor(geometry));
    this.permits.fit(geometry.pieceCount);
    if (!this.announced.setCount(geometry.pieceCount)) return this.fault('its list of pieces does not fit the torrent');
    this.host.onPieces(this);
  }

  // ---- what we say that changes more than a flag ----

  /** Choking ends every request that is not allowed-fast (BEP 6). */
  setChoking(choking: boolean, nowMs = this.now): void {
    if (this.flags.choking === choking) return;
    this.sayChoking(choking);
    this.stats.onChoke(nowMs);
    if (!choking) return;
    const kept: number[] = [];
    this.uploads.clear((piece, offset, length) => {
      if (this.permits.redeem(piece, length, kept.length / 3)) kept.push(piece, offset, length);
      else this.reject(piece, offset, length);
    });
    for (let i = 0; i < kept.length; i += 3) this.uploads.add(kept[i] ?? 0, kept[i + 1] ?? 0, kept[i + 2] ?? 0);
  }
  /** The peer may ask for the piece while choked (BEP 6). */
  allowFast(piece: number): void {
    if (!this.supportsFast || this.geometry === null || !this.permits.give(piece, this.geometry.pieceBytes(piece))) return;
    this.sayAllowedFast(piece);
  }
  /** Asks for `count` blocks given as pairs (piece, block). */
  request(pairs: Int32Array, count: number, nowMs: number): void {
    if (this.geometry === null) return;
    for (let i = 0; i < count; i++) {
      const piece = pairs[i * 2] ?? 0;
      const block = pairs[i * 2 + 1] ?? 0;
      this.sayRequest(piece, block * BLOCK_BYTES, this.blockBytes(piece, block));
      this.requests.add(piece, block, nowMs);
    }
  }
  /** Takes a request back (endgame). */
  cancel(piece: number, block: number): void {
    if (Number.isNaN(this.requests.strike(piece, block))) return;
    this.sayCancel(piece, block * BLOCK_BYTES, this.blockBytes(piece, block));
  }

  // ---- what they say: bulk (WireSink) ----

  onBlockBegin(piece: number, offset: number, length: number): void {
    this.stats.blockSinceAt = this.now;
    const inside = length > 0 && this.isInside(piece, offset, length);
    this.claimed = inside && this.host.onBlockBegin(this, piece, offset, length);
    if (!this.claimed) this.stats.wastedBytes += length;
    if (!inside && this.geometry !== null) this.fault('it sent a block outside the torrent');
  }
  onBlockBytes(piece: number, offset: number, view: Uint8Array): void {
    this.stats.down.add(view.length, this.now);
    if (this.claimed) this.host.onBlockBytes(this, piece, offset, view);
  }
  onBlockEnd(piece: number, offset: number, length: number): void {
    this.window.onBlock(length);
    this.stats.lastBlockAt = this.now;
    this.stats.blockSinceAt = Number.NaN;
    if (!this.claimed) return;
    this.claimed = false;
    this.host.onBlockEnd(this, piece, offset, length);
  }
  onRequest(piece: number, offset: number, length: number): void {
    if (length === 0 || !this.isInside(piece, offset, length)) return this.fault('it asked for a block outside the torrent');
    const { choking } = this.flags;
    const taken =
      length <= MAX_SERVED_BYTES &&
      (!choking || this.permits.redeem(piece, length, this.uploads.size)) &&
      this.uploads.add(piece, offset, length);
    if (taken) this.host.onUploadQueue(this);
    else this.reject(piece, offset, length);
  }
  onCancel(piece: number, offset: number, length: number): void {
    if (this.uploads.cancel(piece, offset, length)) this.reject(piece, offset, length); // BEP 6: every request is answered
  }
  onHave(piece: number): void {
    const answer = this.announced.have(piece);
    if (answer === 'outside') this.fault('it announced a piece outside the torrent');
    else if (answer === 'new') this.host.onHave(this, piece);
  }

  // ---- what they say: the rest ----

  onMessage(message: PeerMessage): void {
    switch (message.kind) {
      case 'choke':
        return this.onChoke();
      case 'unchoke':
        this.flags.peerChoking = false;
        return this.host.onFlags(this);
      case 'interested':
      case 'not-interested':
        this.flags.peerInterested = message.kind === 'interested';
        return this.host.onFlags(this);
      case 'bitfield':
      case 'have-all':
      case 'have-none':
        return this.onPieceSet(message);
      case 'reject':
        return this.onReject(message.piece, message.offset);
      case 'allowed-fast':
        if (this.mayName(message.piece)) this.permits.onAllowed(message.piece);
        return;
      case 'suggest':
        if (this.mayName(message.piece)) this.permits.onSuggested(message.piece);
        return;
      case 'extended':
        return this.host.onExtended(this, message.id, message.payload);
      case 'port':
        if (message.port !== 0) this.host.onDhtPort(this, message.port);
        return;
      default: // keep-alive and unknown ids need no answer
    }
  }

  /** It no longer has a piece (BEP 54): what it was asked of it will not come. */
  onDontHave(piece: number): void {
    const wasFull = this.pieces.size > 0 && this.pieces.isFull;
    const answer = this.announced.lose(piece);
    if (answer === 'outside') return this.fault('it lost a piece outside the torrent');
    if (answer !== 'lost') return;
    this.host.onPieceLost(this, piece, wasFull);
    this.requests.dropPiece(piece, (block) => this.host.onRequestDropped(this, piece, block));
  }

  private onChoke(): void {
    this.flags.peerChoking = true;
    this.window.restart();
    // BEP 6: a fast peer rejects each request itself; without it they are all gone
    if (!this.supportsFast) this.requests.clear((piece, block) => this.host.onRequestDropped(this, piece, block));
    this.host.onFlags(this);
  }

  private onReject(piece: number, offset: number): void {
    const block = Math.floor(offset / BLOCK_BYTES);
    if (Number.isNaN(this.requests.strike(piece, block))) return;
    this.permits.onRejected(piece, this.flags.peerChoking);
    this.host.onRequestDropped(this, piece, block);
  }

  private onPieceSet(message: PieceSet): void {
    const answer = this.announced.list(message);
    if (answer === 'twice') this.fault('it sent its list of pieces twice');
    else if (answer === 'misfit') this.fault('its list of pieces does not fit the torrent');
    else if (answer === 'taken') this.host.onPieces(this);
  }

  /** Favours are optional: one that names no piece of ours is passed over. */
  private mayName(piece: number): boolean {
    return this.supportsFast && (this.geometry === null || piece < this.geometry.pieceCount);
  }
  private isInside(piece: number, offset: number, length: number): boolean {
    const geometry = this.geometry;
    return geometry !== null && piece < geometry.pieceCount && offset + length <= geometry.pieceBytes(piece);
  }
  private blockBytes(piece: number, block: number): number {
    return Math.min(BLOCK_BYTES, (this.geometry?.pieceBytes(piece) ?? 0) - block * BLOCK_BYTES);
  }
  private fault(text: string): void {
    this.host.onFault(this, { kind: 'protocol', text });
  }
}

function limitsFor(geometry: PeerGeometry) {
  return { ...DEFAULT_LIMITS, maxBitfieldBytes: (geometry.pieceCount + 7) >> 3 };
}
