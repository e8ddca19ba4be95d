/** Shares and ratios in words. A percentage never says 100 before the last byte is there. */
import { perLocale } from '../runtime/locale.js';
import { formatNumber, NOTHING } from './number.js';

const percents = perLocale((locale) =>
  [0, 1].map((digits) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits })),
);
const spelled = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', unitDisplay: 'long', maximumFractionDigits: 0 }),
);

/** Share done, 0..1; an empty selection counts as whole. */
export function shareOf(doneBytes: number, wantedBytes: number): number {
  if (wantedBytes <= 0) return 1;
  return Math.min(1, Math.max(0, doneBytes / wantedBytes));
}

/** `61.2%`, `100%`, and never `100.0%` for something unfinished. */
export function formatPercent(share: number, decimals: 0 | 1 = 1): string {
  const whole = share >= 1;
  const format = percents()[whole ? 0 : decimals] as Intl.NumberFormat;
  if (whole) return format.format(1);
  const steps = decimals === 1 ? 1000 : 100;
  return format.format(Math.floor(Math.max(0, share) * steps) / steps);
}

/** A whole percentage spelled out for screen readers: `61 percent`. */
export const spellPercent = (share: number): string => spelled().format(Math.floor(Math.min(1, Math.max(0, share)) * 100));

/** Uploaded over downloaded (or over what is done, for data that was there before us); null when there is nothing to divide by. */
export function ratioOf(uploadedBytes: number, downloadedBytes: number, doneBytes: number): number | null {
  const base = downloadedBytes > 0 ? downloadedBytes : doneBytes;
  return base > 0 ? uploadedBytes / base : null;
}

/** `0.34`; nothing is an en dash. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null || ratio < 0.005) return NOTHING;
  return formatNumber(ratio, ratio >= 100 ? 0 : 2);
}
