/** Bytes of ours as the scan of a dictionary. */
import type { DecodeError, Result } from '../base/result.js';
import { err } from '../base/result.js';
import { type Scan, scan } from '../bencode/scan.js';

/** Exactly one dictionary that says everything once. Errors: those of bencode, `duplicate-field`, and `other` for what is no dictionary. */
export function scanDictionary(bytes: Uint8Array, maxBytes: number, other: DecodeError): Result<Scan, DecodeError> {
  const scanned = scan(bytes, { maxBytes });
  if (!scanned.ok) return scanned;
  const { duplicateAtBytes, trailingBytes, usedBytes } = scanned.value;
  if (trailingBytes > 0) return err({ code: 'trailing-bytes', message: 'The data goes on after its end.', offsetBytes: usedBytes });
  if (scanned.value.kind(0) !== 'dictionary') return err(other);
  if (duplicateAtBytes === null) return scanned;
  return err({ code: 'duplicate-field', message: 'The data says one thing twice.', offsetBytes: duplicateAtBytes });
}
