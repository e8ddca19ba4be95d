/// <reference path="./bencode-package.d.ts" />
/**
 * Decoding (BEP 3) into values: a strict scan with its caps first, then the `bencode` package.
 *
 * What the package cannot hold in plain objects (integers beyond 2^53, keys that are not ASCII, `__proto__`, a key
 * that is there twice) is built from the scan's own tokens. Both ways give the same value, and it owns its bytes.
 */
import bencode, { type PlainValue } from 'bencode';
import type { Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import type { BencodeError, ScanLimits } from './scan.js';
import { scan } from './scan.js';
import { valueAt } from './token-value.js';
import type { BencodeValue } from './value.js';

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
  const { isPlain, usedBytes } = scanned.value;
  const value = isPlain ? fromPlain(bencode.decode(scanned.value.raw(0))) : valueAt(scanned.value, 0);
  return ok({ value, usedBytes });
}

/** The package's value as ours: dictionaries become maps. Recursion, here and in the package, ends at the scan's depth cap. */
function fromPlain(value: PlainValue): BencodeValue {
  if (typeof value === 'number' || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const dictionary = new Map<string, BencodeValue>();
  for (const [key, item] of Object.entries(value)) dictionary.set(key, fromPlain(item));
  return dictionary;
}
