/**
 * The writing half of an encrypted stream. What is given to it is copied, encrypted and written a block at a time, and
 * only as far ahead as the system keeps up: the caller's bytes, which may be shared with others, are never changed, and
 * are free again as soon as they have been copied.
 */
import type { ByteStream } from '../base/ports.js';
import type { Rc4 } from '../mse/rc4.js';
import { giveScratch, SCRATCH_BYTES, takeScratch } from './scratch-blocks.js';

/** Writes that are encrypted and that the system has not taken yet: one under way and one behind it. */
const MOST_AHEAD = 2;
/** Less than this gets memory of its own size. */
const SMALL_BYTES = 8 * 1024;

/** Bytes to be written in order, and what is called when they are no longer needed. */
export interface Write {
  readonly chunks: readonly Uint8Array[];
  readonly written: (() => void) | undefined;
}

export class EncryptedWriter {
  /** Not yet encrypted. */
  private waitingBytes = 0;
  private readonly waiting: Write[] = [];
  private ahead = 0;
  /** How far the first of them has been copied. */
  private chunk = 0;
  private offset = 0;

  constructor(
    private readonly stream: ByteStream,
    private readonly cipher: Rc4,
  ) {}

  get queuedBytes(): number {
    return this.waitingBytes + this.stream.queuedBytes;
  }

  write(write: Write): void {
    this.waiting.push(write);
    for (const { length } of write.chunks) this.waitingBytes += length;
    this.pump();
  }

  /** Encrypts and writes what there is room for; called again whenever the stream has got rid of something. */
  pump(): void {
    while (this.waiting.length > 0 && this.ahead < MOST_AHEAD) {
      const bytes = Math.min(this.waitingBytes, SCRATCH_BYTES);
      const small = bytes < SMALL_BYTES;
      const block = small ? Buffer.alloc(bytes) : takeScratch();
      this.fill(block, bytes);
      if (bytes === 0) continue; // a write of nothing
      const view = block.subarray(0, bytes);
      this.cipher.apply(view);
      this.ahead++;
      this.stream.write([view], () => {
        this.ahead--;
        if (!small) giveScratch(block);
      });
    }
  }

  /** Nothing more is written: everybody's bytes are free. */
  close(): void {
    this.waitingBytes = 0;
    for (const { written } of this.waiting.splice(0)) written?.();
  }

  /** Moves the next `bytes` of what waits into the block. */
  private fill(block: Buffer, bytes: number): void {
    this.waitingBytes -= bytes;
    let at = 0;
    for (let write = this.waiting[0]; write !== undefined; write = this.waiting[0]) {
      for (let chunk = write.chunks[this.chunk]; chunk !== undefined; chunk = write.chunks[this.chunk]) {
        if (at === bytes && chunk.length > 0) return;
        const end = Math.min(chunk.length, this.offset + bytes - at);
        copy(chunk.subarray(this.offset, end), block, at);
        at += end - this.offset;
        this.offset = end;
        if (end < chunk.length) return;
        this.chunk++;
        this.offset = 0;
      }
      this.waiting.shift();
      this.chunk = 0;
      if (write.written !== undefined) queueMicrotask(write.written); // as from any other stream: never within `write`
    }
  }
}

/** `set` moves shared memory word by word; `fill` moves it whole, but an empty view is an error there. */
function copy(from: Uint8Array, to: Buffer, at: number): void {
  if (from.length > 0) to.fill(from, at, at + from.length);
}
