/**
 * Sizes and rates in words: three significant digits, the digits and the unit apart so that they can be aligned. Units
 * are powers of 1000, or of 1024 where the person prefers them; always bytes, never bits.
 */
import type { MessageKey } from '../runtime/catalogue.js';
import { perLocale } from '../runtime/locale.js';
import { languageNow, t } from '../runtime/words.js';
import { formatNumber, NOTHING } from './number.js';

export type Units = 'decimal' | 'binary';

const SYMBOLS = {
  decimal: ['units.B', 'units.kB', 'units.MB', 'units.GB', 'units.TB', 'units.PB'],
  binary: ['units.B', 'units.KiB', 'units.MiB', 'units.GiB', 'units.TiB', 'units.PiB'],
} as const satisfies Record<Units, readonly MessageKey[]>;
/** The units that Intl can spell out. */
const SPELLED = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const LARGEST = SPELLED.length - 1;

let units: Units = 'decimal';
/** Chooses the units of every size and rate from now on. */
export function setUnits(next: Units): void {
  units = next;
}

/** What limits are typed in: a thousand bytes (or 1024) a second. */
export const kilo = (): 1000 | 1024 => baseOf(units);
export const kiloPerSecond = (): string => t('units.perSecond', { unit: symbol(units, 1) });

/** Digits and unit of a quantity. */
export interface Quantity {
  readonly digits: string;
  readonly unit: string;
}

interface Scaled {
  readonly value: number;
  /** Which unit, from bytes up. */
  readonly step: number;
  readonly decimals: 0 | 1;
}

/** Never 1000 (or 1024) of a unit that has a larger one. */
function scale(bytes: number, base: 1000 | 1024): Scaled {
  let value = Number.isFinite(bytes) && bytes > 0 ? bytes : 0;
  let step = 0;
  while (step < LARGEST && rounded(value, step) >= base) {
    value /= base;
    step++;
  }
  return { value, step, decimals: decimalsFor(value, step) };
}

const decimalsFor = (value: number, step: number): 0 | 1 => (step < 2 || value >= 99.95 ? 0 : 1);
const rounded = (value: number, step: number): number => (decimalsFor(value, step) === 0 ? Math.round(value) : Math.round(value * 10) / 10);

const baseOf = (of: Units): 1000 | 1024 => (of === 'decimal' ? 1000 : 1024);
const symbol = (of: Units, step: number): string => t(SYMBOLS[of][step] ?? 'units.B');

/** Splits bytes into digits and a unit: 662 MB, 1.2 GB, 310 kB. */
export function splitSize(bytes: number): Quantity {
  const { value, step, decimals } = scale(bytes, baseOf(units));
  return { digits: formatNumber(value, decimals), unit: symbol(units, step) };
}

/** `14.8 GB`; zero is `0 B`. */
export const formatSize = (bytes: number): string => t('units.size', splitSize(bytes));

/** Digits and unit of a rate in bytes a second; null for nothing worth showing (an en dash stands there). */
export function splitRate(bps: number): Quantity | null {
  if (!(bps >= 1)) return null;
  const { digits, unit } = splitSize(bps);
  return { digits, unit: t('units.perSecond', { unit }) };
}

/** `8.4 MB/s`; nothing is an en dash. */
export function formatRate(bps: number): string {
  const parts = splitRate(bps);
  return parts === null ? NOTHING : t('units.size', parts);
}

/** `9.1 of 14.8 GB`, or `310 kB of 1.2 GB` where the units differ. */
export function sizeOfSize(part: number, whole: number): string {
  const a = splitSize(part);
  const b = splitSize(whole);
  return t('common.of', { part: a.unit === b.unit ? a.digits : t('units.size', a), whole: t('units.size', b) });
}

/** Sizes that are powers of two whatever the person prefers, such as piece lengths: `8 MiB`, `256 KiB`. */
export function formatBinarySize(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < LARGEST) {
    value /= 1024;
    step++;
  }
  return t('units.size', { digits: formatNumber(value, Number.isInteger(value) ? 0 : 1), unit: symbol('binary', step) });
}

/** A rate on an axis, without a needless decimal: `5 MB/s`, `500 kB/s`, `0`. */
export function formatAxisRate(bps: number): string {
  if (bps === 0) return formatNumber(0);
  const { value, step, decimals } = scale(bps, baseOf(units));
  const digits = formatNumber(value, Number.isInteger(value) ? 0 : decimals);
  return t('units.size', { digits, unit: t('units.perSecond', { unit: symbol(units, step) }) });
}

const spelled = perLocale((locale) =>
  SPELLED.map(
    (unit) => new Intl.NumberFormat(locale, { style: 'unit', unit: `${unit}-per-second`, unitDisplay: 'long', maximumFractionDigits: 1 }),
  ),
);

/** A rate spelled out for screen readers, `4.2 megabytes per second`; as written where the unit has no long name. */
export function spellRate(bps: number): string {
  if (units === 'binary' || languageNow() === 'ar-XB') return formatRate(bps);
  const { value, step, decimals } = scale(bps, 1000);
  const scaled = decimals === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return spelled()[step]?.format(scaled) ?? formatRate(bps);
}
