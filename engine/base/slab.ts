/**
 * Shared memory for payload in both directions: slabs of 256 KiB out of one process-wide budget.
 * A slab is reference counted: the pool takes it back when the last holder lets go. Workers see the same memory by id.
 */

/** Size of a slab. A 16 KiB block never straddles two. */
export const SLAB_BYTES = 256 * 1024;

/** Whole pieces that fit into a slab: such neighbours are asked for, read and written together. At least one. */
export const piecesASlab = (pieceLength: number): number => Math.max(1, Math.floor(SLAB_BYTES / pieceLength));

export interface Slab {
  /** Small integer, stable for the life of the memory: workers keep a map from id to memory. */
  readonly id: number;
  readonly memory: SharedArrayBuffer;
  readonly bytes: Buffer;
}

/**
 * Copies `view` to `at`. Through `fill`, which moves memory at full speed: `set` copies into shared memory word by
 * word, each an atomic store, and that alone was an eighth of a download's CPU time.
 */
export function copyToSlab(slab: Slab, at: number, view: Uint8Array): void {
  if (view.length > 0) slab.bytes.fill(view, at, at + view.length); // nothing to fill with is an error there
}

/** Memory for what is here, and promises of memory for what was asked for and is still to come. */
export interface SlabPool {
  /** A slab with one reference, or null when the budget is spent. Contents are unspecified. */
  acquire(): Slab | null;
  /**
   * Promises a slab to what will come; false when the budget is spent. A promise takes half a slab's room: much of what
   * is asked for comes only after what came before it has left.
   */
  promise(): boolean;
  /** Makes a promise good, over the budget if need be; null, and the promise stands, when even that is spent. */
  redeem(): Slab | null;
  /** Takes a promise back: what it was for will not come. */
  forgo(): void;
  retain(slab: Slab): void;
  /** Drops one reference; at zero the slab is free again and `onFree` listeners run (once per turn). */
  release(slab: Slab): void;
  /** Whether a promise would be given. */
  readonly hasRoom: boolean;
  /** Whole slabs that `acquire` would still hand out. */
  readonly freeSlabs: number;
  readonly budgetSlabs: number;
  /** Tells when memory has become free after an acquire had failed; returns the remover. */
  onFree(listener: () => void): () => void;
}
