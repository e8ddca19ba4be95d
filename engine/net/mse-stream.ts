/**
 * An encrypted connection as a ByteStream over any other. It may be used at once: what is written before the handshake
 * is through goes along with it or right after it. Bytes that come are decrypted where they are. Where only the
 * handshake was to be encrypted, the stream beneath delivers to our sink itself from then on.
 */
import type { Endpoint } from '../api/ids.js';
import type { ByteSink, ByteStream, CloseReason, Random, StreamKind } from '../base/ports.js';
import type { CryptoMethods } from '../mse/crypto-methods.js';
import { MOST_INITIAL_BYTES, MseInitiator } from '../mse/initiator.js';
import type { MseMachine, MseState } from '../mse/mse-machine.js';
import type { Rc4 } from '../mse/rc4.js';
import { MseResponder, type ResponderHost } from '../mse/responder.js';
import { EncryptedWriter, type Write } from './encrypted-writer.js';

/**
 *   handshake --ready--> encrypted | initial --all of it read--> plain
 *   any --closed--> closed
 */
type Phase =
  | { readonly kind: 'handshake'; readonly machine: MseMachine }
  | { readonly kind: 'encrypted'; readonly cipher: Rc4; readonly writer: EncryptedWriter }
  /** Plain, but for so many bytes that came along with the handshake. */
  | { readonly kind: 'initial'; readonly cipher: Rc4; leftBytes: number }
  | { readonly kind: 'plain' }
  | { readonly kind: 'closed' };

export class MseStream implements ByteStream, ByteSink {
  private sink: ByteSink | null = null;
  private phase: Phase;
  private encryption: StreamKind['encryption'] = 'none';
  /** Written before the handshake was through. */
  private early: Write[] = [];
  /** Why we closed it ourselves. */
  private ownReason: CloseReason | null = null;

  private constructor(
    private readonly stream: ByteStream,
    begin: (self: MseStream) => MseMachine,
  ) {
    this.phase = { kind: 'handshake', machine: begin(this) };
    stream.setSink(this);
    this.answer();
  }

  /** The dialling side: it knows the torrent, and offers these methods. */
  static dialled(stream: ByteStream, infoHash: Uint8Array, methods: CryptoMethods, random: Random): MseStream {
    return new MseStream(stream, (self) => new MseInitiator(infoHash, methods, { takeInitial: () => self.takeInitial() }, random));
  }
  /** The accepting side: it finds the torrent, and takes the first of these methods that it is offered. */
  static accepted(stream: ByteStream, methods: CryptoMethods, host: ResponderHost, random: Random): MseStream {
    return new MseStream(stream, () => new MseResponder(methods, host, random));
  }

  get remote(): Endpoint {
    return this.stream.remote;
  }
  get local(): Endpoint {
    return this.stream.local;
  }
  /** Not encrypted until the handshake is through. */
  get kind(): StreamKind {
    return { transport: this.stream.kind.transport, encryption: this.encryption };
  }
  get queuedBytes(): number {
    const { early, phase, stream } = this;
    if (phase.kind === 'encrypted') return phase.writer.queuedBytes;
    return early.reduce((sum, { chunks }) => sum + totalBytes(chunks), stream.queuedBytes);
  }

  setSink(sink: ByteSink): void {
    this.sink = sink;
    if (this.phase.kind === 'plain') this.stream.setSink(sink);
  }
  setReading(reading: boolean): void {
    this.stream.setReading(reading);
  }
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    const { phase } = this;
    if (phase.kind === 'encrypted') phase.writer.write({ chunks, written });
    else if (phase.kind === 'handshake') this.early.push({ chunks, written });
    else this.stream.write(chunks, written);
  }
  close(): void {
    this.stream.close();
  }

  // ---- the sink of the stream beneath ----

  onBytes(view: Uint8Array): void {
    const { phase } = this;
    switch (phase.kind) {
      case 'handshake':
        return this.onHandshake(phase.machine, view);
      case 'encrypted':
        phase.cipher.apply(view);
        return this.sink?.onBytes(view);
      case 'initial':
        return this.onInitial(phase, view);
      case 'plain': // the rest of a view in which the plain part begins
        return this.sink?.onBytes(view);
      case 'closed':
        return;
    }
  }
  onDrain(): void {
    if (this.phase.kind === 'encrypted') this.phase.writer.pump();
    if (this.phase.kind !== 'closed') this.sink?.onDrain();
  }
  onClose(reason: CloseReason): void {
    const { phase } = this;
    if (phase.kind === 'closed') return;
    this.phase = { kind: 'closed' };
    if (phase.kind === 'encrypted') phase.writer.close();
    for (const { written } of this.early.splice(0)) written?.();
    this.sink?.onClose(this.ownReason ?? reason);
  }

  // ---- inside ----

  private onHandshake(machine: MseMachine, view: Uint8Array): void {
    const used = machine.receive(view);
    this.answer();
    const { state } = machine;
    if (state.kind === 'failed') {
      this.ownReason = { kind: 'failed', code: `mse-${state.reason}` };
      return this.stream.close();
    }
    if (state.kind !== 'ready') return;
    this.begin(state);
    if (used < view.length) this.onBytes(view.subarray(used));
  }

  private begin({ ciphers, initialBytes, method }: Extract<MseState, { kind: 'ready' }>): void {
    if (method === 'rc4') {
      this.encryption = 'rc4';
      this.phase = { kind: 'encrypted', cipher: ciphers.in, writer: new EncryptedWriter(this.stream, ciphers.out) };
    } else {
      this.encryption = 'handshake';
      this.phase = { kind: 'initial', cipher: ciphers.in, leftBytes: initialBytes };
      this.becomePlain();
    }
    for (const { chunks, written } of this.early.splice(0)) this.write(chunks, written);
  }

  private onInitial(phase: Extract<Phase, { kind: 'initial' }>, view: Uint8Array): void {
    const part = view.subarray(0, phase.leftBytes);
    phase.leftBytes -= part.length;
    phase.cipher.apply(part);
    this.sink?.onBytes(part);
    if (this.phase !== phase) return; // our sink closed it
    this.becomePlain();
    if (part.length < view.length) this.onBytes(view.subarray(part.length));
  }

  /** Once all that came encrypted has been read we are out of the way. */
  private becomePlain(): void {
    if (this.phase.kind !== 'initial' || this.phase.leftBytes > 0) return;
    this.phase = { kind: 'plain' };
    if (this.sink !== null) this.stream.setSink(this.sink);
  }

  /** Sends what the handshake has to say. */
  private answer(): void {
    const bytes = this.phase.kind === 'handshake' ? this.phase.machine.takeOutput() : null;
    if (bytes !== null) this.stream.write([bytes]);
  }

  /** What was written so far and fits goes along with the handshake. */
  private takeInitial(): Uint8Array {
    let bytes = 0;
    const count = this.early.findIndex(({ chunks }) => {
      bytes += totalBytes(chunks);
      return bytes > MOST_INITIAL_BYTES;
    });
    const taken = this.early.splice(0, count < 0 ? this.early.length : count);
    for (const { written } of taken) if (written !== undefined) queueMicrotask(written);
    return new Uint8Array(Buffer.concat(taken.flatMap(({ chunks }) => chunks)));
  }
}

const totalBytes = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { length }) => sum + length, 0);
