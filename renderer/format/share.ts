/** Shares and ratios in words. A percentage never says 100 before the last byte is there. */
import { formatNumber } from '../i18n/locale.js';

/** Share done, 0..1; an empty selection counts as whole. */
export function shareOf(doneBytes: number, wantedBytes: number): number {
  if (wantedBytes <= 0) return 1;
  return Math.min(1, Math.max(0, doneBytes / wantedBytes));
}

/** `61.2%`, `100%`, and never `100.0%` for something unfinished. */
export function formatPercent(share: number, decimals: 0 | 1 = 1): string {
  if (share >= 1) return '100%';
  const scale = decimals === 1 ? 10 : 1;
  const floor = Math.floor(Math.max(0, share) * 100 * scale) / scale;
  return `${formatNumber(floor, decimals)}%`;
}

/** Uploaded over downloaded (or over what is done, for data that was there before us); null when there is nothing to divide by. */
export function ratioOf(uploadedBytes: number, downloadedBytes: number, doneBytes: number): number | null {
  const base = downloadedBytes > 0 ? downloadedBytes : doneBytes;
  return base > 0 ? uploadedBytes / base : null;
}

/** `0.34`; nothing is an en dash. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null || ratio < 0.005) return '–';
  return formatNumber(ratio, ratio >= 100 ? 0 : 2);
}
