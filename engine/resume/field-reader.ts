/**
 * Reads the fields of a dictionary of ours out of a scan, remembering the first thing that is wrong, so that the reading
 * code can be one plain literal. Fields that nobody asked for are an error too: they were written by a newer program, and
 * guessing what they mean could cost data. Bytes are copied unless a view is asked for: what they are read from may be reused.
 *
 * Thousands of records are read at a start, so a field is looked for from where the last one was found: those who ask in
 * the order of the keys' bytes, as they are written, find each at once.
 */
import type { DecodeError } from '../base/result.js';
import { NO_TOKEN, type Scan, type Token } from '../bencode/scan.js';
import { unpackNumbers } from './packed-numbers.js';

/** Shared by all: nothing can be written to it. */
const NO_BYTES = new Uint8Array(0);

export class FieldReader {
  /** The first thing that was wrong so far. */
  problem: DecodeError | null = null;
  private readonly asked: string[] = [];
  /** The key after the last one found. */
  private next: Token;

  /** `dictionary` is one; `NO_TOKEN` reads as one without fields. */
  constructor(
    private readonly scan: Scan,
    private readonly dictionary: Token,
  ) {
    this.next = dictionary + 1;
  }

  /** The first problem, or null when every field was as it should be. */
  finish(): DecodeError | null {
    const { asked, scan } = this;
    let from = 0;
    for (let key = this.dictionary + 1; key < this.end; key = scan.after(key + 1)) {
      let tried = 0;
      while (tried < asked.length && !scan.contentEquals(key, asked[(from + tried) % asked.length] ?? '')) tried++;
      if (tried === asked.length) this.unknown(key);
      from = (from + tried + 1) % Math.max(1, asked.length);
    }
    return this.problem;
  }

  integer(key: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
    return this.integerOf(this.get(key), key, min, max);
  }
  /** Null where the field is absent. */
  integerOrNull(key: string, min: number): number | null {
    const token = this.find(key);
    return token === NO_TOKEN ? null : this.integerOf(token, key, min, Number.MAX_SAFE_INTEGER);
  }
  /** 0 or 1; absent means no. */
  flag(key: string): boolean {
    const token = this.find(key);
    return token !== NO_TOKEN && this.integerOf(token, key, 0, 1) === 1;
  }
  bytes(key: string): Uint8Array {
    return this.bytesOf(this.get(key), key);
  }
  /** Not copied: for as long as what is read stays as it is. */
  view(key: string): Uint8Array {
    const token = this.get(key);
    return this.isKind(token, 'string', key, 'a string') ? this.scan.content(token) : NO_BYTES;
  }
  /** Null where the field is absent. */
  textOrNull(key: string): string | null {
    const token = this.find(key);
    return token === NO_TOKEN ? null : this.textOf(token, key);
  }
  text(key: string, pattern: RegExp | null = null): string {
    const text = this.textOf(this.get(key), key);
    if (pattern !== null && !pattern.test(text)) this.fail('invalid-text', `The field "${key}" does not have the right form.`, key);
    return text;
  }
  numbers(key: string): number[] {
    const token = this.get(key);
    if (!this.isKind(token, 'string', key, 'a string')) return [];
    const values = unpackNumbers(this.scan.content(token));
    if (values === null) this.fail('invalid-numbers', `The field "${key}" is no list of numbers.`, key);
    return values ?? [];
  }
  oneOf<T extends string>(key: string, allowed: readonly T[]): T {
    const text = this.text(key);
    const found = allowed.find((value) => value === text);
    if (found === undefined) this.fail('unknown-value', `The field "${key}" has an unknown value.`, key);
    // after a failure the value is thrown away
    return found ?? (allowed[0] as T);
  }
  /** Null where the field is absent. */
  optional<T>(key: string, read: () => T): T | null {
    return this.find(key) === NO_TOKEN ? null : read();
  }
  list<T>(key: string, read: (item: Token) => T): T[] {
    return this.listOf(this.get(key), read, key);
  }
  /** A dictionary inside this one, read by its own codec. */
  nested<T>(key: string, read: (inner: FieldReader) => T): T {
    return this.dictionaryOf(this.get(key), read, key);
  }

  listOf<T>(list: Token, read: (item: Token) => T, key = ''): T[] {
    const items: T[] = [];
    if (!this.isKind(list, 'list', key, 'a list')) return items;
    const end = this.scan.after(list);
    for (let item = list + 1; item < end; item = this.scan.after(item)) items.push(read(item));
    return items;
  }
  textOf(token: Token, key = ''): string {
    if (!this.isKind(token, 'string', key, 'a string')) return '';
    const text = this.scan.text(token);
    if (text === null) this.fail('invalid-text', `The field "${key}" is no text.`, key);
    return text ?? '';
  }
  bytesOf(token: Token, key = ''): Uint8Array {
    if (!this.isKind(token, 'string', key, 'a string')) return NO_BYTES;
    const content = this.scan.content(token);
    return content.length === 0 ? NO_BYTES : new Uint8Array(content);
  }
  dictionaryOf<T>(token: Token, read: (inner: FieldReader) => T, key = ''): T {
    const inner = new FieldReader(this.scan, this.isKind(token, 'dictionary', key, 'a dictionary') ? token : NO_TOKEN);
    const result = read(inner);
    this.problem ??= inner.finish();
    return result;
  }

  private integerOf(token: Token, key: string, min: number, max: number): number {
    if (!this.isKind(token, 'integer', key, 'a number')) return 0;
    const value = this.scan.integer(token);
    if (typeof value === 'number' && value >= min && value <= max) return value;
    this.fail('out-of-range', `The field "${key}" is ${value}, outside ${min} to ${max}.`, key);
    return 0;
  }

  fail(code: string, message: string, field: string): void {
    this.problem ??= { code, message, field };
  }

  /** The token after the dictionary. */
  private get end(): Token {
    return this.dictionary === NO_TOKEN ? 0 : this.scan.after(this.dictionary);
  }

  private get(key: string): Token {
    const found = this.find(key);
    if (found === NO_TOKEN) this.fail('missing-field', `The field "${key}" is missing.`, key);
    return found;
  }

  /** The value of a field; of a key that is there twice, any. */
  private find(key: string): Token {
    this.asked.push(key);
    const first = this.dictionary + 1;
    const { end, next, scan } = this;
    for (let at = next; at < end; at = scan.after(at + 1)) if (scan.contentEquals(at, key)) return this.found(at);
    for (let at = first; at < next; at = scan.after(at + 1)) if (scan.contentEquals(at, key)) return this.found(at);
    return NO_TOKEN;
  }

  /** It stays next, so that a field is found at once when it is read after it was found to be there. */
  private found(key: Token): Token {
    this.next = key;
    return key + 1;
  }

  private isKind(token: Token, kind: ReturnType<Scan['kind']>, key: string, wanted: string): boolean {
    if (token === NO_TOKEN) return false;
    if (this.scan.kind(token) === kind) return true;
    this.fail('wrong-type', `The field "${key}" is not ${wanted}.`, key);
    return false;
  }

  private unknown(key: Token): void {
    const name = this.scan.text(key) ?? '';
    this.fail('unknown-field', `The field "${name}" is not known.`, name);
  }
}
