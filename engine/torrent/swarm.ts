/**
 * The peers of one torrent: takes connections in, passes their blocks to the piece flow, tops up requests, and lets
 * them go. Cadence (choking, timeouts) is in swarm-tick; what to ask for is the picker's. Invariant: every peer in
 * the map is counted in the picker exactly once its pieces are known.
 */
import type { Endpoint } from '../api/ids.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import type { ByteStream, Clock, Random } from '../base/ports.js';
import { type PeerGeometry, type PeerHost, PeerMachine } from '../peer/peer-machine.js';
import type { DropReason } from '../peer/peer-state.js';
import { LARGEST_WINDOW } from '../peer/request-window.js';
import { PeerMemo } from '../picker/peer-memo.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import type { Ban } from '../roster/ban-list.js';
import type { Candidate, CandidateList, CandidateSource } from '../roster/candidate-list.js';
import { clientName } from '../wire/client-id.js';
import type { Handshake } from '../wire/handshake.js';
import { Admission } from './admission.js';
import { offerFastPieces } from './fast-offer.js';
import type { PieceFlow } from './piece-flow.js';
import { PieceTalk } from './piece-talk.js';
import { SwarmPeer, type SwarmPeerHost } from './swarm-peer.js';
import type { Uploader } from './uploader.js';

/** Requests go out in batches, a write each: a peer is topped up when this many fit. */
const REFILL_BLOCKS = 64;

/** A peer that rejects requests though it does not choke us is asked again after this long: no ping-pong. */
const REJECTED_MS = 1000;

/** Blocks that nobody asked for: more of them are no mistake. */
const MOST_UNINVITED = 4;

/** A peer on probation whose pieces wait for others this long is asked for more. */
const WAITED_MS = 300;

/** What moves the payload; null while the metadata is missing or the data is being checked. */
export interface SwarmContent {
  readonly picker: PiecePicker;
  readonly flow: PieceFlow;
  readonly uploader: Uploader;
}

export interface SwarmHost {
  readonly peerId: Uint8Array;
  readonly infoHash: Uint8Array;
  /** Payload bytes that may be asked for now (rate limits) of a peer that owes us some already, and the spending of them. */
  downloadAllowance(owedBytes: number): number;
  spendDownload(bytes: number): void;
  /** Asked for and not to come after all. */
  giveBackDownload(bytes: number): void;
  /** Bytes on the wire besides payload. */
  onOverhead(downBytes: number, upBytes: number): void;
  /** Sends our first messages: the extension handshake, what we have. */
  greet(peer: SwarmPeer): void;
  onExtended(peer: SwarmPeer, id: number, payload: Uint8Array): void;
  /** Choke or interest changed on a peer's side. */
  onFlags(peer: SwarmPeer): void;
  onPayload(bytes: number): void;
  onWasted(bytes: number): void;
  onBanned(ban: Ban): void;
  maxPerAddress(): number;
  /** A connection ended: the session may admit another. */
  released(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

let nextKey = 1;

/** What was just picked; used and done with within one call. */
const picked = new Int32Array(LARGEST_WINDOW * 2);

export class Swarm implements PeerHost, SwarmPeerHost {
  readonly peers = new Map<number, SwarmPeer>();
  /** Blocks that one peer may be asked for at once (memory-share). */
  private memoryShare = LARGEST_WINDOW;
  content: SwarmContent | null = null;
  /** Who has what, both ways. */
  readonly talk: PieceTalk;
  private geometry: PeerGeometry | null = null;
  private readonly admission: Admission;

  constructor(
    private readonly host: SwarmHost,
    readonly candidates: CandidateList,
    private readonly clock: Clock,
    readonly random: Random,
  ) {
    const { peerId } = host;
    const asks = { peerId, maxPerAddress: () => host.maxPerAddress(), onBanned: (ban: Ban) => host.onBanned(ban) };
    this.admission = new Admission(
      { ...asks, peers: () => this.peers.values(), drop: (peer, reason) => this.drop(peer, reason) },
      candidates,
      clock,
    );
    const startOver = (peer: SwarmPeer) => this.drop(peer, { kind: 'stopped' });
    const pieceBytes = (piece: number) => this.geometry?.pieceBytes(piece) ?? 0;
    this.talk = new PieceTalk({ peers: this.peers, pieceBytes, picker: () => this.content?.picker ?? null, startOver }, clock, random);
  }

  nowMs(): number {
    return this.clock.now();
  }

  /** Geometry became known: peers can say what they have. */
  setGeometry(geometry: PeerGeometry): void {
    this.geometry = geometry;
    for (const peer of [...this.peers.values()]) peer.machine.setGeometry(geometry);
  }

  /** Payload may move from now on (or, with null, no longer). */
  setContent(content: SwarmContent | null): void {
    for (const peer of this.peers.values()) this.dropRequests(peer);
    this.content = content;
    if (content === null) return this.talk.reset();
    for (const peer of this.peers.values()) {
      peer.memo = new PeerMemo();
      content.picker.counts.add(peer);
      this.talk.updateInterest(peer);
      this.refill(peer);
      peer.flush(this.nowMs());
    }
    this.talk.count();
  }

  /** Takes a greeted connection in. `rest` are the bytes that followed the handshake. */
  attach(stream: ByteStream, theirs: Handshake, rest: Uint8Array, candidate: Candidate | null, source: CandidateSource): void {
    const refusal = this.admission.refusal(theirs.peerId, stream.remote, candidate);
    if (refusal !== null) {
      stream.close();
      this.host.released();
      if (candidate !== null) this.admission.onRefused(candidate, refusal);
      return;
    }
    const identity = {
      key: nextKey++,
      endpoint: stream.remote,
      incoming: candidate === null,
      peerId: theirs.peerId,
      reserved: theirs.reserved,
    };
    const machine = new PeerMachine(identity, this, this.geometry, this.nowMs());
    const peer = new SwarmPeer(machine, stream, candidate, source, clientName(theirs.peerId), this);
    this.talk.run(); // before the newcomer is among those who hear it: its list of pieces comes first
    this.peers.set(peer.key, peer);
    if (candidate !== null) this.candidates.onConnected(candidate);
    stream.setSink(peer);
    this.host.greet(peer);
    peer.flush(this.nowMs());
    if (rest.length > 0) peer.onBytes(rest);
  }

  /** It waits for a slot: it may be given pieces to ask for meanwhile (BEP 6). */
  offerFast(peer: SwarmPeer): void {
    if (this.geometry !== null && !this.talk.isSuperSeeding) offerFastPieces(peer.machine, this.host.infoHash, this.geometry);
  }

  /** Lets a peer go. */
  drop(peer: SwarmPeer, reason: DropReason): void {
    if (peer.closed) return;
    peer.closed = true;
    peer.machine.stop();
    this.peers.delete(peer.key);
    this.dropRequests(peer);
    this.content?.uploader.forget(peer);
    this.talk.onGone(peer);
    peer.stream.close();
    this.host.onWasted(peer.machine.stats.wastedBytes);
    this.admission.onGone(peer, reason);
    this.host.released();
  }

  /**
   * Tops up the requests under way with a peer. Blocks already asked from others are repeated only on the tick
   * (`onTick`) and only to an idle peer: what others are about to send anyway then comes once, not twice.
   */
  refill(peer: SwarmPeer, onTick = false): void {
    const { machine } = peer;
    const content = this.content;
    if (content === null || !machine.flags.interested) return;
    const favours = machine.flags.peerChoking ? machine.permits.allowedToUs : machine.permits.suggested; // BEP 6
    if (machine.flags.peerChoking && favours.length === 0) return;
    if (this.nowMs() < peer.askAfterMs) return;
    const window = Math.min(machine.window.size, this.memoryShare);
    const room = Math.min(window - machine.requests.size, machine.requests.room, LARGEST_WINDOW);
    if (room < Math.min(REFILL_BLOCKS, window / 2)) return;
    const allowed = Math.min(
      room,
      this.probationRoom(peer, content, onTick),
      Math.floor(this.host.downloadAllowance(machine.requests.size * BLOCK_BYTES) / BLOCK_BYTES),
    );
    if (allowed <= 0) return;
    let count = favours.length === 0 ? 0 : content.picker.pickAmong(peer, favours, allowed, picked);
    if (count === 0 && !machine.flags.peerChoking)
      count = content.picker.pick(peer, allowed, picked, onTick && machine.requests.size === 0, this.nowMs());
    peer.starved = count === 0 && !machine.flags.peerChoking && !content.picker.isComplete;
    if (count === 0) return;
    machine.request(picked, count, this.nowMs());
    this.host.spendDownload(count * BLOCK_BYTES);
  }

  /** So many peers deliver, or would if there were memory. */
  shareMemory(peers: number): void {
    this.memoryShare = this.content?.flow.blocksAPeer(peers) ?? LARGEST_WINDOW;
  }

  /** A piece is good: those who gave it (`from`, a key for each block) and were on probation may be waiting for that. */
  askAgain(from: Int32Array): void {
    let last = -1;
    for (const key of from) {
      if (key === last) continue;
      last = key;
      const peer = this.peers.get(key);
      if (peer === undefined || peer.machine.requests.size > 0) continue;
      this.refill(peer);
      peer.flush(this.nowMs());
    }
  }

  /** It sent damaged data: banned, whether it is still here or not. */
  convict(key: number, endpoint: Endpoint): void {
    const peer = this.peers.get(key);
    const text = 'it sent damaged data';
    if (peer !== undefined) this.drop(peer, { kind: 'corrupt', text });
    else this.admission.ban(key, endpoint, null, text);
  }

  /** The rest of the block that it is sending goes nowhere: another may be asked for it. */
  releaseClaim(peer: SwarmPeer): void {
    if (peer.claimedPiece < 0) return;
    this.content?.picker.abandon(peer.claimedPiece, peer.claimedOffset / BLOCK_BYTES, peer.key);
    this.host.onWasted(peer.machine.stats.down.total - peer.claimedFromBytes);
    peer.claimedPiece = -1;
  }

  /** A block came from `winner`: others need not send it. */
  cancelElsewhere(piece: number, block: number, winner: number): void {
    for (const peer of this.peers.values()) {
      if (peer.key === winner || !peer.machine.requests.has(piece, block)) continue;
      peer.machine.cancel(piece, block);
      peer.owed++;
      this.host.giveBackDownload(BLOCK_BYTES);
    }
  }

  // ---- SwarmPeerHost ----

  onReceived(peer: SwarmPeer): void {
    this.refill(peer);
    peer.flush(this.nowMs());
    if (!peer.closed && peer.machine.uploads.size > 0) this.content?.uploader.serve(peer);
  }
  onWritable(peer: SwarmPeer): void {
    if (peer.machine.uploads.size > 0) this.content?.uploader.serve(peer);
  }
  onGone(peer: SwarmPeer, reason: DropReason): void {
    this.drop(peer, reason);
  }
  onOverhead(downBytes: number, upBytes: number): void {
    this.host.onOverhead(downBytes, upBytes);
  }

  // ---- PeerHost ----

  onBlockBegin(machine: PeerMachine, piece: number, offset: number, length: number): boolean {
    const peer = this.peers.get(machine.key);
    if (peer === undefined) return false;
    const block = Math.floor(offset / BLOCK_BYTES);
    const askedAt = machine.requests.strike(piece, block);
    const asked = !Number.isNaN(askedAt);
    if (!asked) this.host.spendDownload(length);
    else if (length < BLOCK_BYTES) this.host.giveBackDownload(BLOCK_BYTES - length);
    if (!asked && peer.owed === 0) {
      if (++peer.uninvited > MOST_UNINVITED) this.onFault(machine, { kind: 'protocol', text: 'it sends blocks nobody asked for' });
      return false;
    }
    if (!asked) peer.owed--;
    if (!this.content?.flow.begin(piece, offset, length, peer.key, asked)) {
      if (asked) this.content?.picker.unask(piece, block);
      return false;
    }
    peer.claimedPiece = piece;
    peer.claimedOffset = offset;
    peer.claimedAtMs = this.nowMs();
    peer.claimedFromBytes = machine.stats.down.total;
    if (asked) machine.window.onAnswer(peer.claimedAtMs - askedAt);
    return true;
  }
  onBlockBytes(machine: PeerMachine, piece: number, offset: number, view: Uint8Array): void {
    this.content?.flow.write(piece, offset, view, machine.key);
    this.host.onPayload(view.length);
  }
  onBlockEnd(machine: PeerMachine, piece: number, offset: number): void {
    const peer = this.peers.get(machine.key);
    if (peer === undefined) return;
    peer.claimedPiece = -1;
    peer.askAfterMs = 0;
    peer.probation.onBlock(piece);
    this.content?.flow.finish(piece, offset, peer.key);
  }
  onPieces(machine: PeerMachine): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.talk.onPieces(peer);
  }
  onHave(machine: PeerMachine, piece: number): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.talk.onHave(peer, piece);
  }
  onPieceLost(machine: PeerMachine, piece: number): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.talk.onPieceLost(peer, piece);
  }
  onFlags(machine: PeerMachine): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.host.onFlags(peer);
  }
  onUploadQueue(): void {
    // served in onReceived, after the whole read has been taken in
  }
  onRequestDropped(machine: PeerMachine, piece: number, block: number): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) {
      peer.owed++; // it may be on its way all the same
      if (!machine.flags.peerChoking) peer.askAfterMs = this.nowMs() + REJECTED_MS;
    }
    this.host.giveBackDownload(BLOCK_BYTES);
    this.content?.picker.unask(piece, block);
  }
  onExtended(machine: PeerMachine, id: number, payload: Uint8Array): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.host.onExtended(peer, id, payload);
  }
  onFault(machine: PeerMachine, reason: DropReason): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.drop(peer, reason);
  }

  /** Blocks that a peer may have under way by what it has shown so far; one that waits for others in vain gets a piece more. */
  private probationRoom({ machine, probation }: SwarmPeer, { picker }: SwarmContent, onTick: boolean): number {
    if (probation.isOver || this.geometry === null) return Number.POSITIVE_INFINITY;
    const blocksAPiece = Math.ceil(this.geometry.pieceBytes(0) / BLOCK_BYTES);
    const room = probation.room(machine.requests.size, blocksAPiece, (piece) => picker.openPiece(piece) !== undefined);
    const waits = onTick && room <= 0 && machine.requests.size === 0 && this.nowMs() - machine.stats.lastBlockAt > WAITED_MS;
    return waits ? blocksAPiece : room;
  }

  private dropRequests(peer: SwarmPeer): void {
    const picker = this.content?.picker;
    this.releaseClaim(peer);
    peer.owed += peer.machine.requests.size;
    peer.machine.requests.clear((piece, block) => {
      this.host.giveBackDownload(BLOCK_BYTES);
      picker?.unask(piece, block);
    });
  }
}
