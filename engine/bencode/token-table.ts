/**
 * The table a scan makes of bencoded bytes (BEP 3), with cheap reads. Nothing is copied.
 * Invariant: a Scan describes one complete, well-formed value, token 0; a value's descendants follow it directly.
 */
import { contentStart, isAscii, parseInteger } from './token-bytes.js';
import { bytesToTextStrict } from './value.js';

export type BencodeKind = 'dictionary' | 'list' | 'integer' | 'string';

/** Index of a value in its Scan; the whole value is token 0, absence is -1. */
export type Token = number;
export const NO_TOKEN: Token = -1;

/** Start, end (both byte offsets) and the token that follows the value's last descendant. */
export const STRIDE = 3;

const LETTER_D = 0x64;
const LETTER_I = 0x69;
const LETTER_L = 0x6c;

/** Tokens given to a Scan must come from it. */
export class Scan {
  /** The same bytes, which know a quick way to text. */
  private buffer: Buffer | null = null;

  constructor(
    readonly bytes: Uint8Array,
    private readonly table: Uint32Array,
    readonly tokenCount: number,
    /** Offset of the first key that is smaller than the one before it, or null. */
    readonly unsortedAtBytes: number | null,
    /** Offset of the first key that its dictionary already had, or null. */
    readonly duplicateAtBytes: number | null,
    /** Keys are ASCII and none is there twice, integers are exact as numbers: a plain object can hold the value. */
    readonly isPlain: boolean,
  ) {}

  /** Bytes used by the value; what follows is not ours. */
  get usedBytes(): number {
    return this.end(0);
  }
  /** Bytes after the value. */
  get trailingBytes(): number {
    return this.bytes.length - this.usedBytes;
  }
  kind(token: Token): BencodeKind {
    switch (this.bytes[this.start(token)]) {
      case LETTER_D:
        return 'dictionary';
      case LETTER_L:
        return 'list';
      case LETTER_I:
        return 'integer';
      default:
        return 'string';
    }
  }
  start(token: Token): number {
    return this.table[token * STRIDE] ?? 0;
  }
  end(token: Token): number {
    return this.table[token * STRIDE + 1] ?? 0;
  }
  /** The token after this value and all inside it: the next sibling, if the parent has one. */
  after(token: Token): Token {
    return this.table[token * STRIDE + 2] ?? 0;
  }
  /** A view of the value's own bytes, as they stand. */
  raw(token: Token): Uint8Array {
    return this.bytes.subarray(this.start(token), this.end(token));
  }
  /** A view of a string's content. */
  content(token: Token): Uint8Array {
    return this.bytes.subarray(contentStart(this.bytes, this.start(token)), this.end(token));
  }
  /** A string's content as text; null where it is no UTF-8. */
  text(token: Token): string | null {
    const { bytes } = this;
    const [start, end] = [contentStart(bytes, this.start(token)), this.end(token)];
    if (!isAscii(bytes, start, end)) return bytesToTextStrict(bytes.subarray(start, end));
    this.buffer ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return this.buffer.toString('latin1', start, end);
  }
  /** An integer's value; a bigint only beyond 2^53 - 1. */
  integer(token: Token): number | bigint {
    return parseInteger(this.bytes, this.start(token) + 1, this.end(token) - 1);
  }
  /** The value under an ASCII key of a dictionary (the first, where it is there twice), or NO_TOKEN. Linear in the keys. */
  get(dictionary: Token, key: string): Token {
    const end = this.after(dictionary);
    for (let at = dictionary + 1; at < end; at = this.after(at + 1)) {
      if (this.contentEquals(at, key)) return at + 1;
    }
    return NO_TOKEN;
  }
  /** Whether a string has exactly these ASCII characters. */
  contentEquals(token: Token, text: string): boolean {
    const start = contentStart(this.bytes, this.start(token));
    if (this.end(token) - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }
}
