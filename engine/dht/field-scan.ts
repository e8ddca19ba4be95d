/**
 * Reads the fields of a scanned dictionary, checking type, length and range of each, and remembers the first that is
 * wrong; so that a decoder is one plain literal. Bytes that are given out are copies.
 */
import type { DecodeError } from '../base/result.js';
import { NO_TOKEN, type Scan, type Token } from '../bencode/scan.js';
import { ID_BYTES, type NodeId, nodeIdOf } from './node-id.js';

const NO_BYTES = new Uint8Array(0);
const NO_ID = '\0'.repeat(ID_BYTES) as NodeId;
const MOST_INT64 = 2n ** 63n - 1n;

/** The first thing wrong in a message; shared by the scans of its dictionaries. */
export interface Fault {
  error: DecodeError | null;
}

export class FieldScan {
  constructor(
    readonly scan: Scan,
    private readonly dictionary: Token,
    private readonly path: string,
    private readonly fault: Fault,
  ) {}

  has(key: string): boolean {
    return this.token(key) !== NO_TOKEN;
  }
  token(key: string): Token {
    return this.scan.get(this.dictionary, key);
  }

  /** A dictionary inside this one; without fields where it is missing, which is an error. */
  inner(key: string): FieldScan {
    const token = this.token(key);
    if (token !== NO_TOKEN && this.scan.kind(token) === 'dictionary')
      return new FieldScan(this.scan, token, `${this.path}${key}.`, this.fault);
    this.wrong(key, 'a dictionary');
    return this;
  }

  bytes(key: string, min: number, max: number): Uint8Array {
    const token = this.token(key);
    if (token === NO_TOKEN || this.scan.kind(token) !== 'string') return this.wrong(key, 'a string') ?? NO_BYTES;
    const content = this.scan.content(token);
    if (content.length < min || content.length > max) return this.wrong(key, 'of the right length') ?? NO_BYTES;
    return content.slice();
  }
  optionalBytes(key: string, min: number, max: number): Uint8Array | undefined {
    return this.has(key) ? this.bytes(key, min, max) : undefined;
  }

  id(key: string): NodeId {
    const token = this.token(key);
    if (token === NO_TOKEN || this.scan.kind(token) !== 'string') return this.wrong(key, 'a string') ?? NO_ID;
    const content = this.scan.content(token);
    return content.length === ID_BYTES ? nodeIdOf(content) : (this.wrong(key, 'an id') ?? NO_ID);
  }

  integer(key: string, min: number, max: number): number {
    const token = this.token(key);
    if (token === NO_TOKEN || this.scan.kind(token) !== 'integer') return this.wrong(key, 'a number') ?? min;
    const value = this.scan.integer(token);
    return typeof value === 'number' && value >= min && value <= max ? value : (this.wrong(key, 'in its range') ?? min);
  }
  optionalInteger(key: string, min: number, max: number): number | undefined {
    return this.has(key) ? this.integer(key, min, max) : undefined;
  }
  /** A sequence number (BEP 44): 64 bits, not negative. */
  optionalSequence(key: string): bigint | undefined {
    const token = this.token(key);
    if (token === NO_TOKEN) return undefined;
    const value = this.scan.kind(token) === 'integer' ? BigInt(this.scan.integer(token)) : -1n;
    if (value >= 0n && value <= MOST_INT64) return value;
    this.wrong(key, 'a sequence number');
    return undefined;
  }
  /** Absent means no. */
  flag(key: string): boolean {
    return this.has(key) && this.integer(key, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) !== 0;
  }

  /** The strings of a list, as views; none where it is absent. */
  strings(key: string, most: number): Uint8Array[] {
    const { scan } = this;
    const token = this.token(key);
    if (token === NO_TOKEN) return [];
    const out: Uint8Array[] = [];
    if (scan.kind(token) !== 'list') this.wrong(key, 'a list');
    else {
      for (let item = token + 1; item < scan.after(token) && out.length < most; item = scan.after(item)) {
        if (scan.kind(item) !== 'string') this.wrong(key, 'a list of strings');
        else out.push(scan.content(item));
      }
    }
    return out;
  }

  /** Notes that a field is wrong. */
  wrong(key: string, wanted: string): null {
    const field = `${this.path}${key}`;
    this.fault.error ??= { code: 'invalid-field', message: `The field "${field}" is missing or not ${wanted}.`, field };
    return null;
  }
}
