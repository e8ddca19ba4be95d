/**
 * A strict, iterative scan of bencoded bytes (BEP 3, "bencoding") into a flat table of tokens. Nothing is copied
 * and nothing recurses, so hostile nesting costs neither stack nor more memory than the caps allow.
 * Invariant: a Scan exists only for one complete, well-formed value; time and memory are linear in its bytes.
 * Unsorted and duplicate keys are reported and not refused: old v1 torrents have them (their raw bytes are what is hashed).
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { compareBytes, contentStart, isPlainKey } from './token-bytes.js';
import { NO_TOKEN, Scan, STRIDE, type Token } from './token-table.js';

export type { BencodeKind, Token } from './token-table.js';
export { NO_TOKEN, Scan } from './token-table.js';

export interface ScanLimits {
  /** Containers within containers. */
  readonly maxDepth: number;
  /** Values of every kind, keys included. */
  readonly maxTokens: number;
  readonly maxBytes: number;
}
export const SCAN_LIMITS: ScanLimits = { maxDepth: 100, maxTokens: 5_000_000, maxBytes: 32 * 1024 * 1024 };

export type BencodeErrorCode =
  | 'too-large'
  | 'too-deep'
  | 'too-many-values'
  | 'truncated'
  | 'unexpected-byte'
  | 'invalid-integer'
  | 'invalid-length'
  | 'invalid-key'
  | 'missing-value'
  | 'trailing-bytes';
export type BencodeError = DecodeError & { readonly code: BencodeErrorCode };

const LETTER_D = 0x64;
const LETTER_E = 0x65;
const LETTER_I = 0x69;
const LETTER_L = 0x6c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
/** A 64-bit value has at most 20 digits. */
const MAX_INTEGER_DIGITS = 20;
/** Room at first, as far as the bytes can need it: most of a torrent's bytes are hashes, and they are one value. */
const FIRST_TOKENS = 256;
/** Integers of so many digits are exact as numbers. */
const EXACT_DIGITS = 15;

/**
 * Scans the value that `bytes` begins with. Bytes after it are allowed and reported by `trailingBytes`.
 * Errors: BencodeErrorCode (never 'trailing-bytes'), with the offset.
 */
export function scan(bytes: Uint8Array, limits: Partial<ScanLimits> = {}): Result<Scan, BencodeError> {
  const { maxBytes, maxDepth, maxTokens } = { ...SCAN_LIMITS, ...limits };
  if (bytes.length > maxBytes) return fail('too-large', `The data is larger than ${maxBytes} bytes.`, 0);
  return new Scanner(bytes, maxDepth, maxTokens).run();
}

const fail = (code: BencodeErrorCode, message: string, offsetBytes: number) => err<BencodeError>({ code, message, offsetBytes });

/** What is known of the containers that are open, by depth; written when one is opened. */
const stackOf = (maxDepth: number) => ({
  open: new Int32Array(maxDepth + 1),
  lastKey: new Int32Array(maxDepth + 1),
  awaitsValue: new Uint8Array(maxDepth + 1),
  hadUnsorted: new Uint8Array(maxDepth + 1),
});
/** One for all: a scan runs to its end before another begins. */
const USUAL_STACK = stackOf(SCAN_LIMITS.maxDepth);

class Scanner {
  private table: Uint32Array;
  private count = 0;
  private position = 0;
  private depth = 0;
  private unsortedAt: number | null = null;
  private duplicateAt: number | null = null;
  private plain = true;
  private readonly open: Int32Array;
  /** Per open container: the last key's token, or -1. */
  private readonly lastKey: Int32Array;
  private readonly awaitsValue: Uint8Array;
  private readonly hadUnsorted: Uint8Array;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly maxDepth: number,
    private readonly maxTokens: number,
  ) {
    this.table = new Uint32Array(Math.max(16, Math.min(bytes.length >> 3, maxTokens, FIRST_TOKENS)) * STRIDE);
    const { awaitsValue, hadUnsorted, lastKey, open } = maxDepth <= SCAN_LIMITS.maxDepth ? USUAL_STACK : stackOf(maxDepth);
    this.open = open;
    this.lastKey = lastKey;
    this.awaitsValue = awaitsValue;
    this.hadUnsorted = hadUnsorted;
  }

  run(): Result<Scan, BencodeError> {
    const { bytes } = this;
    do {
      const byte = bytes[this.position];
      if (byte === undefined) return fail('truncated', 'The data ends in the middle of a value.', this.position);
      const inDictionary = this.depth > 0 && bytes[this.table[(this.open[this.depth] ?? 0) * STRIDE] ?? 0] === LETTER_D;
      let problem: Result<never, BencodeError> | null = null;
      if (byte === LETTER_E && this.depth > 0) {
        if (this.awaitsValue[this.depth] === 1) return fail('missing-value', 'A dictionary key has no value.', this.position);
        this.close(inDictionary);
      } else if (inDictionary && this.awaitsValue[this.depth] === 0) problem = this.readKey(byte);
      else {
        this.awaitsValue[this.depth] = 0;
        if (byte === LETTER_D || byte === LETTER_L) problem = this.openContainer();
        else if (byte === LETTER_I) problem = this.readInteger();
        else problem = this.readString(byte);
      }
      if (problem !== null) return problem;
    } while (this.depth > 0);
    return ok(new Scan(bytes, this.table, this.count, this.unsortedAt, this.duplicateAt, this.plain && this.duplicateAt === null));
  }

  private push(start: number, end: number): Result<never, BencodeError> | null {
    if (this.count >= this.maxTokens) return fail('too-many-values', `The data holds more than ${this.maxTokens} values.`, start);
    const base = this.count * STRIDE;
    if (base >= this.table.length) {
      const larger = new Uint32Array(this.table.length * 2);
      larger.set(this.table);
      this.table = larger;
    }
    this.count++;
    this.table[base] = start;
    this.table[base + 1] = end;
    this.table[base + 2] = this.count;
    this.position = end;
    return null;
  }

  private openContainer(): Result<never, BencodeError> | null {
    if (this.depth >= this.maxDepth) return fail('too-deep', `The data is nested more than ${this.maxDepth} deep.`, this.position);
    const problem = this.push(this.position, this.position + 1);
    if (problem !== null) return problem;
    this.depth++;
    this.open[this.depth] = this.count - 1;
    this.lastKey[this.depth] = NO_TOKEN;
    this.awaitsValue[this.depth] = 0;
    this.hadUnsorted[this.depth] = 0;
    return null;
  }

  private close(isDictionary: boolean): void {
    const token = this.open[this.depth] ?? 0;
    this.position++;
    this.table[token * STRIDE + 1] = this.position;
    this.table[token * STRIDE + 2] = this.count;
    if (isDictionary && this.hadUnsorted[this.depth] === 1 && this.duplicateAt === null) this.findDuplicate(token);
    this.depth--;
  }

  /** Only for an unsorted dictionary: in a sorted one duplicates are neighbours. */
  private findDuplicate(dictionary: Token): void {
    const seen = new Set<string>();
    for (let at = dictionary + 1; at < this.count; at = this.table[(at + 1) * STRIDE + 2] ?? this.count) {
      const start = this.table[at * STRIDE] ?? 0;
      const key = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, (this.table[at * STRIDE + 1] ?? 0) - start).toString(
        'latin1',
      );
      if (seen.has(key)) {
        this.duplicateAt = start;
        return;
      }
      seen.add(key);
    }
  }

  private readKey(byte: number): Result<never, BencodeError> | null {
    const token = this.count;
    const start = this.position;
    if (byte < ZERO || byte > ZERO + 9) return fail('invalid-key', 'A dictionary key is not a string.', start);
    const problem = this.readString(byte);
    if (problem !== null) return problem;
    if (!isPlainKey(this.bytes, contentStart(this.bytes, start), this.position)) this.plain = false;
    const last = this.lastKey[this.depth] ?? NO_TOKEN;
    if (last !== NO_TOKEN) {
      const order = compareBytes(
        this.bytes,
        contentStart(this.bytes, this.table[last * STRIDE] ?? 0),
        this.table[last * STRIDE + 1] ?? 0,
        contentStart(this.bytes, start),
        this.position,
      );
      if (order === 0) this.duplicateAt ??= start;
      if (order > 0) {
        this.unsortedAt ??= start;
        this.hadUnsorted[this.depth] = 1;
      }
    }
    this.lastKey[this.depth] = token;
    this.awaitsValue[this.depth] = 1;
    return null;
  }

  private readString(first: number): Result<never, BencodeError> | null {
    const { bytes } = this;
    const start = this.position;
    if (first < ZERO || first > ZERO + 9) return fail('unexpected-byte', 'No value begins with this byte.', start);
    let length = 0;
    let at = start;
    for (; ; at++) {
      const digit = bytes[at];
      if (digit === undefined) return fail('truncated', 'The data ends inside the length of a string.', start);
      if (digit === COLON) break;
      if (digit < ZERO || digit > ZERO + 9) return fail('invalid-length', 'The length of a string is not a number.', start);
      length = length * 10 + (digit - ZERO);
      if (length > bytes.length) return fail('truncated', 'A string is longer than the data.', start);
    }
    if (first === ZERO && at - start > 1) return fail('invalid-length', 'The length of a string begins with a zero.', start);
    const end = at + 1 + length;
    if (end > bytes.length) return fail('truncated', 'A string is longer than the data.', start);
    return this.push(start, end);
  }

  private readInteger(): Result<never, BencodeError> | null {
    const { bytes } = this;
    const start = this.position;
    const negative = bytes[start + 1] === MINUS;
    const digits = start + (negative ? 2 : 1);
    let at = digits;
    for (; ; at++) {
      const digit = bytes[at];
      if (digit === undefined) return fail('truncated', 'The data ends inside a number.', start);
      if (digit === LETTER_E) break;
      if (digit < ZERO || digit > ZERO + 9) return fail('invalid-integer', 'A number holds something that is not a digit.', start);
      if (at - digits >= MAX_INTEGER_DIGITS) return fail('invalid-integer', 'A number is too large.', start);
    }
    if (at === digits) return fail('invalid-integer', 'A number has no digits.', start);
    if (bytes[digits] === ZERO && (negative || at - digits > 1)) return fail('invalid-integer', 'A number begins with a zero.', start);
    if (at - digits > EXACT_DIGITS) this.plain = false;
    return this.push(start, at + 1);
  }
}
