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
import { MOST_REQUESTS } from '../peer/request-window.js';
import type { PiecePicker } from '../picker/piece-picker.js';
import type { Candidate, CandidateList, CandidateSource } from '../roster/candidate-list.js';
import { clientName } from '../wire/client-id.js';
import type { Handshake } from '../wire/handshake.js';
import type { PieceFlow } from './piece-flow.js';
import { SwarmPeer, type SwarmPeerHost } from './swarm-peer.js';
import type { Uploader } from './uploader.js';

/** Requests go out in batches: a peer is topped up when this many fit. */
const REFILL_BLOCKS = 16;

/** A peer that rejects requests though it does not choke us is asked again after this long: no ping-pong. */
const REJECTED_MS = 1000;

/** Two connections made this close together are one meeting half-way: both sides must keep the same one. */
const CROSSING_MS = 20_000;

/** What moves the payload; null while the metadata is missing or the data is being checked. */
export interface SwarmContent {
  readonly picker: PiecePicker;
  readonly flow: PieceFlow;
  readonly uploader: Uploader;
}

export interface SwarmHost {
  readonly peerId: Uint8Array;
  /** Payload bytes that may be asked for now (rate limits), and the spending of them. */
  downloadAllowance(): number;
  spendDownload(bytes: number): void;
  /** Sends our first messages: the extension handshake, what we have. */
  greet(peer: SwarmPeer): void;
  onExtended(peer: SwarmPeer, id: number, payload: Uint8Array): void;
  /** Choke or interest changed on a peer's side. */
  onFlags(peer: SwarmPeer): void;
  onPayload(bytes: number): void;
  onWasted(bytes: number): void;
  onBanned(endpoint: Endpoint, reason: string): void;
  /** A connection ended: the session may admit another. */
  released(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

let nextKey = 1;

export class Swarm implements PeerHost, SwarmPeerHost {
  readonly peers = new Map<number, SwarmPeer>();
  content: SwarmContent | null = null;
  private geometry: PeerGeometry | null = null;
  private readonly picked = new Int32Array(MOST_REQUESTS * 2);

  constructor(
    private readonly host: SwarmHost,
    readonly candidates: CandidateList,
    private readonly clock: Clock,
    readonly random: Random,
  ) {}

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
    if (content === null) return;
    for (const peer of this.peers.values()) {
      content.picker.countPeer(peer.machine.pieces, 1);
      peer.interestStale = true;
      this.updateInterest(peer);
      this.refill(peer);
      peer.flush(this.nowMs());
    }
  }

  /** Takes a greeted connection in. `rest` are the bytes that followed the handshake. */
  attach(stream: ByteStream, theirs: Handshake, rest: Uint8Array, candidate: Candidate | null, source: CandidateSource): void {
    const refusal = this.refusal(theirs.peerId, stream.remote, candidate !== null);
    if (refusal !== null) {
      stream.close();
      this.host.released();
      if (candidate !== null) this.candidates.onLost(candidate, false, this.nowMs());
      if (candidate !== null && refusal === 'self') this.candidates.onSelf(candidate);
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
    this.peers.set(peer.key, peer);
    if (candidate !== null) this.candidates.onConnected(candidate);
    stream.setSink(peer);
    this.host.greet(peer);
    peer.flush(this.nowMs());
    if (rest.length > 0) peer.onBytes(rest);
  }

  /** Lets a peer go. */
  drop(peer: SwarmPeer, reason: DropReason): void {
    if (peer.closed) return;
    peer.closed = true;
    peer.machine.stop();
    this.peers.delete(peer.key);
    this.dropRequests(peer);
    this.content?.picker.countPeer(peer.machine.pieces, -1);
    this.content?.uploader.forget(peer);
    peer.stream.close();
    this.host.onWasted(peer.machine.stats.wastedBytes);
    if (reason.kind === 'protocol' || reason.kind === 'corrupt') this.ban(peer.machine.identity.endpoint, reason.text);
    else {
      const candidate = peer.candidate ?? this.listeningCandidate(peer);
      if (candidate !== undefined) candidate.isSeed = peer.machine.pieces.isFull;
      const ours = reason.kind === 'stopped' || reason.kind === 'useless';
      if (candidate !== undefined && ours) this.candidates.onStopped(candidate);
      else if (candidate !== undefined) this.candidates.onLost(candidate, peer.machine.stats.down.total > 0, this.nowMs());
    }
    this.host.released();
  }

  /** Works out whether we want anything from the peer, and says so. */
  updateInterest(peer: SwarmPeer): void {
    peer.interestStale = false;
    peer.machine.setInterested(this.content?.picker.isInteresting(peer.machine.pieces) ?? false);
  }

  /**
   * Tops up the requests under way with a peer. Blocks already asked from others are repeated only on the tick
   * (`onTick`) and only to an idle peer: what others are about to send anyway then comes once, not twice.
   */
  refill(peer: SwarmPeer, onTick = false): void {
    const { machine } = peer;
    const content = this.content;
    if (content === null || machine.flags.peerChoking || !machine.flags.interested) return;
    if (this.nowMs() < peer.askAfterMs) return;
    const room = Math.min(machine.window.size - machine.requests.size, machine.requests.room, MOST_REQUESTS);
    if (room < Math.min(REFILL_BLOCKS, machine.window.size / 2)) return;
    const allowed = Math.min(room, Math.floor(this.host.downloadAllowance() / BLOCK_BYTES));
    if (allowed <= 0) return;
    const count = content.picker.pick(peer, allowed, this.picked, onTick && machine.requests.size === 0);
    peer.starved = count === 0 && !content.picker.isComplete;
    if (count === 0) return;
    machine.request(this.picked, count, this.nowMs());
    this.host.spendDownload(count * BLOCK_BYTES);
  }

  /** We have one more piece: tell those who do not. They hear with the next flush. */
  announceHave(piece: number): void {
    for (const peer of this.peers.values()) {
      if (!peer.machine.pieces.has(piece)) peer.machine.sayHave(piece);
      else peer.interestStale = true;
    }
  }

  /** It sent damaged data: banned, whether it is still here or not. */
  convict(key: number, endpoint: Endpoint): void {
    const peer = this.peers.get(key);
    const text = 'it sent damaged data';
    if (peer !== undefined) this.drop(peer, { kind: 'corrupt', text });
    else if (!this.candidates.isBanned(endpoint.host)) this.ban(endpoint, text);
  }

  /** A block came from `winner`: others need not send it. */
  cancelElsewhere(piece: number, block: number, winner: number): void {
    for (const peer of this.peers.values()) {
      if (peer.key !== winner && peer.machine.requests.has(piece, block)) peer.machine.cancel(piece, block);
    }
  }

  // ---- SwarmPeerHost ----

  onReceived(peer: SwarmPeer): void {
    this.refill(peer);
    peer.flush(this.nowMs());
    if (peer.machine.uploads.size > 0) this.content?.uploader.serve(peer);
  }
  onWritable(peer: SwarmPeer): void {
    if (peer.machine.uploads.size > 0) this.content?.uploader.serve(peer);
  }
  onGone(peer: SwarmPeer, reason: DropReason): void {
    this.drop(peer, reason);
  }

  // ---- PeerHost ----

  onBlockBegin(machine: PeerMachine, piece: number, offset: number, length: number): boolean {
    const peer = this.peers.get(machine.key);
    const flow = this.content?.flow;
    if (peer === undefined || flow === undefined) return false;
    const block = Math.floor(offset / BLOCK_BYTES);
    const asked = !Number.isNaN(machine.requests.strike(piece, block));
    if (!asked && peer.owed === 0) return false; // nobody asked for it
    if (!asked) peer.owed--;
    if (!flow.begin(piece, offset, length, peer.key, asked)) {
      if (asked) this.content?.picker.unask(piece, block);
      return false;
    }
    peer.claimedPiece = piece;
    peer.claimedOffset = offset;
    peer.claimedAtMs = this.nowMs();
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
    this.content?.flow.finish(piece, offset, peer.key);
  }
  onPieces(machine: PeerMachine): void {
    this.content?.picker.countPeer(machine.pieces, 1);
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.updateInterest(peer);
  }
  onHave(machine: PeerMachine, piece: number): void {
    const content = this.content;
    const peer = this.peers.get(machine.key);
    if (content === null || peer === undefined) return;
    content.picker.countHave(piece, machine.pieces);
    if (!machine.flags.interested && !content.picker.have.has(piece) && content.picker.isWanted(piece)) machine.setInterested(true);
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

  private dropRequests(peer: SwarmPeer): void {
    const picker = this.content?.picker;
    if (peer.claimedPiece >= 0) picker?.abandon(peer.claimedPiece, peer.claimedOffset / BLOCK_BYTES, peer.key);
    peer.claimedPiece = -1;
    peer.machine.requests.clear((piece, block) => picker?.unask(piece, block));
  }

  /** Where a peer that came to us can be dialled, when it told, and when nobody is dialling it just now. */
  private listeningCandidate(peer: SwarmPeer): Candidate | undefined {
    const port = peer.extended?.listenPort ?? null;
    const candidate = port === null ? undefined : this.candidates.get({ host: peer.machine.identity.endpoint.host, port });
    return candidate?.state.kind === 'idle' ? candidate : undefined;
  }

  private refusal(peerId: Uint8Array, remote: Endpoint, dialled: boolean): 'self' | 'duplicate' | 'banned' | null {
    if (Buffer.compare(peerId, this.host.peerId) === 0) return 'self';
    if (this.candidates.isBanned(remote.host)) return 'banned';
    for (const peer of this.peers.values()) {
      if (Buffer.compare(peerId, peer.machine.identity.peerId) !== 0) continue;
      if (!this.isBetter(dialled, peer)) return 'duplicate';
      this.drop(peer, { kind: 'duplicate' });
    }
    return null;
  }

  /** Whether a new connection is kept rather than the one with the same peer: of two that met half-way, the one that the greater id dialled. */
  private isBetter(dialled: boolean, other: SwarmPeer): boolean {
    const { incoming, peerId } = other.machine.identity;
    if (dialled !== incoming || this.nowMs() - other.machine.stats.connectedAt > CROSSING_MS) return false;
    return dialled === Buffer.compare(this.host.peerId, peerId) > 0;
  }

  private ban(endpoint: Endpoint, reason: string): void {
    this.candidates.ban(endpoint, reason);
    this.host.onBanned(endpoint, reason);
  }
}
