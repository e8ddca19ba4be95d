/**
 * One end of a virtual TCP connection. Hard on its users where the real one is: what was written is read only when it
 * is sent (so it must stay unchanged), arriving bytes come in any split and their view is spoilt right after the call,
 * and nothing at all tells that the other side has vanished.
 */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { ByteSink, ByteStream, Clock, CloseReason, Random, StreamKind } from '../../../engine/base/ports.js';
import type { Downlink, Sender, Uplink } from './virtual-link.js';

/** Sent and not yet taken by the other side's program: what the two systems' socket buffers hold. */
const WINDOW_BYTES = 256 * 1024;
const SEGMENT_BYTES = 32 * 1024;
const SPOILT = 0xdb;

/** The host a stream ends at. */
export interface StreamHost {
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  readonly jitterMs: number;
  readonly vanished: boolean;
  /** Its open streams. */
  readonly streams: Set<VirtualStream>;
}

interface Write {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
  readonly written: (() => void) | undefined;
  chunk: number;
  offset: number;
  leftBytes: number;
}

export class VirtualStream implements ByteStream, Sender {
  readonly kind: StreamKind = { transport: 'tcp', encryption: 'none' };
  queuedBytes = 0;
  /** Payload that arrived here, bytes. */
  receivedBytes = 0;
  closed = false;
  /** Its program went away without a word: what comes later is answered by a reset. */
  private abandoned = false;
  /** The other end; set by the network right after both are made. */
  twin: VirtualStream | null = null;
  private sink: ByteSink | null = null;
  private reading = true;
  private readonly out: Write[] = [];
  private readonly inbox: (Uint8Array | CloseReason)[] = [];
  /** What follows after `close`. */
  private readonly last: Uint8Array[] = [];
  /** A segment is just being sent. */
  private onWire = false;
  private unacknowledged = 0;
  private lastArrivalAt = 0;
  private delivering = false;

  constructor(
    private readonly host: StreamHost,
    readonly local: Endpoint,
    readonly remote: Endpoint,
    private readonly latencyMs: number,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    host.streams.add(this);
  }

  setSink(sink: ByteSink): void {
    this.sink = sink;
    if (this.inbox.length > 0) this.clock.soon(() => this.deliver());
  }

  write(chunks: readonly Uint8Array[], written?: () => void): void {
    if (this.closed) {
      if (written) queueMicrotask(written);
      return;
    }
    let bytes = 0;
    for (const chunk of chunks) bytes += chunk.length;
    this.queuedBytes += bytes;
    this.out.push({ chunks, bytes, written, chunk: 0, offset: 0, leftBytes: bytes });
    this.host.uplink.wake(this);
  }

  setReading(reading: boolean): void {
    this.reading = reading;
    if (reading) this.clock.soon(() => this.deliver());
  }

  close(): void {
    if (this.closed) return;
    // the system still sends what it has taken over, then the end; what is beyond its buffer is lost
    const sending = this.onWire;
    for (let segment = this.takeSegment(); segment !== null; segment = this.takeSegment()) this.last.push(segment);
    this.end({ kind: 'local' });
    if (!sending) this.sendLast();
  }

  /** The connection breaks: both sides are told. */
  reset(): void {
    this.twin?.end({ kind: 'failed', code: 'ECONNRESET' });
    this.end({ kind: 'failed', code: 'ECONNRESET' });
  }

  /** The program on this side is gone: nothing is told to anybody. */
  abandon(): void {
    this.closed = true;
    this.abandoned = true;
    this.out.length = 0;
    this.host.streams.delete(this);
  }

  // ---- Sender ----

  takeSegment(): Uint8Array | null {
    if (this.closed || this.host.vanished || this.unacknowledged >= WINDOW_BYTES) return null;
    const write = this.out.find(({ leftBytes }) => leftBytes > 0);
    if (write === undefined) return null;
    const few = this.random.next() < 0.1;
    const segment = new Uint8Array(Math.min(write.leftBytes, few ? 1 + Math.floor(this.random.next() * 1500) : SEGMENT_BYTES));
    for (let at = 0; at < segment.length; ) {
      const chunk = write.chunks[write.chunk];
      if (chunk === undefined) break;
      const part = chunk.subarray(write.offset, write.offset + segment.length - at);
      segment.set(part, at);
      at += part.length;
      write.offset += part.length;
      if (write.offset === chunk.length) {
        write.chunk += 1;
        write.offset = 0;
      }
    }
    write.leftBytes -= segment.length;
    this.unacknowledged += segment.length;
    this.onWire = true;
    return segment;
  }

  onSegmentSent(segment: Uint8Array): void {
    this.send(segment);
    this.onWire = false;
    if (this.closed) return this.sendLast();
    const write = this.out[0];
    if (write === undefined || write.leftBytes > 0) return;
    this.out.shift();
    this.queuedBytes -= write.bytes;
    write.written?.();
    if (!this.closed) this.sink?.onDrain();
  }

  // ---- inside ----

  private sendLast(): void {
    const { twin } = this;
    for (const segment of this.last.splice(0)) this.send(segment);
    if (twin !== null) this.travel(0, () => twin.take({ kind: 'ended' }));
  }
  private send(segment: Uint8Array): void {
    const { twin } = this;
    if (twin !== null) this.travel(segment.length, () => twin.take(segment));
  }

  /** Over the wire to the twin's host, in order. */
  private travel(bytes: number, arrive: () => void): void {
    const { twin } = this;
    if (twin === null || this.host.vanished) return;
    const jitter = this.random.next() * this.host.jitterMs;
    const at = Math.max(this.lastArrivalAt, this.clock.now() + this.latencyMs + jitter);
    this.lastArrivalAt = at;
    this.clock.after(at - this.clock.now(), () => {
      if (!twin.host.vanished) twin.host.downlink.push(bytes, arrive);
    });
  }

  private take(what: Uint8Array | CloseReason): void {
    if (this.abandoned && !this.host.vanished) return this.twin?.end({ kind: 'failed', code: 'ECONNRESET' });
    if (this.closed || this.host.vanished) return;
    this.inbox.push(what);
    this.deliver();
  }

  private deliver(): void {
    if (this.delivering || this.sink === null) return;
    this.delivering = true;
    while (!this.closed && this.reading) {
      const next = this.inbox.shift();
      if (next === undefined) break;
      if ('kind' in next) this.end(next);
      else this.deliverBytes(next);
    }
    this.delivering = false;
  }

  private deliverBytes(segment: Uint8Array): void {
    for (let at = 0; at < segment.length && !this.closed; ) {
      const whole = this.random.next() < 0.5;
      const length = whole ? segment.length - at : Math.min(segment.length - at, 1 + Math.floor(this.random.next() * segment.length));
      const view = segment.slice(at, at + length);
      at += length;
      this.receivedBytes += length;
      this.sink?.onBytes(view);
      view.fill(SPOILT);
    }
    const { twin } = this;
    if (twin === null) return;
    twin.unacknowledged -= segment.length;
    if (!twin.closed) twin.host.uplink.wake(twin);
  }

  private end(reason: CloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.host.streams.delete(this);
    this.queuedBytes = 0;
    for (const { written } of this.out.splice(0)) written?.();
    if (this.sink !== null) this.sink.onClose(reason);
    else this.inbox.length = 0;
  }
}
