/** One connected peer inside a swarm: its machine, its stream, and what the swarm keeps about it. */
import type { ByteSink, ByteStream, CloseReason } from '../base/ports.js';
import type { PeerMachine } from '../peer/peer-machine.js';
import type { DropReason } from '../peer/peer-state.js';
import { PeerMemo } from '../picker/peer-memo.js';
import type { PickPeer } from '../picker/pick-peer.js';
import type { Candidate, CandidateSource } from '../roster/candidate-list.js';
import type { ExtendedHandshake } from '../wire/extended/handshake.js';
import { type Contributor, Probation } from './probation.js';
import type { UploadPeer } from './uploader.js';

/** Who asks on and on and reads none of our answers is let go when so much has gathered; blocks alone stay far below. */
const MOST_QUEUED_BYTES = 2 * 1024 * 1024;

export interface SwarmPeerHost {
  /** Bytes were handled: requests may be topped up and messages sent. */
  onReceived(peer: SwarmPeer): void;
  onWritable(peer: SwarmPeer): void;
  onGone(peer: SwarmPeer, reason: DropReason): void;
  /** Bytes on the wire besides payload. */
  onOverhead(downBytes: number, upBytes: number): void;
  nowMs(): number;
}

export class SwarmPeer implements ByteSink, UploadPeer, PickPeer, Contributor {
  /** The peer's extension handshake, once it came. */
  extended: ExtendedHandshake | null = null;
  /** The block being received and claimed; -1 when there is none. */
  claimedPiece = -1;
  claimedOffset = 0;
  claimedAtMs = 0;
  /** What it had sent in all by then, bytes. */
  claimedFromBytes = 0;
  /** Nothing is asked of it before: it rejected requests or let them time out, and others come first. */
  askAfterMs = 0;
  /** Requests given up that may still be answered: such a late block is welcome. */
  owed = 0;
  /** Most requests that were under way at once. */
  mostAsked = 0;
  /** Wanted blocks but there was no memory for them. */
  starved = false;
  /** The picker's notes on it: new for every picker. */
  memo = new PeerMemo();
  isFast = true;
  keepsPieces = false;
  onParole = false;
  readonly probation = new Probation();
  /** Blocks that came though nobody had asked for them. */
  uninvited = 0;
  /** How much of what we got it was told of (have-log). */
  heardUpTo = 0;
  /** Interest must be worked out anew. */
  interestStale = true;
  closed = false;

  constructor(
    readonly machine: PeerMachine,
    readonly stream: ByteStream,
    readonly candidate: Candidate | null,
    readonly source: CandidateSource,
    readonly clientFromId: string,
    private readonly host: SwarmPeerHost,
  ) {}

  get key(): number {
    return this.machine.key;
  }
  get has() {
    return this.machine.pieces;
  }
  isAsked(piece: number, block: number): boolean {
    return this.machine.requests.has(piece, block);
  }
  get client(): string {
    return this.extended?.client ?? this.clientFromId;
  }

  onBytes(view: Uint8Array): void {
    if (this.closed) return;
    const { down } = this.machine.stats;
    const before = down.total;
    this.machine.receive(view, this.host.nowMs());
    this.host.onOverhead(view.length - (down.total - before), 0);
    if (!this.closed) this.host.onReceived(this);
  }
  onDrain(): void {
    if (!this.closed) this.host.onWritable(this);
  }
  onClose(reason: CloseReason): void {
    this.host.onGone(this, { kind: 'remote', code: reason.kind === 'failed' ? reason.code : reason.kind });
  }

  /**
   * A request was given up. No more can be on their way than ever were under way at once, and a few times that where the
   * peer keeps silent round after round: what is welcome late is bounded, or rejecting would earn the right to flood us.
   */
  owe(rounds = 1): void {
    if (this.owed < rounds * this.mostAsked) this.owed++;
  }

  /** Sends the small messages gathered so far. */
  flush(nowMs: number): void {
    const bytes = this.machine.outbox.take();
    if (bytes === null || this.closed) return;
    this.machine.stats.lastSentAt = nowMs;
    this.host.onOverhead(0, bytes.length);
    this.stream.write([bytes]);
    if (this.stream.queuedBytes > MOST_QUEUED_BYTES) this.host.onGone(this, { kind: 'idle' });
  }
}
