/** Hints about what came last, from hostile bytes, with and without a right checksum: nothing, or numbers that encode again. */
import { createHash } from 'node:crypto';
import { decodeHints, encodeHints } from '../../engine/resume/hints-codec.js';

const MAGIC = Buffer.from('SHOALHNT');
const HEAD_BYTES = 40;

export function fuzz(data: Uint8Array): void {
  judge(data);
  const body = data.subarray(Math.min(HEAD_BYTES, data.length));
  judge(Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]));
}

function judge(bytes: Uint8Array): void {
  const hints = decodeHints(bytes);
  if (hints === null) return;
  for (const piece of hints.recent) if (!(Number.isSafeInteger(piece) && piece >= -1)) throw new Error('a piece is no number');
  const again = decodeHints(encodeHints(hints));
  if (again === null || again.recent.length !== hints.recent.length) throw new Error('decoded hints do not encode');
}

export const seeds: readonly Uint8Array[] = [
  encodeHints({ recent: [1, 2, 300_000], partial: [{ piece: 7, blocks: Uint8Array.of(0x80, 1) }] }),
  encodeHints({ recent: [], partial: [] }),
];
