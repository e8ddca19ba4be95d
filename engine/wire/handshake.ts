/**
 * The 68-byte BitTorrent handshake (BEP 3): 19, the protocol's name, 8 reserved bytes, info-hash, peer id.
 * The reader takes any split and leaves the bytes after the handshake to the caller.
 */
import type { DecodeError } from '../base/result.js';

export const HANDSHAKE_BYTES = 68;
/** The peer id is the last part: an incoming connection can be judged by its info-hash before it has come. */
const INFO_HASH_AT = 28;
const PEER_ID_AT = 48;
const RESERVED_AT = 20;

const PROTOCOL = Uint8Array.from('\x13BitTorrent protocol', (char) => char.charCodeAt(0));

/** What the reserved bytes announce. */
export interface ReservedFlags {
  /** Extension protocol, BEP 10. */
  readonly extended: boolean;
  /** Fast extension, BEP 6. */
  readonly fast: boolean;
  /** DHT, BEP 5. */
  readonly dht: boolean;
  /** Can upgrade to v2, BEP 52. */
  readonly v2: boolean;
}

export interface Handshake {
  readonly infoHash: Uint8Array;
  readonly peerId: Uint8Array;
  readonly reserved: ReservedFlags;
}

/** Whether these first bytes of a connection begin a handshake; null: too few to tell. */
export function isHandshake(bytes: Uint8Array): boolean | null {
  const count = Math.min(bytes.length, PROTOCOL.length);
  for (let at = 0; at < count; at += 1) if (bytes[at] !== PROTOCOL[at]) return false;
  return count === PROTOCOL.length ? true : null;
}

/** The 68 bytes. infoHash and peerId are 20 bytes each. */
export function encodeHandshake({ infoHash, peerId, reserved }: Handshake): Uint8Array {
  const out = new Uint8Array(HANDSHAKE_BYTES);
  out.set(PROTOCOL, 0);
  out[RESERVED_AT + 5] = reserved.extended ? 0x10 : 0;
  out[RESERVED_AT + 7] = (reserved.v2 ? 0x10 : 0) | (reserved.fast ? 0x04 : 0) | (reserved.dht ? 0x01 : 0);
  out.set(infoHash.subarray(0, 20), INFO_HASH_AT);
  out.set(peerId.subarray(0, 20), PEER_ID_AT);
  return out;
}

/** Collects a handshake. Feed until `result` or `error` is set; what `receive` did not consume belongs to the framer. */
export class HandshakeReader {
  readonly #bytes = new Uint8Array(HANDSHAKE_BYTES);
  #have = 0;
  #result: Handshake | null = null;
  #error: DecodeError | null = null;

  get result(): Handshake | null {
    return this.#result;
  }

  /** Set with the first byte that cannot belong to a BitTorrent handshake. */
  get error(): DecodeError | null {
    return this.#error;
  }

  /** The info-hash as soon as its 20 bytes have come, before the peer id: what an accepting side answers to. */
  get infoHash(): Uint8Array | null {
    return this.#error === null && this.#have >= PEER_ID_AT ? this.#bytes.slice(INFO_HASH_AT, PEER_ID_AT) : null;
  }

  /** Returns how many bytes of the view it took; 0 once it is complete or has failed. */
  receive(view: Uint8Array): number {
    if (this.#result !== null || this.#error !== null) return 0;
    const from = this.#have;
    const count = Math.min(HANDSHAKE_BYTES - from, view.length);
    this.#bytes.set(view.subarray(0, count), from);
    this.#have += count;
    for (let at = from; at < Math.min(this.#have, PROTOCOL.length); at += 1) {
      if (this.#bytes[at] !== PROTOCOL[at]) {
        this.#error = { code: 'handshake-protocol', message: 'the peer does not speak BitTorrent', offsetBytes: at };
        return count;
      }
    }
    if (this.#have === HANDSHAKE_BYTES) this.#result = parse(this.#bytes);
    return count;
  }
}

function parse(bytes: Uint8Array): Handshake {
  const fifth = bytes[RESERVED_AT + 5] ?? 0;
  const seventh = bytes[RESERVED_AT + 7] ?? 0;
  return {
    infoHash: bytes.slice(INFO_HASH_AT, PEER_ID_AT),
    peerId: bytes.slice(PEER_ID_AT, HANDSHAKE_BYTES),
    reserved: {
      extended: (fifth & 0x10) !== 0,
      fast: (seventh & 0x04) !== 0,
      dht: (seventh & 0x01) !== 0,
      v2: (seventh & 0x10) !== 0,
    },
  };
}
