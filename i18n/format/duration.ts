/** Times left and spans in words, at most two units. */
import { perLocale } from '../runtime/locale.js';
import { t } from '../runtime/words.js';
import { NOTHING } from './number.js';

/** `33 s`, `11 min`, `1 h 20 min`, `3 d 4 h`; null is an en dash. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return NOTHING;
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return t('time.seconds', { seconds: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return t('time.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? t('time.hours', { hours }) : t('time.hoursMinutes', { hours, minutes: minutes % 60 });
  const days = Math.floor(hours / 24);
  if (days < 100) return hours % 24 === 0 ? t('time.days', { days }) : t('time.daysHours', { days, hours: hours % 24 });
  return t('time.veryLong');
}

type Unit = 'second' | 'minute' | 'hour' | 'day';
const UNITS: readonly (readonly [unit: Unit, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit that a span fills, and how many of it. */
function largestUnit(seconds: number): { readonly unit: Unit; readonly value: number } {
  const whole = Math.max(1, Math.round(seconds));
  const [unit, length] = UNITS.find(([, length]) => whole >= length) ?? ['second', 1];
  return { unit, value: Math.round(whole / length) };
}

const spelled = perLocale((locale) => {
  const make = (unit: Unit): Intl.NumberFormat => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return { second: make('second'), minute: make('minute'), hour: make('hour'), day: make('day') };
});
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));

/** As formatDuration, spelled out for screen readers: `11 minutes`. */
export function spellDuration(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds)) return null;
  const { unit, value } = largestUnit(seconds);
  return spelled()[unit].format(value);
}

/** `5 minutes ago` */
export function formatAgo(seconds: number): string {
  const { unit, value } = largestUnit(Math.max(0, seconds));
  return relative().format(-value, unit);
}
