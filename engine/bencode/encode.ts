/// <reference path="./bencode-package.d.ts" />
/**
 * Encoding (BEP 3) by the `bencode` package, keys sorted by their bytes, integers exact.
 *
 * A container that holds what the package cannot write (a bigint, keys that are not ASCII, or bytes that are encoded
 * already: an info dictionary is hashed as it stands and must never be written anew) is put together from its parts.
 */
import bencode from 'bencode';
import { keyToBytes, utf8ToKey } from './value.js';

/** Bytes that are bencode already and are copied as they stand. */
export class RawBencode {
  constructor(readonly bytes: Uint8Array) {}
}

/** Text is written as UTF-8. Keys of a Map are byte strings (see value.ts), keys of an object are text; undefined fields are left out. */
export type BencodeInput =
  | Uint8Array
  | string
  | number
  | bigint
  | RawBencode
  | readonly BencodeInput[]
  | ReadonlyMap<string, BencodeInput>
  | { readonly [key: string]: BencodeInput | undefined };

/** Encodes a value of ours. Throws RangeError on a number that is no safe integer: that is a mistake in the caller. */
export function encode(value: BencodeInput): Uint8Array {
  const parts: Uint8Array[] = [];
  write(value, parts);
  return new Uint8Array(Buffer.concat(parts));
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const LIST = ascii('l');
const DICTIONARY = ascii('d');
const END = ascii('e');

/** Recursion is bounded by what we build, or by the scan's depth cap for what was decoded. */
function write(value: BencodeInput, parts: Uint8Array[]): void {
  if (value instanceof RawBencode) parts.push(value.bytes);
  else if (typeof value === 'bigint') parts.push(ascii(`i${value}e`));
  else if (isPlain(value)) parts.push(bencode.encode(value));
  else if (isList(value)) {
    parts.push(LIST);
    for (const item of value) write(item, parts);
    parts.push(END);
  } else writeDictionary(keyed(value), parts);
}

/** A container whose parts, or whose keys, the package would not write as we do. */
type Mixed = Exclude<BencodeInput, Uint8Array | string | number | bigint | RawBencode>;

const isList = (value: BencodeInput): value is readonly BencodeInput[] => Array.isArray(value);
const isAscii = (text: string): boolean => Buffer.byteLength(text, 'utf8') === text.length;

/** Whether the package writes the value right. Throws RangeError as `encode` does. */
function isPlain(value: BencodeInput): value is Exclude<BencodeInput, Mixed> {
  if (typeof value === 'string' || value instanceof Uint8Array) return true;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
    return true;
  }
  if (typeof value === 'bigint' || value instanceof RawBencode) return false;
  if (isList(value)) return value.every(isPlain);
  for (const [key, item] of keyed(value)) if (!isAscii(key) || !isPlain(item)) return false;
  return true;
}

/** The entries of a dictionary under byte keys, undefined fields left out. */
function keyed(dictionary: Mixed): ReadonlyMap<string, BencodeInput> {
  if (dictionary instanceof Map) return dictionary;
  const map = new Map<string, BencodeInput>();
  for (const [key, field] of Object.entries(dictionary)) if (field !== undefined) map.set(utf8ToKey(key), field);
  return map;
}

function writeDictionary(dictionary: ReadonlyMap<string, BencodeInput>, parts: Uint8Array[]): void {
  parts.push(DICTIONARY);
  // Byte strings compare as their bytes do, because every character is below U+0100.
  for (const key of [...dictionary.keys()].sort()) {
    write(keyToBytes(key), parts);
    // the key was just listed
    write(dictionary.get(key) as BencodeInput, parts);
  }
  parts.push(END);
}
