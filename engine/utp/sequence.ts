/** Arithmetic of sequence numbers, which wrap at 2^16 (BEP 29, "seq_nr"), and of timestamps, which wrap at 2^32 microseconds. */

/** The number `steps` after `from`; steps may be negative. */
export const sequenceAfter = (from: number, steps: number): number => (from + steps) & 0xffff;

/** How far `to` lies after `from`, -32768..32767: of the two ways round the shorter one. */
export const sequenceDistance = (from: number, to: number): number => ((to - from) << 16) >> 16;

/** A monotonic time as a packet carries it: microseconds, 32 bits. */
export const timestampOf = (nowMs: number): number => (nowMs * 1000) >>> 0;

/** How much greater `b` is than `a` on the circle of 32 bits, -2^31..2^31-1. */
export const timestampDistance = (a: number, b: number): number => (b - a) | 0;
