/**
 * Packets that came before those in front of them. Bounded three times: by how far ahead a packet may be, by the window
 * that we advertised, and by a budget of all connections together.
 */
import { maskBytesFor } from './packet.js';
import { sequenceAfter } from './sequence.js';

const FIRST_SLOTS = 64;
/** Packets ahead of the one that is awaited; what others use, and more than a window of full packets. */
export const MOST_AHEAD = 4096;

/** Bytes held for all connections, those that wait for a paused reader included. */
export class HeldBytes {
  private used = 0;

  constructor(private readonly mostBytes = 32 * 1024 * 1024) {}

  get bytes(): number {
    return this.used;
  }
  hasRoom(bytes: number): boolean {
    return this.used + bytes <= this.mostBytes;
  }
  /** Counts them, with or without room: whoever may not exceed it asks first. */
  add(bytes: number): void {
    this.used += bytes;
  }
  give(bytes: number): void {
    this.used -= bytes;
  }
}

export class ReorderBuffer {
  private slots: (Uint8Array | null)[] = [];
  private count = 0;
  private held = 0;
  /** How far the furthest packet is ahead. */
  private furthest = 0;

  constructor(private readonly budget: HeldBytes) {}

  /** Packets held. */
  get packets(): number {
    return this.count;
  }
  /** Payload bytes held. */
  get bytes(): number {
    return this.held;
  }

  /** Keeps a packet that is `ahead` (1 or more) of the one that is awaited, `expected`; false when there is no room for it. */
  put(expected: number, ahead: number, payload: Uint8Array): boolean {
    if (ahead >= MOST_AHEAD) return false;
    if (ahead >= this.slots.length) this.grow(expected, ahead);
    const slot = this.slot(sequenceAfter(expected, ahead));
    if (this.slots[slot] !== null) return true;
    if (!this.budget.hasRoom(payload.length)) return false;
    this.budget.add(payload.length);
    this.slots[slot] = payload;
    this.count++;
    this.held += payload.length;
    this.furthest = Math.max(this.furthest, ahead);
    return true;
  }

  /** Takes out the packet that is awaited now; null when it has not come. Call for each number in turn. */
  next(expected: number): Uint8Array | null {
    if (this.furthest > 0) this.furthest--;
    if (this.count === 0) return null;
    const slot = this.slot(expected);
    const payload = this.slots[slot] ?? null;
    if (payload === null) return null;
    this.slots[slot] = null;
    this.count--;
    this.held -= payload.length;
    this.budget.give(payload.length);
    return payload;
  }

  /** Bytes of a mask that tells of all that is held (BEP 29, "Selective ACK"); 0: nothing is. */
  get maskBytes(): number {
    return this.count === 0 ? 0 : maskBytesFor(this.furthest);
  }
  /** Writes the mask: its first bit is the packet after the one that is awaited. */
  writeMask(expected: number, out: Uint8Array, at: number, maskBytes: number): void {
    const last = Math.min(this.furthest, maskBytes * 8);
    for (let ahead = 1; ahead <= last; ahead++) {
      if (this.slots[this.slot(sequenceAfter(expected, ahead))] === null) continue;
      const bit = ahead - 1;
      out[at + (bit >> 3)] = (out[at + (bit >> 3)] ?? 0) | (1 << (bit & 7));
    }
  }

  clear(): void {
    this.budget.give(this.held);
    this.slots = [];
    this.count = 0;
    this.held = 0;
    this.furthest = 0;
  }

  private slot(sequence: number): number {
    return sequence & (this.slots.length - 1);
  }

  private grow(expected: number, ahead: number): void {
    const before = this.slots;
    let size = Math.max(FIRST_SLOTS, before.length);
    while (size <= ahead) size *= 2;
    this.slots = new Array<Uint8Array | null>(size).fill(null);
    for (let i = 0; i < before.length; i++) {
      const sequence = sequenceAfter(expected, i);
      this.slots[this.slot(sequence)] = before[sequence & (before.length - 1)] ?? null;
    }
  }
}
