/** Lists of whole numbers from -1 up as 8 bytes each: a list of 300,000 file sizes stays small and quick to read. */
import { readUint32, writeUint64 } from '../base/big-endian.js';

const STRIDE = 8;
const HIGH = 4_294_967_296;
/** What is not a whole number from -1 to the largest exact one becomes -1, which means "not there". */
export function packNumbers(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * STRIDE);
  for (let i = 0; i < values.length; i++) {
    const rounded = Math.round(values[i] ?? -1);
    // Shifted by one, so that no sign is needed.
    writeUint64(bytes, i * STRIDE, rounded >= 0 && rounded < Number.MAX_SAFE_INTEGER ? rounded + 1 : 0);
  }
  return bytes;
}

/** Null where the bytes are none of ours. */
export function unpackNumbers(bytes: Uint8Array): number[] | null {
  if (bytes.length % STRIDE !== 0) return null;
  const values = new Array<number>(bytes.length / STRIDE);
  for (let i = 0; i < values.length; i++) {
    const value = readUint32(bytes, i * STRIDE) * HIGH + readUint32(bytes, i * STRIDE + 4);
    if (value > Number.MAX_SAFE_INTEGER) return null;
    values[i] = value - 1;
  }
  return values;
}
