/** Files under a checksum, for fuzzing: the bytes as they are, and again with a right checksum, or all would end there. */
import { createHash } from 'node:crypto';

/** Eight letters, and a SHA-256. */
const HEAD_BYTES = 40;

/** A target that judges both. */
export function underSeal(magic: string, judge: (bytes: Uint8Array) => void): (data: Uint8Array) => void {
  return (data) => {
    judge(data);
    const body = data.subarray(Math.min(HEAD_BYTES, data.length));
    judge(Buffer.concat([Buffer.from(magic), createHash('sha256').update(body).digest(), body]));
  };
}
