/**
 * Cuts a peer's byte stream into messages, incrementally and without copying payload (BEP 3, "peer messages").
 * Invariants: a length is judged by its message id before anything is buffered; nothing is allocated for piece,
 * request, cancel and have; the state is reset before a callback, so that the sink may stop us or set limits inside it.
 */
import { readUint32 } from '../base/big-endian.js';
import type { DecodeError } from '../base/result.js';
import { MAX_REQUEST_BYTES, MESSAGE_ID, type PeerMessage } from './message.js';
import { bareMessage, type FramerLimits, fieldBytes, ID_END, lengthFits, MAX_HEAD_BYTES, rareMessage } from './message-head.js';
import { PayloadBuffer } from './payload-buffer.js';

export type { FramerLimits } from './message-head.js';

/** Where messages go. A view is valid only during the call. */
export interface WireSink {
  /** A block starts: its bytes follow, then `onBlockEnd`, with nothing in between. */
  onBlockBegin(piece: number, offset: number, length: number): void;
  /** Part of a block; `offset` is the place in the piece of the view's first byte. */
  onBlockBytes(piece: number, offset: number, view: Uint8Array): void;
  onBlockEnd(piece: number, offset: number, length: number): void;
  onRequest(piece: number, offset: number, length: number): void;
  onCancel(piece: number, offset: number, length: number): void;
  onHave(piece: number): void;
  onMessage(message: PeerMessage): void;
}

/** Limits while the metadata is unknown: 256 KiB of bitfield is 2 million pieces. */
export const DEFAULT_LIMITS: FramerLimits = {
  maxBitfieldBytes: 256 * 1024,
  maxExtendedBytes: 1024 * 1024,
  maxBlockBytes: MAX_REQUEST_BYTES,
};

const LENGTH_BYTES = 4;
const KEEP_ALIVE: PeerMessage = { kind: 'keep-alive' };

// What the next bytes are. Numbers rather than objects: this changes several times a message.
const HEAD = 0;
const BLOCK = 1;
const BUFFER = 2;
const SKIP = 3;

/** One per connection, for what it receives after the handshake. */
export class Framer {
  readonly #sink: WireSink;
  #limits: FramerLimits;
  #stopped = false;
  #error: DecodeError | null = null;
  /** Bytes consumed since the first message. */
  #position = 0;

  #state = HEAD;
  readonly #head = new Uint8Array(MAX_HEAD_BYTES);
  #headHave = 0;
  #headNeed = LENGTH_BYTES;
  /** The message's length field: id, fields and payload. */
  #length = 0;
  #id = 0;
  /** Payload bytes still to come, in BLOCK and SKIP. */
  #remaining = 0;
  #piece = 0;
  #blockOffset = 0;
  #blockLength = 0;
  #buffer: PayloadBuffer | null = null;

  constructor(sink: WireSink, limits: FramerLimits = DEFAULT_LIMITS) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** New caps, once the metadata is known; they hold from the next message on. */
  setLimits(limits: FramerLimits): void {
    this.#limits = limits;
  }

  /** No callback comes after this; called from inside one when the connection is being closed. */
  stop(): void {
    this.#stopped = true;
    this.#buffer = null;
  }

  /** Feeds bytes, in any split. Returns null, or the protocol error after which the connection must be dropped. */
  receive(view: Uint8Array): DecodeError | null {
    const end = view.length;
    let at = 0;
    while (at < end && !this.#stopped && this.#error === null) {
      if (this.#state === HEAD) at = this.#takeHead(view, at);
      else if (this.#state === BLOCK) at = this.#takeBlock(view, at);
      else if (this.#state === BUFFER) at = this.#takeBuffered(view, at);
      else at = this.#skip(view, at);
    }
    return this.#error;
  }

  #takeHead(view: Uint8Array, from: number): number {
    const head = this.#head;
    let have = this.#headHave;
    const count = Math.min(this.#headNeed - have, view.length - from);
    for (let i = 0; i < count; i += 1) head[have + i] = view[from + i] ?? 0;
    have += count;
    this.#headHave = have;
    this.#position += count;
    if (have === this.#headNeed) {
      if (have === LENGTH_BYTES) this.#onLength();
      else if (have === ID_END) this.#onId();
      else this.#onFields();
    }
    return from + count;
  }

  #onLength(): void {
    this.#length = readUint32(this.#head, 0);
    this.#headNeed = ID_END;
    if (this.#length === 0) this.#deliver(KEEP_ALIVE);
  }

  #onId(): void {
    const id = this.#head[LENGTH_BYTES] ?? 0;
    const fields = fieldBytes(id);
    const variable = this.#length - 1 - fields;
    this.#id = id;
    if (!lengthFits(id, variable, this.#limits)) {
      this.#fail('wire-length', `a message of kind ${id} claims a length of ${this.#length}`);
    } else if (fields > 0) {
      this.#headNeed = ID_END + fields;
    } else if (id === MESSAGE_ID.bitfield) {
      this.#beginBuffer(variable);
    } else {
      const bare = bareMessage(id);
      if (bare) this.#deliver(bare);
      else this.#beginSkip(variable);
    }
  }

  #onFields(): void {
    const head = this.#head;
    switch (this.#id) {
      case MESSAGE_ID.piece:
        this.#beginBlock(readUint32(head, 5), readUint32(head, 9), this.#length - 9);
        break;
      case MESSAGE_ID.request: {
        const length = readUint32(head, 13);
        if (length > MAX_REQUEST_BYTES) {
          this.#fail('wire-request', `a request asks for ${length} bytes`);
          break;
        }
        this.#reset();
        this.#sink.onRequest(readUint32(head, 5), readUint32(head, 9), length);
        break;
      }
      case MESSAGE_ID.cancel:
        this.#reset();
        this.#sink.onCancel(readUint32(head, 5), readUint32(head, 9), readUint32(head, 13));
        break;
      case MESSAGE_ID.have:
        this.#reset();
        this.#sink.onHave(readUint32(head, 5));
        break;
      case MESSAGE_ID.extended:
        this.#beginBuffer(this.#length - 2);
        break;
      default:
        this.#deliver(rareMessage(this.#id, head));
    }
  }

  #beginBlock(piece: number, offset: number, length: number): void {
    this.#piece = piece;
    this.#blockOffset = offset;
    this.#blockLength = length;
    this.#remaining = length;
    this.#state = BLOCK;
    this.#sink.onBlockBegin(piece, offset, length);
    if (length === 0 && !this.#stopped) this.#endBlock();
  }

  #takeBlock(view: Uint8Array, from: number): number {
    const count = Math.min(this.#remaining, view.length - from);
    const offset = this.#blockOffset + this.#blockLength - this.#remaining;
    this.#remaining -= count;
    this.#position += count;
    this.#sink.onBlockBytes(this.#piece, offset, view.subarray(from, from + count));
    if (this.#remaining === 0 && !this.#stopped) this.#endBlock();
    return from + count;
  }

  #endBlock(): void {
    this.#reset();
    this.#sink.onBlockEnd(this.#piece, this.#blockOffset, this.#blockLength);
  }

  #beginBuffer(bytes: number): void {
    this.#buffer = new PayloadBuffer(bytes);
    this.#state = BUFFER;
    if (bytes === 0) this.#endBuffer(this.#buffer);
  }

  #takeBuffered(view: Uint8Array, from: number): number {
    const buffer = this.#buffer;
    if (!buffer) return view.length;
    const count = Math.min(buffer.missingBytes, view.length - from);
    this.#position += count;
    buffer.append(view.subarray(from, from + count));
    if (buffer.missingBytes === 0) this.#endBuffer(buffer);
    return from + count;
  }

  #endBuffer(buffer: PayloadBuffer): void {
    this.#buffer = null;
    const bytes = buffer.take();
    if (this.#id === MESSAGE_ID.bitfield) this.#deliver({ kind: 'bitfield', bits: bytes });
    else this.#deliver({ kind: 'extended', id: this.#head[ID_END] ?? 0, payload: bytes });
  }

  #beginSkip(bytes: number): void {
    this.#remaining = bytes;
    this.#state = SKIP;
    if (bytes === 0) this.#deliver({ kind: 'unknown', id: this.#id });
  }

  #skip(view: Uint8Array, from: number): number {
    const count = Math.min(this.#remaining, view.length - from);
    this.#remaining -= count;
    this.#position += count;
    if (this.#remaining === 0) this.#deliver({ kind: 'unknown', id: this.#id });
    return from + count;
  }

  #deliver(message: PeerMessage): void {
    this.#reset();
    this.#sink.onMessage(message);
  }

  #reset(): void {
    this.#state = HEAD;
    this.#headHave = 0;
    this.#headNeed = LENGTH_BYTES;
  }

  /** Names the offset of the offending message's first byte; it is always found while its head is read. */
  #fail(code: string, message: string): void {
    this.#error = { code, message, offsetBytes: this.#position - this.#headHave };
  }
}
