/**
 * One connection that came to us, until both handshakes are through. Its first bytes tell whether it speaks in plain text
 * or encrypted; of an encrypted one the torrent's hidden name comes first, and the handshake must then ask for that torrent.
 */
import type { Encryption } from '../api/settings.js';
import type { ByteSink, ByteStream, CloseReason, Random } from '../base/ports.js';
import { MseStream } from '../net/mse-stream.js';
import { HandshakeExchange } from '../peer/handshake-exchange.js';
import { methodsOf } from '../torrent/encryption-policy.js';
import { type Handshake, isHandshake } from '../wire/handshake.js';

/** Enough to tell a plain handshake from anything else. */
const HEAD_BYTES = 20;

export interface ArrivalHost {
  encryption(): Encryption;
  /** Encrypted handshakes cost time: whether another may be begun now. */
  mayDecrypt(): boolean;
  /** The info-hash of the torrent that goes by this hidden name; null where there is none. */
  torrentOf(hiddenName: Uint8Array): Uint8Array | null;
  /** Our handshake for the torrent they ask for, or null to refuse. */
  answer(infoHash: Uint8Array, isEncrypted: boolean): Handshake | null;
  onReady(stream: ByteStream, theirs: Handshake, rest: Uint8Array): void;
  onFailed(reason: string): void;
}

export class Arrival implements ByteSink {
  private readonly head = new Uint8Array(HEAD_BYTES);
  private headBytes = 0;
  private exchange: HandshakeExchange | null = null;
  private closed = false;

  constructor(
    private readonly stream: ByteStream,
    private readonly host: ArrivalHost,
    private readonly random: Random,
  ) {
    stream.setSink(this);
  }

  onBytes(view: Uint8Array): void {
    if (this.closed) return;
    const part = view.subarray(0, HEAD_BYTES - this.headBytes);
    this.head.set(part, this.headBytes);
    this.headBytes += part.length;
    const head = this.head.subarray(0, this.headBytes);
    const isPlain = isHandshake(head);
    if (isPlain === null) return;
    const sink = isPlain ? this.exchangeOver(this.stream, null) : this.decrypt();
    if (sink === null) return;
    sink.onBytes(head);
    if (part.length < view.length) sink.onBytes(view.subarray(part.length));
  }
  onDrain(): void {}
  onClose(reason: CloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.host.onFailed(reason.kind);
  }

  /** Gives up (a timeout). */
  abort(reason: string): void {
    if (this.exchange !== null) this.exchange.abort(reason);
    else this.fail(reason);
  }

  private decrypt(): ByteSink | null {
    const methods = methodsOf(this.host.encryption());
    if (methods.length === 0 || !this.host.mayDecrypt()) {
      this.fail('an encrypted handshake');
      return null;
    }
    let named: Uint8Array | null = null;
    const torrentOf = (name: Uint8Array): Uint8Array | null => {
      named = this.host.torrentOf(name);
      return named;
    };
    const stream = MseStream.accepted(this.stream, methods, { torrentOf }, this.random);
    this.exchangeOver(stream, () => named);
    return stream;
  }

  /** `named`: the torrent of an encrypted handshake. */
  private exchangeOver(stream: ByteStream, named: (() => Uint8Array | null) | null): ByteSink {
    const { host } = this;
    this.exchange = new HandshakeExchange(stream, null, {
      answer: (infoHash) => {
        if (named === null) return host.answer(infoHash, false);
        return Buffer.compare(named() ?? EMPTY, infoHash) === 0 ? host.answer(infoHash, true) : null;
      },
      onReady: (theirs, rest) => host.onReady(stream, theirs, rest),
      onFailed: (reason) => host.onFailed(reason),
    });
    return this.exchange;
  }

  private fail(reason: string): void {
    this.closed = true;
    this.stream.close();
    this.host.onFailed(reason);
  }
}

const EMPTY = new Uint8Array(0);
