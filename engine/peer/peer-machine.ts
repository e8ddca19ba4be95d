/**
 * One connected peer after the handshake (BEP 3, 6, 10): bytes in, small messages out, bulk to its host as numbers.
 * It keeps what both sides have said; whom to unchoke and what to ask for is decided elsewhere.
 * Invariant: an index that leaves this class lies inside the torrent.
 */
import type { Endpoint } from '../api/ids.js';
import { Bitfield } from '../base/bitfield.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import * as encode from '../wire/encode.js';
import { DEFAULT_LIMITS, Framer, type WireSink } from '../wire/framer.js';
import type { ReservedFlags } from '../wire/handshake.js';
import type { PeerMessage } from '../wire/message.js';
import { Outbox } from './outbox.js';
import { type DropReason, newFlags, type PeerFlags } from './peer-state.js';
import { PeerStats } from './peer-stats.js';
import { PendingPieces } from './pending-pieces.js';
import { RequestBook } from './request-book.js';
import { RequestWindow } from './request-window.js';
import { UploadQueue } from './upload-queue.js';

/** The few questions a peer asks of its swarm. Calls come from inside `receive`; views are valid only during the call. */
export interface PeerHost {
  /** A block begins to arrive; true claims it (its bytes are wanted), false lets it run into the void. */
  onBlockBegin(peer: PeerMachine, piece: number, offset: number, length: number): boolean;
  onBlockBytes(peer: PeerMachine, piece: number, offset: number, view: Uint8Array): void;
  onBlockEnd(peer: PeerMachine, piece: number, offset: number, length: number): void;
  /** The peer's set of pieces became known as a whole. */
  onPieces(peer: PeerMachine): void;
  onHave(peer: PeerMachine, piece: number): void;
  /** Choke or interest changed on their side. */
  onFlags(peer: PeerMachine): void;
  /** A valid request was queued in `peer.uploads`. */
  onUploadQueue(peer: PeerMachine): void;
  /** A request of ours ended without an answer (choke, reject). */
  onRequestDropped(peer: PeerMachine, piece: number, block: number): void;
  /** An extension message (BEP 10); id 0 is the extension handshake, others are numbers that we gave out. */
  onExtended(peer: PeerMachine, id: number, payload: Uint8Array): void;
  /** The peer broke the protocol: the owner closes the connection. */
  onFault(peer: PeerMachine, reason: DropReason): void;
}

export interface PeerIdentity {
  readonly key: number;
  readonly endpoint: Endpoint;
  readonly incoming: boolean;
  readonly peerId: Uint8Array;
  readonly reserved: ReservedFlags;
}

/** Geometry the peer's messages are checked against; null while a magnet's metadata is missing. */
export interface PeerGeometry {
  readonly pieceCount: number;
  pieceBytes(piece: number): number;
}

/** Largest block that we serve; every client asks for 16 KiB or less today. */
const MAX_SERVED_BYTES = BLOCK_BYTES;

export class PeerMachine implements WireSink {
  readonly flags: PeerFlags = newFlags();
  readonly requests = new RequestBook();
  readonly window = new RequestWindow();
  readonly uploads = new UploadQueue();
  readonly stats: PeerStats;
  readonly outbox = new Outbox();
  /** What the peer has; empty until it said (or until the metadata is known). */
  pieces: Bitfield;
  private readonly framer = new Framer(this, DEFAULT_LIMITS);
  private pending: PendingPieces | null;
  private geometry: PeerGeometry | null;
  private piecesKnown = false;
  private claimed = false;
  private now = 0;

  constructor(
    readonly identity: PeerIdentity,
    private readonly host: PeerHost,
    geometry: PeerGeometry | null,
    nowMs: number,
  ) {
    this.geometry = geometry;
    this.pending = geometry === null ? new PendingPieces() : null;
    this.pieces = new Bitfield(geometry?.pieceCount ?? 0);
    this.stats = new PeerStats(nowMs);
    if (geometry !== null) this.framer.setLimits(limitsFor(geometry));
  }

  get key(): number {
    return this.identity.key;
  }
  get supportsFast(): boolean {
    return this.identity.reserved.fast;
  }

  /** Feeds received bytes; a protocol fault is told to the host. */
  receive(view: Uint8Array, nowMs: number): void {
    this.now = nowMs;
    this.stats.lastReceivedAt = nowMs;
    const error = this.framer.receive(view);
    if (error !== null) this.host.onFault(this, { kind: 'protocol', text: error.message });
  }

  /** No callback after this. */
  stop(): void {
    this.framer.stop();
  }

  /** The metadata has come: what the peer said before is judged now. */
  setGeometry(geometry: PeerGeometry): void {
    this.geometry = geometry;
    this.framer.setLimits(limitsFor(geometry));
    const pieces = this.pending === null ? new Bitfield(geometry.pieceCount) : this.pending.resolve(geometry.pieceCount);
    this.pending = null;
    if (pieces === null) return this.fault('its list of pieces does not fit the torrent');
    this.pieces = pieces;
    this.host.onPieces(this);
  }

  // ---- what we say ----

  setChoking(choking: boolean): void {
    if (this.flags.choking === choking) return;
    this.flags.choking = choking;
    this.outbox.append(choking ? encode.CHOKE : encode.UNCHOKE);
    if (choking) this.uploads.clear((piece, offset, length) => this.reject(piece, offset, length));
  }
  setInterested(interested: boolean): void {
    if (this.flags.interested === interested) return;
    this.flags.interested = interested;
    this.outbox.append(interested ? encode.INTERESTED : encode.NOT_INTERESTED);
  }
  /** First message of ours: what we have. */
  sayPieces(have: Bitfield): void {
    if (this.supportsFast && have.isFull) this.outbox.append(encode.HAVE_ALL);
    else if (this.supportsFast && have.isEmpty) this.outbox.append(encode.HAVE_NONE);
    else if (!have.isEmpty) this.outbox.append(encode.encodeBitfield(have.toWire()));
  }
  /** First message while the metadata is missing; only where the fast extension allows a later bitfield to follow as haves. */
  sayNothingYet(): void {
    this.outbox.append(encode.HAVE_NONE);
  }
  sayHave(piece: number): void {
    const at = this.outbox.reserve(encode.HAVE_BYTES);
    encode.writeHave(this.outbox.bytes(), at, piece);
  }
  sayExtended(id: number, payload: Uint8Array): void {
    this.outbox.append(encode.encodeExtended(id, payload));
  }
  keepAlive(): void {
    this.outbox.append(encode.KEEP_ALIVE);
  }
  /** Asks for `count` blocks given as pairs (piece, block). */
  request(pairs: Int32Array, count: number, nowMs: number): void {
    const geometry = this.geometry;
    if (geometry === null) return;
    for (let i = 0; i < count; i++) {
      const piece = pairs[i * 2] ?? 0;
      const block = pairs[i * 2 + 1] ?? 0;
      const offset = block * BLOCK_BYTES;
      const at = this.outbox.reserve(encode.REQUEST_BYTES);
      encode.writeRequest(this.outbox.bytes(), at, piece, offset, Math.min(BLOCK_BYTES, geometry.pieceBytes(piece) - offset));
      this.requests.add(piece, block, nowMs);
    }
  }
  /** Takes a request back (endgame). */
  cancel(piece: number, block: number): void {
    const geometry = this.geometry;
    if (geometry === null || Number.isNaN(this.requests.strike(piece, block))) return;
    const offset = block * BLOCK_BYTES;
    const at = this.outbox.reserve(encode.REQUEST_BYTES);
    encode.writeCancel(this.outbox.bytes(), at, piece, offset, Math.min(BLOCK_BYTES, geometry.pieceBytes(piece) - offset));
  }
  reject(piece: number, offset: number, length: number): void {
    if (!this.supportsFast) return;
    const at = this.outbox.reserve(encode.REQUEST_BYTES);
    encode.writeReject(this.outbox.bytes(), at, piece, offset, length);
  }

  // ---- what they say (WireSink) ----

  onBlockBegin(piece: number, offset: number, length: number): void {
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
    if (!this.claimed) return;
    this.claimed = false;
    this.host.onBlockEnd(this, piece, offset, length);
  }

  onRequest(piece: number, offset: number, length: number): void {
    if (length === 0 || !this.isInside(piece, offset, length)) return this.fault('it asked for a block outside the torrent');
    const refused = this.flags.choking || length > MAX_SERVED_BYTES || !this.uploads.add(piece, offset, length);
    if (refused) this.reject(piece, offset, length);
    else this.host.onUploadQueue(this);
  }
  onCancel(piece: number, offset: number, length: number): void {
    if (this.uploads.cancel(piece, offset, length)) this.reject(piece, offset, length); // BEP 6: every request is answered
  }

  onHave(piece: number): void {
    if (this.geometry === null) return this.pending?.have(piece);
    if (piece >= this.geometry.pieceCount) return this.fault('it announced a piece outside the torrent');
    this.piecesKnown = true;
    if (this.pieces.add(piece)) this.host.onHave(this, piece);
  }

  onMessage(message: PeerMessage): void {
    switch (message.kind) {
      case 'choke':
        return this.onChoke();
      case 'unchoke':
        this.flags.peerChoking = false;
        this.stats.lastBlockAt = this.now;
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
      case 'extended':
        return this.host.onExtended(this, message.id, message.payload);
      default: // keep-alive, port, suggest, allowed-fast and unknown ids need no answer
    }
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
    if (!Number.isNaN(this.requests.strike(piece, block))) this.host.onRequestDropped(this, piece, block);
  }

  private onPieceSet(message: PeerMessage & { kind: 'bitfield' | 'have-all' | 'have-none' }): void {
    if (this.piecesKnown) return this.fault('it sent its list of pieces twice');
    this.piecesKnown = true;
    if (this.geometry === null) return this.pending?.set(message);
    const pieces =
      message.kind === 'bitfield'
        ? Bitfield.fromWire(message.bits, this.geometry.pieceCount)
        : new Bitfield(this.geometry.pieceCount, message.kind === 'have-all');
    if (pieces === null) return this.fault('its list of pieces does not fit the torrent');
    this.pieces = pieces;
    this.host.onPieces(this);
  }

  private isInside(piece: number, offset: number, length: number): boolean {
    const geometry = this.geometry;
    return geometry !== null && piece < geometry.pieceCount && offset + length <= geometry.pieceBytes(piece);
  }

  private fault(text: string): void {
    this.host.onFault(this, { kind: 'protocol', text });
  }
}

function limitsFor(geometry: PeerGeometry) {
  return { ...DEFAULT_LIMITS, maxBitfieldBytes: (geometry.pieceCount + 7) >> 3 };
}
