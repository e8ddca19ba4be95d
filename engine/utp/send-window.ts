/**
 * Packets sent and not yet acknowledged by number, each with what must be known of it. Rings of numbers, so that a packet
 * costs no object. Invariant: bytes under way are those of packets neither acknowledged nor held to be lost.
 */
import type { PacketBuffer, PacketPool } from './packet-pool.js';
import { sequenceAfter, sequenceDistance } from './sequence.js';

const FIRST_SLOTS = 64;
/** Numbers wrap at 2^16, and what was sent must lie within half of that. */
export const MOST_OUTSTANDING = 16_384;
const ACKED = 1;
const LOST = 2;

export class SendWindow {
  /** The oldest packet that is not acknowledged; equals `next` when there is none. */
  first: number;
  /** The number of the next new packet. */
  next: number;
  /** Payload bytes under way. */
  flightBytes = 0;
  /** Packets held to be lost that wait to be sent again. */
  lostCount = 0;
  /** The highest number that was acknowledged, or the one before the first. */
  highestAcked: number;
  private buffers: (PacketBuffer | null)[] = new Array<PacketBuffer | null>(FIRST_SLOTS).fill(null);
  private sentAt = new Float64Array(FIRST_SLOTS);
  private payload = new Uint16Array(FIRST_SLOTS);
  private sends = new Uint8Array(FIRST_SLOTS);
  private marks = new Uint8Array(FIRST_SLOTS);

  constructor(
    firstSequence: number,
    private readonly pool: PacketPool,
  ) {
    this.first = firstSequence;
    this.next = firstSequence;
    this.highestAcked = sequenceAfter(firstSequence, -1);
  }

  /** Packets from the oldest that is not acknowledged to the newest. */
  get outstanding(): number {
    return (this.next - this.first) & 0xffff;
  }
  /** Whether the number is one of those. */
  holds(sequence: number): boolean {
    return ((sequence - this.first) & 0xffff) < this.outstanding;
  }

  /** Takes a new packet in, just being sent; it has the number `next`. There must be room: fewer than MOST_OUTSTANDING. */
  add(buffer: PacketBuffer, payloadBytes: number, nowMs: number): void {
    if (this.outstanding >= this.marks.length) this.grow();
    const slot = this.slot(this.next);
    this.buffers[slot] = buffer;
    this.sentAt[slot] = nowMs;
    this.payload[slot] = payloadBytes;
    this.sends[slot] = 1;
    this.marks[slot] = 0;
    this.flightBytes += payloadBytes;
    this.next = sequenceAfter(this.next, 1);
  }

  /** A packet is sent again. */
  resend(sequence: number, nowMs: number): void {
    const slot = this.slot(sequence);
    if (this.isLost(sequence)) {
      this.lostCount--;
      this.marks[slot] = 0;
      this.flightBytes += this.payload[slot] ?? 0;
    }
    this.sentAt[slot] = nowMs;
    this.sends[slot] = Math.min(255, (this.sends[slot] ?? 0) + 1);
  }

  buffer(sequence: number): PacketBuffer | null {
    return this.buffers[this.slot(sequence)] ?? null;
  }
  payloadBytes(sequence: number): number {
    return this.payload[this.slot(sequence)] ?? 0;
  }
  /** When it was sent last. */
  sentAtMs(sequence: number): number {
    return this.sentAt[this.slot(sequence)] ?? 0;
  }
  /** How often it was sent. */
  sendCount(sequence: number): number {
    return this.sends[this.slot(sequence)] ?? 0;
  }
  isAcked(sequence: number): boolean {
    return ((this.marks[this.slot(sequence)] ?? 0) & ACKED) !== 0;
  }
  isLost(sequence: number): boolean {
    return ((this.marks[this.slot(sequence)] ?? 0) & LOST) !== 0;
  }

  /** A held packet arrived; false when that was known. `slide` follows after all that one answer says. */
  acknowledge(sequence: number): boolean {
    const slot = this.slot(sequence);
    const marks = this.marks[slot] ?? 0;
    if ((marks & ACKED) !== 0) return false;
    if ((marks & LOST) !== 0) this.lostCount--;
    else this.flightBytes -= this.payload[slot] ?? 0;
    this.marks[slot] = ACKED;
    this.release(slot);
    if (sequenceDistance(this.highestAcked, sequence) > 0) this.highestAcked = sequence;
    return true;
  }

  /** Moves the lower end up to the oldest packet that is not acknowledged. */
  slide(): void {
    while (this.first !== this.next && this.isAcked(this.first)) this.first = sequenceAfter(this.first, 1);
  }

  /** It waits to be sent again. */
  markLost(sequence: number): void {
    const slot = this.slot(sequence);
    if ((this.marks[slot] ?? 0) !== 0) return;
    this.marks[slot] = LOST;
    this.lostCount++;
    this.flightBytes -= this.payload[slot] ?? 0;
  }

  /** The oldest packet that waits to be sent again; there must be one. */
  oldestLost(): number {
    let sequence = this.first;
    while (!this.isLost(sequence)) sequence = sequenceAfter(sequence, 1);
    return sequence;
  }

  /** Lets go of everything. */
  clear(): void {
    for (let slot = 0; slot < this.buffers.length; slot++) this.release(slot);
    this.marks.fill(0);
    this.first = this.next;
    this.flightBytes = 0;
    this.lostCount = 0;
  }

  private release(slot: number): void {
    const buffer = this.buffers[slot] ?? null;
    if (buffer === null) return;
    this.buffers[slot] = null;
    this.pool.give(buffer);
  }
  private slot(sequence: number): number {
    return sequence & (this.marks.length - 1);
  }

  private grow(): void {
    const { buffers, marks, payload, sends, sentAt } = this;
    const from = marks.length;
    const slots = from * 2;
    this.buffers = new Array<PacketBuffer | null>(slots).fill(null);
    this.sentAt = new Float64Array(slots);
    this.payload = new Uint16Array(slots);
    this.sends = new Uint8Array(slots);
    this.marks = new Uint8Array(slots);
    for (let i = 0; i < from; i++) {
      const sequence = sequenceAfter(this.first, i);
      const old = sequence & (from - 1);
      const slot = this.slot(sequence);
      this.buffers[slot] = buffers[old] ?? null;
      this.sentAt[slot] = sentAt[old] ?? 0;
      this.payload[slot] = payload[old] ?? 0;
      this.sends[slot] = sends[old] ?? 0;
      this.marks[slot] = marks[old] ?? 0;
    }
  }
}
