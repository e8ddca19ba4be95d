/**
 * What is asked of whom: tops up the requests under way with each peer from the picker, takes requests back, and notes
 * those that end without an answer. Who finds no memory or no room among the requests under way waits in line: what comes
 * free is for the first of them, not for whoever happens to be served next. Invariants: a request in a peer's book is
 * marked in the picker, or belongs to a piece that is no longer open; what the limit was charged for a request is given
 * back when nothing comes of it.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import type { PeerGeometry, PeerMachine } from '../peer/peer-machine.js';
import { LARGEST_WINDOW } from '../peer/request-window.js';
import type { BlockKeys } from '../picker/open-piece.js';
import type { RequestPart } from './request-share.js';
import type { SwarmContent } from './swarm-content.js';
import type { SwarmPeer } from './swarm-peer.js';

/** Requests go out in batches, a write each: a peer is topped up when this many fit. */
const REFILL_BLOCKS = 128;
/** A peer that rejects requests though it does not choke us is asked again after this long: no ping-pong. */
const REJECTED_MS = 1000;
/** A peer on probation whose pieces wait for others this long is asked for more. */
const WAITED_MS = 300;
/** Who brings a whole piece in so many seconds gets pieces of its own: less to read and to hash for those who serve, fewer to blame. */
const WHOLE_PIECE_SECONDS = 20;
/** Rounds of silence whose answers may all come late. */
const SILENT_ROUNDS = 4;
/** Called off by ourselves, while a slow line may hold several rounds of answers that were on their way already. */
const CANCELLED_ROUNDS = 8;

export interface RequesterHost {
  readonly peers: ReadonlyMap<number, SwarmPeer>;
  /** This torrent's part of what the session may have under way. */
  readonly requests: RequestPart;
  /** Null while no payload may move. */
  content(): SwarmContent | null;
  geometry(): PeerGeometry | null;
  nowMs(): number;
  /** Payload bytes that may be asked for now (rate limits) of a peer that owes us some already, and the spending of them. */
  downloadAllowance(owedBytes: number): number;
  spendDownload(bytes: number): void;
  /** Asked for and not to come after all. */
  giveBackDownload(bytes: number): void;
  onWasted(bytes: number): void;
}

/** What was just picked; used and done with within one call. */
const picked = new Int32Array(LARGEST_WINDOW * 2);

export class Requester {
  /** Blocks that one peer may be asked for at once (memory-share). */
  private memoryShare = LARGEST_WINDOW;
  /** Peers that would be asked for more if there were room, in the order in which they found none. */
  private readonly line = new Set<SwarmPeer>();

  constructor(private readonly host: RequesterHost) {}

  /**
   * Tops up the requests under way with a peer. Blocks already asked from others are repeated only on the tick
   * (`onTick`) and only to an idle peer: what others are about to send anyway then comes once, not twice.
   */
  refill(peer: SwarmPeer, onTick = false): void {
    this.serveLine();
    this.ask(peer, onTick);
  }

  /** Whether it waits for room. */
  isInLine(peer: SwarmPeer): boolean {
    return this.line.has(peer);
  }

  /** Room has come free, or may have: those who wait for it come first, as long as there is some. */
  private serveLine(): void {
    const flow = this.host.content()?.flow;
    if (this.line.size === 0 || !flow?.hasRoom) return;
    const nowMs = this.host.nowMs();
    for (const peer of this.line) {
      this.ask(peer, false);
      peer.flush(nowMs);
      if (this.line.has(peer)) return;
    }
  }

  /** Asks for what there is room for; who finds none keeps its place in the line, or gets one. */
  private ask(peer: SwarmPeer, onTick: boolean): void {
    if (this.askMore(peer, onTick)) this.line.delete(peer);
    else this.line.add(peer);
  }

  /** False when it would be asked for something if there were room. */
  private askMore(peer: SwarmPeer, onTick: boolean): boolean {
    const { machine } = peer;
    const content = this.host.content();
    if (content === null || peer.closed || !machine.flags.interested) return true;
    const favours = machine.flags.peerChoking ? machine.permits.allowedToUs : machine.permits.suggested; // BEP 6
    if (machine.flags.peerChoking && favours.length === 0) return true;
    const nowMs = this.host.nowMs();
    if (nowMs < peer.askAfterMs) return true;
    const window = Math.min(machine.window.size, this.memoryShare);
    const wanted = Math.min(window - machine.requests.size, machine.requests.room, LARGEST_WINDOW);
    if (wanted < Math.min(REFILL_BLOCKS, window / 2)) return true;
    const allowed = Math.min(
      wanted,
      this.probationRoom(peer, content, onTick),
      Math.floor(this.host.downloadAllowance(machine.requests.size * BLOCK_BYTES) / BLOCK_BYTES),
    );
    if (allowed <= 0) return true;
    const room = Math.min(allowed, this.host.requests.room(nowMs));
    if (room <= 0) return false;
    peer.keepsPieces = machine.stats.down.bps(nowMs) * WHOLE_PIECE_SECONDS >= content.flow.pieceLength;
    let count = favours.length === 0 ? 0 : content.picker.pickAmong(peer, favours, room, picked);
    if (count === 0 && !machine.flags.peerChoking)
      count = content.picker.pick(peer, room, picked, onTick && machine.requests.size === 0, nowMs);
    peer.starved = count === 0 && !machine.flags.peerChoking && !content.picker.isComplete;
    if (count === 0) return !content.picker.wasRefused;
    machine.request(picked, count, nowMs);
    peer.mostAsked = Math.max(peer.mostAsked, machine.requests.size);
    this.host.spendDownload(count * BLOCK_BYTES);
    return true;
  }

  /** So many peers deliver, or would if there were memory. */
  shareMemory(peers: number): void {
    this.memoryShare = this.host.content()?.flow.blocksAPeer(peers) ?? LARGEST_WINDOW;
  }

  /**
   * A piece is good: its memory is free for those in line, and those who gave it (`from`, a key for each block) and were
   * on probation may be waiting for that.
   */
  askAgain(from: BlockKeys): void {
    this.serveLine();
    let last = -1;
    for (const key of from) {
      if (key === last) continue;
      last = key;
      const peer = this.host.peers.get(key);
      if (peer === undefined || peer.machine.requests.size > 0) continue;
      this.refill(peer);
      peer.flush(this.host.nowMs());
    }
  }

  /** A block came from `winner`: others need not send it. */
  cancelElsewhere(piece: number, block: number, winner: number): void {
    let left = (this.host.content()?.picker.openPiece(piece)?.askers[block] ?? 0) - 1;
    for (const peer of this.host.peers.values()) {
      if (left <= 0) return;
      if (peer.key === winner || !peer.machine.requests.has(piece, block)) continue;
      peer.machine.cancel(piece, block);
      peer.owe(CANCELLED_ROUNDS);
      left--;
      this.host.giveBackDownload(BLOCK_BYTES);
    }
  }

  /** A request ended without an answer: rejected or choked away, or given up after silence. */
  onDropped(machine: PeerMachine, piece: number, block: number, isSilent = false): void {
    const peer = this.host.peers.get(machine.key);
    if (peer !== undefined) {
      peer.owe(isSilent ? SILENT_ROUNDS : 1); // it may be on its way all the same
      if (!machine.flags.peerChoking) peer.askAfterMs = this.host.nowMs() + REJECTED_MS;
    }
    this.host.giveBackDownload(BLOCK_BYTES);
    this.host.content()?.picker.unask(piece, block);
  }

  /** The rest of the block that it is sending goes nowhere: another may be asked for it. */
  releaseClaim(peer: SwarmPeer): void {
    if (peer.claimedPiece < 0) return;
    this.host.content()?.picker.abandon(peer.claimedPiece, peer.claimedOffset / BLOCK_BYTES, peer.key);
    this.host.onWasted(peer.machine.stats.down.total - peer.claimedFromBytes);
    peer.claimedPiece = -1;
  }

  /** It has gone: neither what it was asked for comes, nor the rest of the block that it was sending. */
  onGone(peer: SwarmPeer): void {
    const { claimedFromBytes, claimedOffset, claimedPiece, machine } = peer;
    this.line.delete(peer);
    const pieceBytes = claimedPiece < 0 ? 0 : (this.host.geometry()?.pieceBytes(claimedPiece) ?? 0);
    const missing = Math.min(BLOCK_BYTES, pieceBytes - claimedOffset) - (machine.stats.down.total - claimedFromBytes);
    if (claimedPiece >= 0 && missing > 0) this.host.giveBackDownload(missing);
    this.dropAll(peer);
  }

  /** Nothing that it was asked for is wanted of it any more. */
  dropAll(peer: SwarmPeer): void {
    const picker = this.host.content()?.picker;
    this.releaseClaim(peer);
    peer.machine.requests.clear((piece, block) => {
      peer.owe();
      this.host.giveBackDownload(BLOCK_BYTES);
      picker?.unask(piece, block);
    });
  }

  /** Blocks that a peer may have under way by what it has shown so far; one that waits for others in vain gets a piece more. */
  private probationRoom({ machine, probation }: SwarmPeer, { picker }: SwarmContent, onTick: boolean): number {
    const geometry = this.host.geometry();
    if (probation.isOver || geometry === null) return Number.POSITIVE_INFINITY;
    const blocksAPiece = Math.ceil(geometry.pieceBytes(0) / BLOCK_BYTES);
    const room = probation.room(machine.requests.size, blocksAPiece, (piece) => picker.openPiece(piece) !== undefined);
    const waits = onTick && room <= 0 && machine.requests.size === 0 && this.host.nowMs() - machine.stats.lastBlockAt > WAITED_MS;
    return waits ? blocksAPiece : room;
  }
}
