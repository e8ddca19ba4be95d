/**
 * Decoding (BEP 3) into values: a strict scan, then a tree built from its tokens without recursion.
 *
 * The `bencode` package is not used here but as an oracle in the tests: it cuts truncated strings short without a
 * word, recurses, makes plain objects (a key `__proto__` sets the prototype), replaces keys that are not UTF-8, and
 * rounds integers beyond 2^53. Once the scan is there, the tree is a few lines.
 */
import type { Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import type { BencodeError, Scan, ScanLimits, Token } from './scan.js';
import { scan } from './scan.js';
import type { BencodeValue } from './value.js';
import { bytesToKey } from './value.js';

/** Decodes bytes that hold exactly one value. Strings are copies and may be kept. Errors: every BencodeErrorCode. */
export function decode(bytes: Uint8Array, limits?: Partial<ScanLimits>): Result<BencodeValue, BencodeError> {
  const decoded = decodePrefix(bytes, limits);
  if (!decoded.ok) return decoded;
  const { usedBytes, value } = decoded.value;
  if (usedBytes === bytes.length) return ok(value);
  return err({ code: 'trailing-bytes', message: 'The data goes on after its end.', offsetBytes: usedBytes });
}

/** Decodes the value that the bytes begin with (a ut_metadata message carries data after it, BEP 9). */
export function decodePrefix(
  bytes: Uint8Array,
  limits?: Partial<ScanLimits>,
): Result<{ readonly value: BencodeValue; readonly usedBytes: number }, BencodeError> {
  const scanned = scan(bytes, limits);
  if (!scanned.ok) return scanned;
  return ok({ value: valueAt(scanned.value, 0), usedBytes: scanned.value.usedBytes });
}

type Container = { readonly end: Token } & (
  | { readonly list: BencodeValue[]; readonly dictionary: null }
  | { readonly list: null; readonly dictionary: Map<string, BencodeValue> }
);

/** The value of one token. Of a key that is there twice the first counts, as in `Scan.get`. Strings are copies. */
export function valueAt(scanned: Scan, root: Token): BencodeValue {
  const stack: Container[] = [];
  const end = scanned.after(root);
  let key: string | null = null;
  let result: BencodeValue = 0;
  for (let token = root; token < end; token++) {
    let parent = stack.at(-1);
    while (parent !== undefined && token >= parent.end) {
      stack.pop();
      parent = stack.at(-1);
    }
    if (parent?.dictionary && key === null) {
      key = bytesToKey(scanned.content(token));
      continue;
    }
    const value = startValue(scanned, token, stack);
    if (parent === undefined) result = value;
    else if (parent.list !== null) parent.list.push(value);
    else if (key !== null) {
      if (!parent.dictionary.has(key)) parent.dictionary.set(key, value);
      key = null;
    }
  }
  return result;
}

/** A scalar whole, a container still empty and on the stack. */
function startValue(scanned: Scan, token: Token, stack: Container[]): BencodeValue {
  switch (scanned.kind(token)) {
    case 'integer':
      return scanned.integer(token);
    case 'string':
      return new Uint8Array(scanned.content(token));
    case 'list': {
      const list: BencodeValue[] = [];
      stack.push({ list, dictionary: null, end: scanned.after(token) });
      return list;
    }
    case 'dictionary': {
      const dictionary = new Map<string, BencodeValue>();
      stack.push({ list: null, dictionary, end: scanned.after(token) });
      return dictionary;
    }
  }
}
