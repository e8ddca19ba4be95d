/**
 * The dialling side of an encrypted handshake. It knows the torrent, offers methods, and may send the first bytes of the
 * conversation along (IA), which saves a round trip. It does so only where all is to be encrypted: accepters that choose
 * plaintext disagree on whether what came along is encrypted (Transmission 3 takes it for plain, and hangs up).
 *
 *   1  A->B  Ya, padding                               2  B->A  Yb, padding
 *   3  A->B  HASH(req1 S), HASH(req2 SKEY)^HASH(req3 S), {check, offer, padding, IA}
 *   4  B->A  {check, choice, padding}                  {} is encrypted
 */
import { readUint16, readUint32, writeUint16, writeUint32 } from '../base/big-endian.js';
import type { Random } from '../base/ports.js';
import { type CryptoMethod, type CryptoMethods, chosenMethod, offerBits } from './crypto-methods.js';
import { PRIVATE_KEY_BYTES, publicKeyOf, secretOf } from './key-exchange.js';
import { CHECK_BYTES, MOST_PAD_BYTES, MseMachine, type MseState, type StreamCiphers } from './mse-machine.js';
import { ciphersOf, hiddenName, masked, syncMark } from './secrets.js';

/** What IA may be at most: its length has 16 bits. */
export const MOST_INITIAL_BYTES = 65_535;
const CHOICE_BYTES = 6;
const NOTHING = new Uint8Array(0);

export interface InitiatorHost {
  /** What to send along, at most MOST_INITIAL_BYTES: asked once at most, when the other side's key is here. */
  takeInitial(): Uint8Array;
}

export class MseInitiator extends MseMachine {
  private readonly privateKey: Uint8Array;
  private ciphers: StreamCiphers | null = null;
  private method: CryptoMethod | null = null;

  constructor(
    /** 20 bytes. */
    private readonly infoHash: Uint8Array,
    private readonly methods: CryptoMethods,
    private readonly host: InitiatorHost,
    random: Random,
  ) {
    super(random);
    this.privateKey = random.bytes(PRIVATE_KEY_BYTES);
    this.say(publicKeyOf(this.privateKey), this.randomPad());
  }

  protected onBytes(what: Extract<MseState, { kind: 'awaiting' }>['what'], bytes: Uint8Array): void {
    if (what === 'key') return this.onKey(bytes);
    if (what === 'sync') return this.await('choice', CHOICE_BYTES);
    const { ciphers } = this;
    if (ciphers === null) return;
    ciphers.in.apply(bytes);
    if (what === 'choice') {
      this.method = chosenMethod(readUint32(bytes, 0), this.methods);
      const padBytes = readUint16(bytes, 4);
      if (this.method === null) return this.fail('no-common-method');
      if (padBytes > MOST_PAD_BYTES) return this.fail('pad-too-long');
      return this.await('pad', padBytes);
    }
    if (this.method !== null) this.succeed(this.method, ciphers, 0);
  }

  private onKey(key: Uint8Array): void {
    const secret = secretOf(this.privateKey, key);
    if (secret === null) return this.fail('bad-key');
    const { accepter, dialler } = ciphersOf(secret, this.infoHash);
    this.ciphers = { in: accepter, out: dialler };
    const offer = this.offer(this.methods.includes('plaintext') ? NOTHING : this.host.takeInitial());
    dialler.apply(offer);
    this.say(syncMark(secret), masked(hiddenName(this.infoHash), secret), offer);
    const mark = new Uint8Array(CHECK_BYTES);
    accepter.apply(mark);
    this.awaitMark(mark);
  }

  /** Check, offer, padding and the first bytes, not yet encrypted. */
  private offer(initial: Uint8Array): Uint8Array {
    const pad = Math.floor(this.random.next() * (MOST_PAD_BYTES + 1));
    const out = new Uint8Array(CHECK_BYTES + CHOICE_BYTES + pad + 2 + initial.length);
    let at = writeUint32(out, CHECK_BYTES, offerBits(this.methods));
    at = writeUint16(out, at, pad) + pad;
    at = writeUint16(out, at, initial.length);
    out.set(initial, at);
    return out;
  }
}
