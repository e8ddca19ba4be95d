/**
 * What both sides of an encrypted handshake (message stream encryption, MSE/PE) have in common: a state is the bytes it
 * awaits. Bytes go in in any split, answers come out, and in the end two ciphers or a reason. Invariant: never more than
 * 532 bytes are kept, and the handshake itself never takes more than 1,200 before it has succeeded or failed.
 */
import type { Random } from '../base/ports.js';
import type { CryptoMethod } from './crypto-methods.js';
import { KEY_BYTES } from './key-exchange.js';
import type { Rc4 } from './rc4.js';
import { HASH_BYTES } from './secrets.js';

/** Padding is up to so long, wherever there is some. */
export const MOST_PAD_BYTES = 512;
/** Zeros, encrypted: by them a side sees that both have the same keys. */
export const CHECK_BYTES = 8;

export type MseFailure =
  /** Their public key is none. */
  | 'bad-key'
  /** What must follow the padding did not come. */
  | 'no-sync'
  /** Nobody here has that torrent. */
  | 'unknown-torrent'
  /** The keys differ: the info-hash was another one. */
  | 'bad-check'
  | 'no-common-method'
  | 'pad-too-long';

/**
 *   key -> sync -> torrent -> offer -> pad -> initial -> ready   the accepting side
 *   key -> sync -> choice -> pad -> ready                        the dialling side
 *   any -> failed
 */
export type MseState =
  | { readonly kind: 'awaiting'; readonly what: 'key' | 'sync' | 'torrent' | 'offer' | 'choice' | 'pad' | 'initial' }
  | { readonly kind: 'ready'; readonly method: CryptoMethod; readonly ciphers: StreamCiphers; readonly initialBytes: number }
  | { readonly kind: 'failed'; readonly reason: MseFailure };

/** `in` decrypts what they send, `out` encrypts what we send. */
export interface StreamCiphers {
  readonly in: Rc4;
  readonly out: Rc4;
}

type Awaited = Extract<MseState, { kind: 'awaiting' }>['what'];

export abstract class MseMachine {
  #state: MseState = { kind: 'awaiting', what: 'key' };
  #need = KEY_BYTES;
  #have = 0;
  readonly #bytes = new Uint8Array(MOST_PAD_BYTES + HASH_BYTES);
  /** While padding is passed over: what ends it. */
  #mark: Uint8Array | null = null;
  #output: Uint8Array[] = [];

  protected constructor(protected readonly random: Random) {}

  /** `initialBytes` of what follows are encrypted whatever the method: the dialling side sent them along. */
  get state(): MseState {
    return this.#state;
  }

  /** Returns how many bytes of the view it took; those after the handshake are left. */
  receive(view: Uint8Array): number {
    let used = 0;
    while (this.#state.kind === 'awaiting' && used < view.length) {
      const rest = view.subarray(used);
      used += this.#mark === null ? this.#collect(rest) : this.#search(rest, this.#mark);
    }
    return used;
  }

  /** What is to be sent now; null: nothing. */
  takeOutput(): Uint8Array | null {
    const chunks = this.#output;
    this.#output = [];
    return chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
  }

  /** All bytes of a state are here; they are the machine's to change, and gone after the call. */
  protected abstract onBytes(what: Awaited, bytes: Uint8Array): void;

  protected say(...chunks: readonly Uint8Array[]): void {
    this.#output.push(...chunks);
  }
  protected await(what: Awaited, count: number): void {
    this.#state = { kind: 'awaiting', what };
    this.#need = count;
    if (count === 0) this.onBytes(what, new Uint8Array(0));
  }
  /** Passes over padding, and over `mark` after it. */
  protected awaitMark(mark: Uint8Array): void {
    this.#state = { kind: 'awaiting', what: 'sync' };
    this.#mark = mark;
  }
  protected succeed(method: CryptoMethod, ciphers: StreamCiphers, initialBytes: number): void {
    this.#state = { kind: 'ready', method, ciphers, initialBytes };
  }
  protected fail(reason: MseFailure): void {
    this.#state = { kind: 'failed', reason };
  }
  protected randomPad(): Uint8Array {
    return this.random.bytes(Math.floor(this.random.next() * (MOST_PAD_BYTES + 1)));
  }

  #collect(view: Uint8Array): number {
    const part = view.subarray(0, this.#need - this.#have);
    this.#bytes.set(part, this.#have);
    this.#have += part.length;
    if (this.#have === this.#need && this.#state.kind === 'awaiting') {
      this.#have = 0;
      this.onBytes(this.#state.what, this.#bytes.subarray(0, this.#need));
    }
    return part.length;
  }

  #search(view: Uint8Array, mark: Uint8Array): number {
    const before = this.#have;
    const part = view.subarray(0, MOST_PAD_BYTES + mark.length - before);
    this.#bytes.set(part, before);
    this.#have += part.length;
    const seen = Buffer.from(this.#bytes.buffer, 0, this.#have);
    const at = seen.indexOf(mark, Math.max(0, before - mark.length + 1));
    if (at < 0) {
      if (this.#have === MOST_PAD_BYTES + mark.length) this.fail('no-sync');
      return part.length;
    }
    this.#have = 0;
    this.#mark = null;
    this.onBytes('sync', mark);
    return at + mark.length - before;
  }
}
