/**
 * The peers of one torrent: takes connections in, passes their blocks to the piece flow, and lets them go. Requests are
 * the requester's, cadence (choking, timeouts) is in swarm-tick. Invariant: every peer in the map is counted in the
 * picker exactly once its pieces are known.
 */
import type { Endpoint } from '../api/ids.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import type { ByteStream, Clock, Random } from '../base/ports.js';
import { type PeerGeometry, type PeerHost, PeerMachine } from '../peer/peer-machine.js';
import type { DropReason } from '../peer/peer-state.js';
import { PeerMemo } from '../picker/peer-memo.js';
import type { Ban } from '../roster/ban-list.js';
import type { Candidate, CandidateList, CandidateSource } from '../roster/candidate-list.js';
import { clientName } from '../wire/client-id.js';
import type { Handshake } from '../wire/handshake.js';
import { Admission } from './admission.js';
import { offerFastPieces } from './fast-offer.js';
import { PieceTalk } from './piece-talk.js';
import { Requester, type RequesterHost } from './requester.js';
import type { SwarmContent } from './swarm-content.js';
import { SwarmPeer, type SwarmPeerHost } from './swarm-peer.js';

/** Blocks that nobody asked for: more of them are no mistake. */
const MOST_UNINVITED = 4;

export interface SwarmHost
  extends Pick<RequesterHost, 'requests' | 'downloadAllowance' | 'spendDownload' | 'giveBackDownload' | 'onWasted'> {
  readonly peerId: Uint8Array;
  readonly infoHash: Uint8Array;
  /** Bytes on the wire besides payload. */
  onOverhead(downBytes: number, upBytes: number): void;
  /** Sends our first messages: the extension handshake, what we have. */
  greet(peer: SwarmPeer): void;
  onExtended(peer: SwarmPeer, id: number, payload: Uint8Array): void;
  /** A peer's DHT node is there. */
  onDhtNode(endpoint: Endpoint): void;
  /** Choke or interest changed on a peer's side, or it told what it has. */
  onFlags(peer: SwarmPeer): void;
  onPayload(bytes: number): void;
  onBanned(ban: Ban): void;
  maxPerAddress(): number;
  /** A connection ended: the session may admit another. */
  released(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

let nextKey = 1;

export class Swarm implements PeerHost, SwarmPeerHost {
  readonly peers = new Map<number, SwarmPeer>();
  content: SwarmContent | null = null;
  /** What is asked of whom. */
  readonly requester: Requester;
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
    this.requester = new Requester({
      peers: this.peers,
      requests: host.requests,
      content: () => this.content,
      geometry: () => this.geometry,
      nowMs: () => clock.now(),
      downloadAllowance: (owedBytes) => host.downloadAllowance(owedBytes),
      spendDownload: (bytes) => host.spendDownload(bytes),
      giveBackDownload: (bytes) => host.giveBackDownload(bytes),
      onWasted: (bytes) => host.onWasted(bytes),
    });
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
    for (const peer of this.peers.values()) this.requester.dropAll(peer);
    this.content = content;
    if (content === null) return this.talk.reset();
    for (const peer of this.peers.values()) {
      peer.memo = new PeerMemo();
      content.picker.counts.add(peer);
      this.talk.updateInterest(peer);
      this.requester.refill(peer);
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
    const machine = new PeerMachine(identity, this, this.geometry, this.nowMs(), this.host.requests);
    const peer = new SwarmPeer(machine, stream, candidate, source, clientName(theirs.peerId), this);
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
    this.requester.onGone(peer);
    this.content?.uploader.forget(peer);
    this.talk.onGone(peer);
    peer.stream.close();
    this.host.onWasted(peer.machine.stats.wastedBytes);
    this.admission.onGone(peer, reason);
    this.host.released();
  }

  /** It sent damaged data: banned, whether it is still here or not. */
  convict(key: number, endpoint: Endpoint): void {
    const peer = this.peers.get(key);
    const text = 'it sent damaged data';
    if (peer !== undefined) this.drop(peer, { kind: 'corrupt', text });
    else this.admission.ban(key, endpoint, null, text);
  }

  // ---- SwarmPeerHost ----

  onReceived(peer: SwarmPeer): void {
    this.requester.refill(peer);
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
    this.host.onPayload(view.length);
    // a claim that was given up: the rest of the block is for nothing
    if (!this.content?.flow.write(piece, offset, view, machine.key)) this.host.onWasted(view.length);
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
    if (peer === undefined) return;
    this.talk.onPieces(peer);
    if (!peer.closed) this.host.onFlags(peer);
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
    this.requester.onDropped(machine, piece, block);
  }
  onExtended(machine: PeerMachine, id: number, payload: Uint8Array): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.host.onExtended(peer, id, payload);
  }
  onDhtPort(machine: PeerMachine, port: number): void {
    this.host.onDhtNode({ host: machine.identity.endpoint.host, port });
  }
  onFault(machine: PeerMachine, reason: DropReason): void {
    const peer = this.peers.get(machine.key);
    if (peer !== undefined) this.drop(peer, reason);
  }
}
