/** Sizes and rates in words: decimal units, three significant digits, the digits and the unit apart so that they can be aligned. */
import { formatNumber } from '../i18n/locale.js';

export const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
export type SizeUnit = (typeof SIZE_UNITS)[number];

/** Digits and unit of a quantity. */
export interface Quantity {
  readonly digits: string;
  readonly unit: string;
}

/** Splits bytes into digits and a decimal unit: 662 MB, 1.2 GB, 310 kB. Never shows 1000 of a unit that has a larger one. */
export function splitSize(bytes: number): { readonly digits: string; readonly unit: SizeUnit } {
  let value = Number.isFinite(bytes) && bytes > 0 ? bytes : 0;
  let step = 0;
  while (step < SIZE_UNITS.length - 1 && rounded(value, step) >= 1000) {
    value /= 1000;
    step++;
  }
  const decimals = decimalsFor(value, step);
  return { digits: formatNumber(value, decimals), unit: SIZE_UNITS[step] ?? 'B' };
}

/** `14.8 GB`; zero is `0 B`. */
export function formatSize(bytes: number): string {
  const { digits, unit } = splitSize(bytes);
  return `${digits} ${unit}`;
}

/** Digits and unit of a rate in bytes a second; null for nothing worth showing (an en dash stands there). */
export function splitRate(bps: number): Quantity | null {
  if (!(bps >= 1)) return null;
  const { digits, unit } = splitSize(bps);
  return { digits, unit: `${unit}/s` };
}

/** `8.4 MB/s`; nothing is an en dash. */
export function formatRate(bps: number): string {
  const parts = splitRate(bps);
  return parts === null ? '–' : `${parts.digits} ${parts.unit}`;
}

/** `9.1 of 14.8 GB`, or `310 kB of 1.2 GB` where the units differ. */
export function sizeOfSize(part: number, whole: number, of: (part: string, whole: string) => string): string {
  const a = splitSize(part);
  const b = splitSize(whole);
  return of(a.unit === b.unit ? a.digits : `${a.digits} ${a.unit}`, `${b.digits} ${b.unit}`);
}

/** Binary sizes for piece lengths, which are powers of two: `8 MiB`, `256 KiB`. */
export function formatBinarySize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step++;
  }
  return `${formatNumber(value, Number.isInteger(value) ? 0 : 1)} ${units[step] ?? 'B'}`;
}

function decimalsFor(value: number, step: number): 0 | 1 {
  return step < 2 || value >= 99.95 ? 0 : 1;
}
function rounded(value: number, step: number): number {
  return decimalsFor(value, step) === 0 ? Math.round(value) : Math.round(value * 10) / 10;
}
