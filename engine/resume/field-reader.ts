/**
 * Reads the fields of a dictionary of ours, remembering the first thing that is wrong, so that the reading code can
 * be one plain literal. Fields that nobody asked for are an error too: they were written by a newer program, and
 * guessing what they mean could cost data.
 */
import type { DecodeError, Result } from '../base/result.js';
import {
  asBytes,
  asDictionary,
  asInteger,
  asList,
  type BencodeDictionary,
  type BencodeValue,
  bytesToTextStrict,
} from '../bencode/value.js';
import { unpackNumbers } from './packed-numbers.js';

export class FieldReader {
  private problem: DecodeError | null = null;
  private readonly asked = new Set<string>();

  constructor(private readonly dictionary: BencodeDictionary) {}

  /** The first problem, or null when every field was as it should be. */
  finish(): DecodeError | null {
    for (const key of this.dictionary.keys()) {
      if (!this.asked.has(key)) this.fail('unknown-field', `The field "${key}" is not known.`, key);
    }
    return this.problem;
  }

  integer(key: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
    return this.take(asInteger(this.get(key), key, min, max), 0);
  }
  bytes(key: string): Uint8Array {
    return this.take(asBytes(this.get(key), key), new Uint8Array());
  }
  text(key: string, pattern = /^/): string {
    const text = this.textOf(this.get(key), key);
    if (!pattern.test(text)) this.fail('invalid-text', `The field "${key}" does not have the right form.`, key);
    return text;
  }
  numbers(key: string): number[] {
    const values = unpackNumbers(this.bytes(key));
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
    return this.get(key) === undefined ? null : read();
  }
  list<T>(key: string, read: (item: BencodeValue) => T): T[] {
    return this.listOf(this.get(key), read, key);
  }
  /** A dictionary inside this one, read by its own codec. */
  nested<T>(key: string, read: (inner: FieldReader) => T): T {
    return this.dictionaryOf(this.get(key), read, key);
  }

  listOf<T>(value: BencodeValue | undefined, read: (item: BencodeValue) => T, key = ''): T[] {
    return this.take(asList(value, key), []).map(read);
  }
  textOf(value: BencodeValue | undefined, key = ''): string {
    const text = bytesToTextStrict(this.take(asBytes(value, key), new Uint8Array()));
    if (text === null) this.fail('invalid-text', `The field "${key}" is no text.`, key);
    return text ?? '';
  }
  bytesOf(value: BencodeValue | undefined): Uint8Array {
    return this.take(asBytes(value, ''), new Uint8Array());
  }
  dictionaryOf<T>(value: BencodeValue | undefined, read: (inner: FieldReader) => T, key = ''): T {
    const inner = new FieldReader(this.take(asDictionary(value, key), new Map()));
    const result = read(inner);
    this.problem ??= inner.finish();
    return result;
  }

  fail(code: string, message: string, field: string): void {
    this.problem ??= { code, message, field };
  }

  private get(key: string): BencodeValue | undefined {
    this.asked.add(key);
    return this.dictionary.get(key);
  }

  private take<T>(result: Result<T, DecodeError>, instead: T): T {
    if (result.ok) return result.value;
    this.problem ??= result.error;
    return instead;
  }
}
