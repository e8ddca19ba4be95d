/**
 * Encoding (BEP 3): keys sorted by their bytes, integers exact.
 *
 * The `bencode` package is not used here but as an oracle in the tests: it drops bigints without a word, sorts raw
 * byte keys by their printed numbers, and cannot splice in bytes that are already encoded, which a .torrent needs
 * (an info dictionary is hashed as it stands and must never be written anew).
 */
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

/** Encodes a value of ours. Throws on a number that is no safe integer: that is a mistake in the caller. */
export function encode(value: BencodeInput): Uint8Array {
  const chunks: Uint8Array[] = [];
  write(value, chunks);
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const LIST = ascii('l');
const DICTIONARY = ascii('d');
const END = ascii('e');

/** Recursion is bounded by what we build, or by the scan's depth cap for what was decoded. */
function write(value: BencodeInput, chunks: Uint8Array[]): void {
  if (value instanceof RawBencode) chunks.push(value.bytes);
  else if (value instanceof Uint8Array) chunks.push(ascii(`${value.length}:`), value);
  else if (typeof value === 'string') write(Buffer.from(value, 'utf8'), chunks);
  else if (typeof value === 'bigint') chunks.push(ascii(`i${value}e`));
  else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
    chunks.push(ascii(`i${value}e`));
  } else if (isInputList(value)) {
    chunks.push(LIST);
    for (const item of value) write(item, chunks);
    chunks.push(END);
  } else writeDictionary(value instanceof Map ? value : textKeys(value as { readonly [key: string]: BencodeInput | undefined }), chunks);
}

const isInputList = (value: BencodeInput): value is readonly BencodeInput[] => Array.isArray(value);

function textKeys(fields: { readonly [key: string]: BencodeInput | undefined }): Map<string, BencodeInput> {
  const map = new Map<string, BencodeInput>();
  for (const [key, field] of Object.entries(fields)) if (field !== undefined) map.set(utf8ToKey(key), field);
  return map;
}

function writeDictionary(dictionary: ReadonlyMap<string, BencodeInput>, chunks: Uint8Array[]): void {
  chunks.push(DICTIONARY);
  // Byte strings compare as their bytes do, because every character is below U+0100.
  for (const key of [...dictionary.keys()].sort()) {
    write(keyToBytes(key), chunks);
    // the key was just listed
    write(dictionary.get(key) as BencodeInput, chunks);
  }
  chunks.push(END);
}
