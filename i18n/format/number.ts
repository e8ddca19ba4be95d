/** Numbers and lists as the locale writes them. */
import { perLocale } from '../runtime/locale.js';

const decimals = perLocale((locale) =>
  [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })),
);
const enumeration = perLocale((locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }));
const natural = perLocale((locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));

/** What stands where there is no value. */
export const NOTHING = '–';

/** A number with grouping and a fixed number of decimals. */
export function formatNumber(value: number, digits: 0 | 1 | 2 = 0): string {
  return (decimals()[digits] as Intl.NumberFormat).format(value);
}

/** Several things one after another: `debian, Downloading, 61 percent`. */
export const formatList = (parts: readonly string[]): string => enumeration().format(parts);

/** The order of names in the person's language; `file 2` before `file 10`. */
export const compareNames = (a: string, b: string): number => natural().compare(a, b);
