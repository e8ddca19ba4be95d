/**
 * One side of an encrypted handshake made by hand, so that every field of it can be wrong. The private keys are fixed;
 * what the other side must have said first is given to it.
 */
import { writeUint16, writeUint32 } from '../../engine/base/big-endian.js';
import { KEY_BYTES, PRIVATE_KEY_BYTES, publicKeyOf, secretOf } from '../../engine/mse/key-exchange.js';
import { type CipherPair, ciphersOf, hiddenName, masked, syncMark } from '../../engine/mse/secrets.js';

export const OFFER = { plaintext: 1, rc4: 2, both: 3 };

export interface MseFields {
  /** The eight bytes that must be zero. */
  readonly check?: Uint8Array;
  /** Offer or choice. */
  readonly bits?: number;
  readonly padBytes?: number;
  /** Sent in place of as much padding as was said. */
  readonly pad?: Uint8Array;
  /** The dialling side only. */
  readonly initial?: Uint8Array;
}

export class MseSide {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  secret: Uint8Array = new Uint8Array(KEY_BYTES);
  private pair: CipherPair | null = null;

  constructor(
    readonly isDialler: boolean,
    readonly infoHash: Uint8Array,
  ) {
    this.privateKey = new Uint8Array(PRIVATE_KEY_BYTES).fill(isDialler ? 0x21 : 0x43);
    this.publicKey = publicKeyOf(this.privateKey);
  }

  /** Takes the other side's key, and with it everything that follows. */
  agree(theirKey: Uint8Array): this {
    this.secret = secretOf(this.privateKey, theirKey.subarray(0, KEY_BYTES)) ?? this.secret;
    this.pair = ciphersOf(this.secret, this.infoHash);
    return this;
  }

  /** Encrypts or decrypts in place. */
  send(bytes: Uint8Array): Uint8Array {
    (this.isDialler ? this.pair?.dialler : this.pair?.accepter)?.apply(bytes);
    return bytes;
  }
  hear(bytes: Uint8Array): Uint8Array {
    (this.isDialler ? this.pair?.accepter : this.pair?.dialler)?.apply(bytes);
    return bytes;
  }

  /** The third step: what names the torrent, and the offer after it. */
  third(fields: MseFields = {}): Uint8Array {
    return Buffer.concat([syncMark(this.secret), masked(hiddenName(this.infoHash), this.secret), this.fields(fields)]);
  }
  /** The fourth step. */
  fourth(fields: MseFields = {}): Uint8Array {
    return this.fields(fields);
  }

  private fields({
    bits = OFFER.rc4,
    check = new Uint8Array(8),
    initial,
    padBytes = 0,
    pad = new Uint8Array(padBytes),
  }: MseFields): Uint8Array {
    const head = new Uint8Array(6);
    writeUint16(head, writeUint32(head, 0, bits), padBytes);
    const tail = new Uint8Array(2);
    writeUint16(tail, 0, initial?.length ?? 0);
    const end = this.isDialler ? [tail, initial ?? new Uint8Array(0)] : [];
    return this.send(new Uint8Array(Buffer.concat([check, head, pad, ...end])));
  }
}
