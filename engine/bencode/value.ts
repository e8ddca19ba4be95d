/**
 * Decoded bencode (BEP 3) as plain values, and accessors that name the path of what is wrong.
 * Dictionary keys are byte strings: one character (U+0000 to U+00FF) per byte, so that 20-byte hashes survive as keys
 * and their order is byte order. ASCII keys read naturally; `utf8ToKey` and `keyToBytes` convert the others.
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';

export type BencodeValue = Uint8Array | number | bigint | readonly BencodeValue[] | BencodeDictionary;
export type BencodeDictionary = ReadonlyMap<string, BencodeValue>;

export type ValueErrorCode = 'missing-field' | 'wrong-type' | 'out-of-range';
export type ValueError = DecodeError & { readonly code: ValueErrorCode; readonly field: string };

const decoder = new TextDecoder('utf-8');
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 text; bytes that are none become U+FFFD. */
export const bytesToText = (bytes: Uint8Array): string => decoder.decode(bytes);
/** UTF-8 text, or null where the bytes are none. */
export function bytesToTextStrict(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}
/** A dictionary key out of raw bytes. */
export const bytesToKey = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
/** The raw bytes of a dictionary key. */
export const keyToBytes = (key: string): Uint8Array => new Uint8Array(Buffer.from(key, 'latin1'));
/** The dictionary key for a text in UTF-8. */
export const utf8ToKey = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export const isDictionary = (value: BencodeValue | undefined): value is BencodeDictionary => value instanceof Map;
export const isList = (value: BencodeValue | undefined): value is readonly BencodeValue[] => Array.isArray(value);
export const isBytes = (value: BencodeValue | undefined): value is Uint8Array => value instanceof Uint8Array;

const join = (path: string, key: string | number) => (path === '' ? String(key) : `${path}.${key}`);

function wrong<T>(value: BencodeValue | undefined, field: string, wanted: string): Result<T, ValueError> {
  if (value === undefined) return err({ code: 'missing-field', message: `The field "${field}" is missing.`, field });
  return err({ code: 'wrong-type', message: `The field "${field}" is not ${wanted}.`, field });
}

/** `path` names the value itself in errors; '' is the root. */
export const asDictionary = (value: BencodeValue | undefined, path: string): Result<BencodeDictionary, ValueError> =>
  isDictionary(value) ? ok(value) : wrong(value, path, 'a dictionary');
export const asList = (value: BencodeValue | undefined, path: string): Result<readonly BencodeValue[], ValueError> =>
  isList(value) ? ok(value) : wrong(value, path, 'a list');
export const asBytes = (value: BencodeValue | undefined, path: string): Result<Uint8Array, ValueError> =>
  isBytes(value) ? ok(value) : wrong(value, path, 'a string');

/** An exact integer within [min, max]. */
export function asInteger(
  value: BencodeValue | undefined,
  path: string,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
): Result<number, ValueError> {
  if (typeof value === 'number' && value >= min && value <= max) return ok(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return wrong(value, path, 'a number');
  return err({ code: 'out-of-range', message: `The field "${path}" is ${value}, outside ${min} to ${max}.`, field: path });
}

/** The same for the field of a dictionary; `path` names the dictionary. */
export const dictionaryField = (dictionary: BencodeDictionary, key: string, path = '') =>
  asDictionary(dictionary.get(key), join(path, key));
export const listField = (dictionary: BencodeDictionary, key: string, path = '') => asList(dictionary.get(key), join(path, key));
export const bytesField = (dictionary: BencodeDictionary, key: string, path = '') => asBytes(dictionary.get(key), join(path, key));
export const integerField = (dictionary: BencodeDictionary, key: string, path = '', min?: number, max?: number) =>
  asInteger(dictionary.get(key), join(path, key), min, max);
/** UTF-8 text; bytes that are none become U+FFFD. */
export function textField(dictionary: BencodeDictionary, key: string, path = ''): Result<string, ValueError> {
  const bytes = bytesField(dictionary, key, path);
  return bytes.ok ? ok(bytesToText(bytes.value)) : bytes;
}

/** For optional fields: null where absent or of another type, since peers and trackers send all sorts of things. */
export const optionalInteger = (dictionary: BencodeDictionary, key: string, min?: number, max?: number): number | null =>
  orNull(integerField(dictionary, key, '', min, max));
export const optionalBytes = (dictionary: BencodeDictionary, key: string): Uint8Array | null => orNull(bytesField(dictionary, key));
export const optionalText = (dictionary: BencodeDictionary, key: string): string | null => orNull(textField(dictionary, key));
export const optionalList = (dictionary: BencodeDictionary, key: string): readonly BencodeValue[] | null =>
  orNull(listField(dictionary, key));
export const optionalDictionary = (dictionary: BencodeDictionary, key: string): BencodeDictionary | null =>
  orNull(dictionaryField(dictionary, key));

const orNull = <T>(result: Result<T, ValueError>): T | null => (result.ok ? result.value : null);
