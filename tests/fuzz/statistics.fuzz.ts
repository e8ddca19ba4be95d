/** Saved statistics from hostile bytes, with and without a right checksum: a typed error or figures that encode again. */
import { decodeStatistics, encodeStatistics } from '../../engine/resume/statistics-codec.js';
import { underSeal } from './sealed-bytes.js';

export const fuzz = underSeal('SHOALSUM', judge);

function judge(bytes: Uint8Array): void {
  const decoded = decodeStatistics(bytes);
  if (!decoded.ok) return;
  for (const value of Object.values(decoded.value))
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new Error('a figure is no figure');
  const again = decodeStatistics(encodeStatistics(decoded.value));
  if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(decoded.value)) throw new Error('decoded statistics do not encode');
}

export const seeds: readonly Uint8Array[] = [
  encodeStatistics({ downloadedBytes: 2 ** 40, uploadedBytes: 1, wastedBytes: 0, activeSeconds: 9, sessions: 2, since: 1_700_000_000_000 }),
];
