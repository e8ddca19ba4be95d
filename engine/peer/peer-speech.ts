/** What we say to one peer (BEP 3, 6, 10): small messages gathered in the outbox, and the flags that they change. */
import type { Bitfield } from '../base/bitfield.js';
import * as encode from '../wire/encode.js';
import { Outbox } from './outbox.js';
import { newFlags, type PeerFlags } from './peer-state.js';

export class PeerSpeech {
  readonly flags: PeerFlags = newFlags();
  readonly outbox = new Outbox();

  /** `fast`: the peer speaks BEP 6. */
  constructor(readonly supportsFast: boolean) {}

  setInterested(interested: boolean): void {
    if (this.flags.interested === interested) return;
    this.flags.interested = interested;
    this.outbox.append(interested ? encode.INTERESTED : encode.NOT_INTERESTED);
  }
  /** First message of ours: what we have. */
  sayPieces(have: Bitfield): void {
    if (this.supportsFast && have.isFull) this.outbox.append(encode.HAVE_ALL);
    else if (this.supportsFast && have.isEmpty) this.outbox.append(encode.HAVE_NONE);
    else if (!have.isEmpty) this.outbox.append(encode.encodeBitfield(have.toWire()));
  }
  /** First message of ours where nothing can be said, or nothing shall be: the metadata is missing, or we super-seed. */
  sayNothingYet(): void {
    if (this.supportsFast) this.outbox.append(encode.HAVE_NONE); // BEP 6 asks for a first word; without it silence means none
  }
  sayHave(piece: number): void {
    const at = this.outbox.reserve(encode.HAVE_BYTES);
    encode.writeHave(this.outbox.bytes(), at, piece);
  }
  sayExtended(id: number, payload: Uint8Array): void {
    this.outbox.append(encode.encodeExtended(id, payload));
  }
  /** Where our DHT node is reached (BEP 5). */
  sayDhtPort(port: number): void {
    this.outbox.append(encode.encodePort(port));
  }
  keepAlive(): void {
    this.outbox.append(encode.KEEP_ALIVE);
  }
  reject(piece: number, offset: number, length: number): void {
    if (!this.supportsFast) return;
    const at = this.outbox.reserve(encode.REQUEST_BYTES);
    encode.writeReject(this.outbox.bytes(), at, piece, offset, length);
  }
  protected sayChoking(choking: boolean): void {
    this.flags.choking = choking;
    this.outbox.append(choking ? encode.CHOKE : encode.UNCHOKE);
  }
  protected sayAllowedFast(piece: number): void {
    this.outbox.append(encode.encodeAllowedFast(piece));
  }
  protected sayRequest(piece: number, offset: number, length: number): void {
    const at = this.outbox.reserve(encode.REQUEST_BYTES);
    encode.writeRequest(this.outbox.bytes(), at, piece, offset, length);
  }
  protected sayCancel(piece: number, offset: number, length: number): void {
    const at = this.outbox.reserve(encode.REQUEST_BYTES);
    encode.writeCancel(this.outbox.bytes(), at, piece, offset, length);
  }
}
