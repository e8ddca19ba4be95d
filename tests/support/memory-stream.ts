/**
 * Two ends of a connection in memory. What is written lies there, by reference, until the test lets it leave: a buffer
 * reused too early shows. What arrives comes in pieces of the sizes given, and is spoilt right after the call.
 */
import type { ByteSink, ByteStream, CloseReason, StreamKind } from '../../engine/base/ports.js';

const SPOILT = 0xdb;

export class MemoryStream implements ByteStream {
  readonly kind: StreamKind = { transport: 'tcp', encryption: 'none' };
  readonly remote = { host: '10.0.0.2', port: 5 };
  readonly local = { host: '10.0.0.1', port: 6 };
  queuedBytes = 0;
  /** Most that was ever queued. */
  mostQueued = 0;
  writes = 0;
  reading = true;
  closed = false;
  sink: ByteSink | null = null;
  other: MemoryStream | null = null;
  readonly queue: { readonly chunks: readonly Uint8Array[]; readonly written: (() => void) | undefined }[] = [];

  constructor(private readonly sizes: readonly number[]) {}

  setSink(sink: ByteSink): void {
    this.sink = sink;
  }
  setReading(reading: boolean): void {
    this.reading = reading;
  }
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    if (this.closed) {
      if (written) queueMicrotask(written);
      return;
    }
    this.writes++;
    this.queue.push({ chunks, written });
    for (const { length } of chunks) this.queuedBytes += length;
    this.mostQueued = Math.max(this.mostQueued, this.queuedBytes);
  }
  close(): void {
    this.end({ kind: 'local' });
  }
  end(reason: CloseReason): void {
    if (this.closed) return;
    this.closed = true;
    for (const { written } of this.queue.splice(0)) written?.();
    this.sink?.onClose(reason);
  }

  /** Lets the oldest write leave, and arrive. False: there was none. */
  sendOne(): boolean {
    const write = this.queue.shift();
    if (write === undefined) return false;
    const bytes = Buffer.concat(write.chunks);
    this.queuedBytes -= bytes.length;
    write.written?.();
    this.sink?.onDrain();
    this.other?.arrive(bytes);
    return true;
  }

  private arrive(bytes: Uint8Array): void {
    for (let at = 0, nth = 0; at < bytes.length && !this.closed; nth++) {
      const size = Math.max(1, this.sizes[nth % this.sizes.length] ?? 1);
      const view = bytes.slice(at, at + size);
      at += size;
      this.sink?.onBytes(view);
      view.fill(SPOILT);
    }
  }
}

/** A connected pair; `sizes` of what arrives at either end. */
export function memoryPair(sizes: readonly number[] = [1 << 20]): [MemoryStream, MemoryStream] {
  const [a, b] = [new MemoryStream(sizes), new MemoryStream(sizes)];
  a.other = b;
  b.other = a;
  return [a, b];
}

/** Lets everything leave and arrive, callbacks included, until nobody has more to say. */
export async function flow(...streams: readonly MemoryStream[]): Promise<void> {
  for (let moved = true; moved; ) {
    moved = false;
    for (const stream of streams) while (stream.sendOne()) moved = true;
    await Promise.resolve();
    moved ||= streams.some(({ queue }) => queue.length > 0);
  }
}
