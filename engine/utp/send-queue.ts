/**
 * What was written and is not yet in packets. Chunks are read when packets are made, and whoever wrote them is told when
 * the last of them was read: packets have memory of their own.
 */

interface Write {
  readonly chunks: readonly Uint8Array[];
  readonly written: (() => void) | undefined;
  /** The chunk that is read next, and how far it was read. */
  index: number;
  offset: number;
}

export class SendQueue {
  private readonly writes: Write[] = [];
  /** Read to their end, and not told yet. */
  private done: (() => void)[] = [];
  /** Bytes that wait. */
  bytes = 0;
  private finished = false;

  push(chunks: readonly Uint8Array[], written: (() => void) | undefined): void {
    for (const chunk of chunks) this.bytes += chunk.length;
    this.writes.push({ chunks, written, index: 0, offset: 0 });
    this.dropRead();
  }

  /** Copies the next bytes to `at`, up to `most`; returns how many. */
  read(out: Buffer, at: number, most: number): number {
    let copied = 0;
    while (copied < most) {
      const write = this.writes[0];
      const chunk = write?.chunks[write.index];
      if (write === undefined || chunk === undefined) break;
      const part = Math.min(most - copied, chunk.length - write.offset);
      // by `fill`, which moves memory at full speed: `set` reads shared memory word by word, each an atomic load
      if (part > 0) out.fill(chunk.subarray(write.offset, write.offset + part), at + copied, at + copied + part);
      copied += part;
      write.offset += part;
      this.dropRead();
    }
    this.bytes -= copied;
    return copied;
  }

  /** Tells those whose writes were read; true when there were any. */
  tell(): boolean {
    const any = this.finished;
    this.finished = false;
    while (this.done.length > 0) {
      const { done } = this;
      this.done = [];
      for (const written of done) written();
    }
    return any;
  }

  /** Throws away what waits, and tells. */
  clear(): void {
    for (const { written } of this.writes.splice(0)) if (written !== undefined) this.done.push(written);
    this.bytes = 0;
    this.tell();
  }

  private dropRead(): void {
    for (let write = this.writes[0]; write !== undefined; write = this.writes[0]) {
      while (write.index < write.chunks.length && write.offset >= (write.chunks[write.index]?.length ?? 0)) {
        write.index++;
        write.offset = 0;
      }
      if (write.index < write.chunks.length) return;
      this.writes.shift();
      this.finished = true;
      if (write.written !== undefined) this.done.push(write.written);
    }
  }
}
