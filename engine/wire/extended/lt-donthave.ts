/** `lt_donthave` (BEP 54): a piece that was announced is no longer there. Four bytes, the piece's index. */
import { readUint32, writeUint32 } from '../../base/big-endian.js';

/** The payload of the extended message. */
export function encodeDontHave(piece: number): Uint8Array {
  const out = new Uint8Array(4);
  writeUint32(out, 0, piece);
  return out;
}

/** The index, not yet judged; null when the payload is no such message. */
export function decodeDontHave(payload: Uint8Array): number | null {
  return payload.length === 4 ? readUint32(payload, 0) : null;
}
