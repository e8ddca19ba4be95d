/**
 * The two handshakes at the start of a connection (BEP 3), over a byte stream. The dialling side speaks first;
 * the accepting side answers once it knows the info-hash. What came after the handshake is handed on, copied.
 */
import type { ByteSink, ByteStream, CloseReason } from '../base/ports.js';
import { encodeHandshake, type Handshake, HandshakeReader } from '../wire/handshake.js';

export interface ExchangeHost {
  /** Accepting side only: the info-hash they want; our answering handshake, or null to refuse. */
  answer(infoHash: Uint8Array): Handshake | null;
  /** Both handshakes are through. `rest` are the first bytes after theirs. The stream needs a new sink now. */
  onReady(theirs: Handshake, rest: Uint8Array): void;
  onFailed(reason: string): void;
}

export class HandshakeExchange implements ByteSink {
  private readonly reader = new HandshakeReader();
  private finished = false;
  private answered: boolean;

  /** `ours` is given by the dialling side and null on the accepting side. */
  constructor(
    private readonly stream: ByteStream,
    ours: Handshake | null,
    private readonly host: ExchangeHost,
  ) {
    this.answered = ours !== null;
    stream.setSink(this);
    if (ours !== null) stream.write([encodeHandshake(ours)]);
  }

  onBytes(view: Uint8Array): void {
    if (this.finished) return;
    const used = this.reader.receive(view);
    if (this.reader.error !== null) return this.fail('not a BitTorrent handshake');
    if (!this.answered && this.reader.infoHash !== null) {
      const ours = this.host.answer(this.reader.infoHash);
      if (ours === null) return this.fail('a torrent that is not here');
      this.answered = true;
      this.stream.write([encodeHandshake(ours)]);
    }
    if (this.reader.result === null) return;
    this.finished = true;
    this.host.onReady(this.reader.result, new Uint8Array(view.subarray(used))); // a Buffer's slice would be no copy
  }

  onDrain(): void {}

  onClose(reason: CloseReason): void {
    if (!this.finished) this.fail(reason.kind === 'failed' ? reason.code : reason.kind);
  }

  /** Gives up (a timeout). */
  abort(reason: string): void {
    if (!this.finished) this.fail(reason);
  }

  private fail(reason: string): void {
    this.finished = true;
    this.stream.close();
    this.host.onFailed(reason);
  }
}
