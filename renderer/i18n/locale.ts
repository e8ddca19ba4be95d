/** The locale of numbers and dates, and the number formats in use. */
export const LOCALE = 'en-GB';

const formats = [0, 1, 2].map((digits) => new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const ordinals = new Intl.PluralRules(LOCALE, { type: 'ordinal' });
const plurals = new Intl.PluralRules(LOCALE);

/** A number with grouping and a fixed number of decimals. */
export function formatNumber(value: number, decimals: 0 | 1 | 2 = 0): string {
  return (formats[decimals] as Intl.NumberFormat).format(value);
}

/** A whole number and what is counted, in the form that fits: `1 file`, `2,000 files`. */
export function count(value: number, one: string, other: string): string {
  return `${formatNumber(value)} ${plurals.select(value) === 'one' ? one : other}`;
}

/** `1st`, `22nd`. */
export function ordinal(value: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd' }[ordinals.select(value) as 'one' | 'two' | 'few'] ?? 'th';
  return `${formatNumber(value)}${suffix}`;
}
