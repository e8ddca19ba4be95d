/** Hints about what came last, from hostile bytes, with and without a right checksum: nothing, or numbers that encode again. */
import { decodeHints, encodeHints } from '../../engine/resume/hints-codec.js';
import { underSeal } from './sealed-bytes.js';

export const fuzz = underSeal('SHOALHNT', judge);

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
