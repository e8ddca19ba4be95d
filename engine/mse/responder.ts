/**
 * The accepting side of an encrypted handshake (its steps: see initiator). It learns which torrent is meant by the
 * torrent's hidden name, and chooses the method.
 */
import { readUint16, readUint32, writeUint16, writeUint32 } from '../base/big-endian.js';
import type { Random } from '../base/ports.js';
import { bitOf, type CryptoMethod, type CryptoMethods, pickMethod } from './crypto-methods.js';
import { PRIVATE_KEY_BYTES, publicKeyOf, secretOf } from './key-exchange.js';
import { CHECK_BYTES, MOST_PAD_BYTES, MseMachine, type MseState, type StreamCiphers } from './mse-machine.js';
import { ciphersOf, HASH_BYTES, masked, syncMark } from './secrets.js';

const CHOICE_BYTES = 6;
const OFFER_BYTES = CHECK_BYTES + CHOICE_BYTES;

export interface ResponderHost {
  /** The info-hash of the torrent that goes by this hidden name; null where there is none. */
  torrentOf(hiddenName: Uint8Array): Uint8Array | null;
}

export class MseResponder extends MseMachine {
  private secret: Uint8Array = new Uint8Array(0);
  private ciphers: StreamCiphers | null = null;
  private method: CryptoMethod | null = null;

  constructor(
    private readonly methods: CryptoMethods,
    private readonly host: ResponderHost,
    random: Random,
  ) {
    super(random);
  }

  protected onBytes(what: Extract<MseState, { kind: 'awaiting' }>['what'], bytes: Uint8Array): void {
    if (what === 'key') return this.onKey(bytes);
    if (what === 'sync') return this.await('torrent', HASH_BYTES);
    if (what === 'torrent') return this.onTorrent(bytes);
    const { ciphers, method } = this;
    if (ciphers === null) return;
    ciphers.in.apply(bytes);
    if (what === 'offer') return this.onOffer(bytes);
    if (what === 'pad') return this.await('initial', 2);
    if (method === null) return;
    this.say(choice(method, this.randomPad().length, ciphers));
    this.succeed(method, ciphers, readUint16(bytes, 0));
  }

  private onKey(key: Uint8Array): void {
    const privateKey = this.random.bytes(PRIVATE_KEY_BYTES);
    const secret = secretOf(privateKey, key);
    if (secret === null) return this.fail('bad-key');
    this.secret = secret;
    this.say(publicKeyOf(privateKey), this.randomPad());
    this.awaitMark(syncMark(secret));
  }

  private onTorrent(name: Uint8Array): void {
    const infoHash = this.host.torrentOf(masked(name, this.secret));
    if (infoHash === null) return this.fail('unknown-torrent');
    const { accepter, dialler } = ciphersOf(this.secret, infoHash);
    this.ciphers = { in: dialler, out: accepter };
    this.await('offer', OFFER_BYTES);
  }

  private onOffer(bytes: Uint8Array): void {
    if (bytes.subarray(0, CHECK_BYTES).some((byte) => byte !== 0)) return this.fail('bad-check');
    this.method = pickMethod(readUint32(bytes, CHECK_BYTES), this.methods);
    const padBytes = readUint16(bytes, CHECK_BYTES + 4);
    if (this.method === null) return this.fail('no-common-method');
    if (padBytes > MOST_PAD_BYTES) return this.fail('pad-too-long');
    this.await('pad', padBytes);
  }
}

/** Check, choice and padding, encrypted. */
function choice(method: CryptoMethod, padBytes: number, { out }: StreamCiphers): Uint8Array {
  const bytes = new Uint8Array(CHECK_BYTES + CHOICE_BYTES + padBytes);
  writeUint16(bytes, writeUint32(bytes, CHECK_BYTES, bitOf(method)), padBytes);
  out.apply(bytes);
  return bytes;
}
