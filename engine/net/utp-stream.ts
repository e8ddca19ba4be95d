/**
 * A uTP connection as a ByteStream: what came in a turn is handed on together, what is written leaves at the turn's end.
 * Never throws; after `close` nothing is delivered, while what was under way still arrives at the other side.
 */
import type { Endpoint } from '../api/ids.js';
import type { ByteSink, ByteStream, CloseReason, StreamKind } from '../base/ports.js';
import type { UtpHost, UtpMachine } from '../utp/utp-machine.js';
import type { UtpEnd } from '../utp/utp-state.js';
import type { Timed } from './deadline-wheel.js';

const PLAIN_UTP: StreamKind = { transport: 'utp', encryption: 'none' };
/** Delivered in one call at most. */
const GATHERED_BYTES = 128 * 1024;

/** Where packets of one turn are put together; used during one call only, so one is enough for all connections. */
let gathered: Buffer | undefined;

export interface UtpStreamOwner {
  send(bytes: Uint8Array, to: Endpoint): boolean;
  nowMs(): number;
  /** Something is to be done at the end of this turn. */
  wake(stream: UtpStream): void;
  onOpen(stream: UtpStream): void;
  /** The connection is forgotten: packets for it are a stranger's from now on. */
  onGone(stream: UtpStream, why: UtpEnd): void;
}

export class UtpStream implements ByteStream, UtpHost, Timed {
  readonly kind = PLAIN_UTP;
  dueTick = Number.POSITIVE_INFINITY;
  /** It has its turn at the end of this one. */
  awake = false;
  /** Our side of it; set right after both are made. */
  machine!: UtpMachine;
  private sink: ByteSink | null = null;
  /** Why it is closed, for a sink that is still to come. */
  private pending: CloseReason | null = null;
  private closed = false;
  private reading = true;

  constructor(
    readonly remote: Endpoint,
    readonly local: Endpoint,
    private readonly owner: UtpStreamOwner,
  ) {}

  // ---- ByteStream ----

  setSink(sink: ByteSink): void {
    this.sink = sink;
    if (this.pending !== null) {
      const reason = this.pending;
      this.pending = null;
      queueMicrotask(() => sink.onClose(reason));
    } else if (!this.closed) this.owner.wake(this);
  }

  write(chunks: readonly Uint8Array[], written?: () => void): void {
    if (this.closed) {
      if (written) queueMicrotask(written);
      return;
    }
    this.machine.write(chunks, written);
    this.owner.wake(this);
  }

  get queuedBytes(): number {
    return this.closed ? 0 : this.machine.queuedBytes;
  }

  setReading(reading: boolean): void {
    if (this.closed || this.reading === reading) return;
    this.reading = reading;
    if (reading) this.owner.wake(this);
  }

  close(): void {
    this.finish({ kind: 'local' });
  }

  // ---- UtpHost ----

  transmit(bytes: Uint8Array): boolean {
    return this.owner.send(bytes, this.remote);
  }
  onOpen(): void {
    this.owner.onOpen(this);
  }
  onClosed(why: UtpEnd): void {
    this.owner.onGone(this, why);
    if (!this.closed) this.tell(why === 'finished' ? { kind: 'ended' } : { kind: 'failed', code: why });
  }

  // ---- the owner's calls ----

  /** Does what is due: hands on what came, sends what may go. */
  turn(): void {
    this.deliver();
    const { machine, owner } = this;
    machine.flush(owner.nowMs());
    if (!machine.tellWritten()) return;
    if (!this.closed) this.sink?.onDrain();
    machine.flush(owner.nowMs());
  }

  /** Ends without a word to our side. */
  abandon(): void {
    this.closed = true;
    this.machine.abort(this.owner.nowMs());
  }

  private deliver(): void {
    const { machine } = this;
    while (!this.closed && this.reading && this.sink !== null && machine.inboxBytes > 0) {
      this.sink.onBytes(together(machine.takeInbox(GATHERED_BYTES)));
    }
    if (!this.closed && machine.hasEnded && machine.inboxBytes === 0) this.finish({ kind: 'ended' });
  }

  private finish(reason: CloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.machine.finish(this.owner.nowMs());
    this.tell(reason);
    if (this.machine.stateKind !== 'closed') this.owner.wake(this); // its deadlines are looked at
  }

  private tell(reason: CloseReason): void {
    this.closed = true;
    if (this.sink === null) this.pending = reason;
    else this.sink.onClose(reason);
  }
}

/** One view of all of them, valid until the next call. */
function together(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  gathered ??= Buffer.allocUnsafeSlow(GATHERED_BYTES);
  let at = 0;
  for (const part of parts) {
    gathered.set(part, at);
    at += part.length;
  }
  return gathered.subarray(0, at);
}
