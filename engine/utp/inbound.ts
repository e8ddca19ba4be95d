/**
 * The receiving half of a connection: puts packets in order, says what has come and what still fits (BEP 29, "wnd_size",
 * "Selective ACK"), and measures the delay that the peer's own control needs to know. Bytes that nobody takes wait here.
 */
import { DelayHistory } from './delay-history.js';
import type { Packet } from './packet.js';
import { ReceiveWindow } from './receive-window.js';
import { type HeldBytes, MOST_AHEAD, ReorderBuffer } from './reorder-buffer.js';
import { sequenceAfter, sequenceDistance, timestampDistance, timestampOf } from './sequence.js';

/** A single packet is acknowledged after this long, in the hope of a second one or of something to send. */
const ACK_DELAY_MS = 20;
/** So many are acknowledged at the end of the turn in which they came. */
const ACK_PACKETS = 2;
/** An announced window that grew by this much of the whole is told at once. */
const TOLD_SHARE = 0.5;

export class Inbound {
  /** The last packet that has come with all before it. */
  acknowledged: number;
  /** Payload in order that nobody has taken yet, and its bytes. */
  private readonly inbox: Uint8Array[] = [];
  inboxBytes = 0;
  /** How long the peer's last packet took by the two clocks; 0: none has come. */
  delayUs = 0;
  /** The delay of the line towards us. */
  readonly delays = new DelayHistory();
  /** Everything up to the peer's last packet has come. */
  ended = false;
  private endsAt = -1;
  private readonly reorder: ReorderBuffer;
  private readonly window = new ReceiveWindow();
  private unacknowledged = 0;
  private ackAtMs = Number.POSITIVE_INFINITY;
  private ackNow = false;
  private toldWindow = 0;
  /** Nobody takes what comes: the connection is being closed. */
  private discards = false;

  constructor(
    acknowledged: number,
    private readonly held: HeldBytes,
  ) {
    this.acknowledged = acknowledged;
    this.reorder = new ReorderBuffer(held);
  }

  /** Notes the time of a packet; what the delay towards us has come down by, microseconds (the clocks drift apart), else 0. */
  measure(packet: Packet, nowMs: number): number {
    this.delayUs = (timestampOf(nowMs) - packet.timestampUs) >>> 0;
    const { delays } = this;
    if (!delays.isKnown) {
      delays.add(this.delayUs, nowMs);
      return 0;
    }
    const before = delays.baseUs;
    delays.add(this.delayUs, nowMs);
    return Math.max(0, -timestampDistance(before, delays.baseUs));
  }

  /** Whether a packet's number can be of this connection: not far before what has come, nor beyond what we would keep. */
  isPlausible(sequence: number): boolean {
    const ahead = sequenceDistance(this.acknowledged, sequence);
    return ahead <= MOST_AHEAD && ahead > -2 * MOST_AHEAD;
  }

  /** A packet with payload, or the peer's last one. */
  onPacket(packet: Packet, isLast: boolean, roundTripMs: number, nowMs: number): void {
    const ahead = sequenceDistance(this.acknowledged, packet.sequence) - 1;
    if (isLast && this.endsAt < 0 && ahead >= 0) this.endsAt = packet.sequence;
    if (ahead < 0 || this.ended) {
      this.ackNow = true; // ours was lost, perhaps
      return;
    }
    if (this.endsAt >= 0 && sequenceDistance(this.endsAt, packet.sequence) > 0) return; // beyond the end
    this.unacknowledged++;
    const payload = isLast ? NOTHING : packet.bytes.subarray(packet.payloadAt);
    if (ahead > 0) {
      this.ackNow = true;
      if (payload.length <= this.room) this.reorder.put(sequenceAfter(this.acknowledged, 1), ahead, payload);
      return;
    }
    if (!this.discards && !this.mayKeep(payload.length)) {
      this.ackNow = true; // the peer asks whether there is room, and must not take silence for our end
      return;
    }
    this.take(payload, roundTripMs, nowMs);
    this.reorderOn(roundTripMs, nowMs);
    if (this.unacknowledged >= ACK_PACKETS || this.ended) this.ackNow = true;
    else this.ackAtMs = Math.min(this.ackAtMs, nowMs + ACK_DELAY_MS);
  }

  /** Something came that must be answered, with or without payload. */
  answer(): void {
    this.ackNow = true;
  }

  /** Whether an acknowledgement must go out now. */
  isAckDue(nowMs: number): boolean {
    return this.ackNow || nowMs >= this.ackAtMs || this.hasOpened;
  }
  /** When one that can wait is due; Infinity: none. */
  get ackDeadlineMs(): number {
    return this.ackAtMs;
  }
  /** A packet that says what has come is going out. Packets with payload do not carry the mask. */
  onSaid(withMask: boolean): void {
    this.toldWindow = this.windowBytes;
    if (this.reorder.packets > 0 && !withMask) return;
    this.unacknowledged = 0;
    this.ackAtMs = Number.POSITIVE_INFINITY;
    this.ackNow = false;
  }
  /** Bytes of the mask that an acknowledgement needs; 0: none. */
  get maskBytes(): number {
    return this.reorder.maskBytes;
  }
  writeMask(out: Uint8Array, at: number, maskBytes: number): void {
    this.reorder.writeMask(sequenceAfter(this.acknowledged, 1), out, at, maskBytes);
  }

  /** What the peer may have under way, beyond what is held here. */
  get windowBytes(): number {
    return Math.max(0, this.room);
  }

  /** Takes what has come in order, oldest first, up to `most` bytes (but one packet at least). */
  takeInbox(most: number): Uint8Array[] {
    let count = 0;
    let bytes = 0;
    for (const { length } of this.inbox) {
      if (count > 0 && bytes + length > most) break;
      bytes += length;
      count++;
    }
    this.held.give(bytes);
    this.inboxBytes -= bytes;
    return this.inbox.splice(0, count);
  }
  /** From now on everything is thrown away, though still acknowledged. */
  discard(): void {
    this.discards = true;
    this.takeInbox(Number.POSITIVE_INFINITY);
  }
  close(): void {
    this.discard();
    this.reorder.clear();
  }

  private get room(): number {
    return this.window.bytes - this.inboxBytes - this.reorder.bytes;
  }
  /** The peer believes in much less room than there is. */
  private get hasOpened(): boolean {
    return this.room - this.toldWindow > this.window.bytes * TOLD_SHARE;
  }
  /**
   * Beyond the window, or the budget of all, a packet is as good as lost: the peer sends it again. One that is awaited
   * always has room while no other waits to be taken, or what is out of order here and elsewhere would stand in its way for good.
   */
  private mayKeep(bytes: number): boolean {
    return this.inboxBytes === 0 || (this.held.hasRoom(bytes) && bytes <= this.room);
  }

  private take(payload: Uint8Array, roundTripMs: number, nowMs: number): void {
    this.acknowledged = sequenceAfter(this.acknowledged, 1);
    if (this.acknowledged === this.endsAt) this.ended = true;
    if (payload.length === 0) return;
    this.window.onBytes(payload.length, roundTripMs, nowMs);
    if (this.discards) return;
    this.held.add(payload.length);
    this.inbox.push(payload);
    this.inboxBytes += payload.length;
  }
  /** What waited for the packet that has just come. */
  private reorderOn(roundTripMs: number, nowMs: number): void {
    while (!this.ended) {
      const payload = this.reorder.next(sequenceAfter(this.acknowledged, 1));
      if (payload === null) return;
      this.ackNow = true;
      this.take(payload, roundTripMs, nowMs);
    }
  }
}

const NOTHING = new Uint8Array(0);
