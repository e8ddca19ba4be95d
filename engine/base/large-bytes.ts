/**
 * Memory for what may be large and is read by more than one thread: file tables, hashes, descriptions of torrents.
 * Above a limit it is shared memory, so that handing it to a worker or taking it from one copies nothing.
 */

/** Below this a copy costs less than the shared memory's own bookkeeping. */
const SHARED_FROM_BYTES = 16 * 1024;

/** Zeroed memory, shared from 16 KiB on. */
export const largeMemory = (bytes: number): ArrayBufferLike =>
  bytes >= SHARED_FROM_BYTES ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

/** Zeroed tables in such memory. Small ones are made without a buffer of their own, which would cost more than they hold. */
export const largeBytes = (count: number): Uint8Array =>
  count >= SHARED_FROM_BYTES ? new Uint8Array(largeMemory(count)) : new Uint8Array(count);
export const largeWords = (count: number): Uint32Array =>
  count * 4 >= SHARED_FROM_BYTES ? new Uint32Array(largeMemory(count * 4)) : new Uint32Array(count);
export const largeFloats = (count: number): Float64Array =>
  count * 8 >= SHARED_FROM_BYTES ? new Float64Array(largeMemory(count * 8)) : new Float64Array(count);

/** The same bytes in memory of their own. */
export function largeCopy(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(largeMemory(bytes.length));
  copy.set(bytes);
  return copy;
}
