/** Two uTP sockets with a line of any kind between them, on a virtual clock: one dials the other, and bytes go both ways. */
import type { Endpoint } from '../../engine/api/ids.js';
import type { ByteStream, CloseReason } from '../../engine/base/ports.js';
import { UtpSocket } from '../../engine/net/utp-socket.js';
import type { UtpStream } from '../../engine/net/utp-stream.js';
import { seededRandom } from './seeded-random.js';
import { VirtualLines } from './sim/virtual-lines.js';
import { type PipeOptions, VirtualPipe } from './sim/virtual-pipe.js';
import { VirtualClock } from './virtual-clock.js';

export const DIALLER: Endpoint = { host: '10.0.0.1', port: 1001 };
export const ANSWERER: Endpoint = { host: '10.0.0.2', port: 1002 };
const QUEUED_BYTES = 256 * 1024;
const WRITE_BYTES = 64 * 1024;
/** No part of it looks like another one nearby. */
const byteAt = (at: number): number => ((at * 31) ^ (at >>> 8) ^ (at >>> 17)) & 0xff;

/** One end of the connection: writes a pattern of so many bytes, and compares what comes with the same. */
export class UtpEndpoint {
  received = 0;
  /** Bytes that came and were others than those sent. */
  corrupt = 0;
  closed: CloseReason | null = null;
  private sent = 0;

  /** `last`: closes when it has written all and that is in packets. */
  constructor(
    readonly stream: ByteStream,
    private readonly toSend: number,
    private readonly last = false,
  ) {
    stream.setSink({
      onBytes: (view) => this.take(view),
      onDrain: () => this.write(),
      onClose: (reason) => {
        this.closed = reason;
      },
    });
    this.write();
  }

  get machine() {
    return (this.stream as UtpStream).machine;
  }

  private write(): void {
    while (this.sent < this.toSend && this.stream.queuedBytes < QUEUED_BYTES) {
      const bytes = Math.min(WRITE_BYTES, this.toSend - this.sent);
      const chunk = new Uint8Array(bytes);
      for (let i = 0; i < bytes; i++) chunk[i] = byteAt(this.sent + i);
      this.sent += bytes;
      this.stream.write([chunk]);
    }
    if (this.last && this.sent === this.toSend && this.stream.queuedBytes === 0) this.stream.close();
  }
  private take(view: Uint8Array): void {
    for (let i = 0; i < view.length; i++) if (view[i] !== byteAt(this.received + i)) this.corrupt++;
    this.received += view.length;
  }
}

export interface UtpPairPlan {
  readonly line: PipeOptions;
  /** The way back; as the way there when left out. */
  readonly back?: PipeOptions;
  readonly seed?: number;
  /** Bytes that the dialler sends, and the answerer. */
  readonly bytes: number;
  readonly bytesBack?: number;
  /** The dialler closes when it has sent all. */
  readonly closes?: boolean;
}

export class UtpPair {
  readonly clock = new VirtualClock();
  readonly there: VirtualPipe;
  readonly back: VirtualPipe;
  readonly lines: VirtualLines;
  readonly dialling: UtpSocket;
  readonly answering: UtpSocket;
  /** Null until it is up. */
  dialler: UtpEndpoint | null = null;
  answerer: UtpEndpoint | null = null;
  /** Why it could not be dialled. */
  failure: string | null = null;
  readonly cancel: () => void;

  constructor(plan: UtpPairPlan) {
    const { clock } = this;
    const random = seededRandom(plan.seed ?? 1);
    this.there = new VirtualPipe(clock, random, plan.line);
    this.back = new VirtualPipe(clock, random, plan.back ?? plan.line);
    this.lines = new VirtualLines((from) => (from === ANSWERER.host ? this.back : this.there));
    const doorway = { hasRoom: () => true, enter: () => undefined, leave: () => undefined };
    this.dialling = new UtpSocket({ clock, random, doorway }, (stream) => stream.close());
    this.answering = new UtpSocket({ clock, random, doorway }, (stream) => {
      this.answerer = new UtpEndpoint(stream, plan.bytesBack ?? 0);
    });
    this.dialling.setChannel(this.lines.open(DIALLER, this.dialling));
    this.answering.setChannel(this.lines.open(ANSWERER, this.answering));
    this.cancel = this.dialling.dial(
      ANSWERER,
      { timeoutMs: 15_000 },
      (stream) => {
        this.dialler = new UtpEndpoint(stream, plan.bytes, plan.closes);
      },
      (code) => {
        this.failure = code;
      },
    );
  }

  /** Lets time pass until it is so; the milliseconds it took. */
  until(what: string, isSo: () => boolean, limitMs = 600_000): number {
    const startedAt = this.clock.now();
    while (!isSo()) {
      if (this.clock.now() - startedAt > limitMs) throw new Error(`not within ${limitMs} ms: ${what}; ${this.describe()}`);
      this.clock.advance(10);
    }
    return this.clock.now() - startedAt;
  }

  private describe(): string {
    const { answerer, dialler } = this;
    const sending = dialler?.machine.sending;
    return `${answerer?.received ?? 0} there, ${dialler?.received ?? 0} back, ${sending?.outstanding ?? 0} packets under way, failure ${this.failure}`;
  }
}
