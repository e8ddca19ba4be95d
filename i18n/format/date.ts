/** Dates and clock times as the locale writes them, in the person's own time zone. */
import { perLocale } from '../runtime/locale.js';
import { t } from '../runtime/words.js';

const formats = perLocale((locale) => {
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options);
  return {
    clock: make({ timeStyle: 'short' }),
    clockSeconds: make({ timeStyle: 'medium' }),
    dayMonth: make({ day: 'numeric', month: 'short' }),
    monthYear: make({ month: 'short', year: 'numeric' }),
    whole: make({ day: 'numeric', month: 'short', year: 'numeric' }),
  };
});

/** `20:41` */
export const formatClock = (at: number): string => formats().clock.format(at);
/** `20:41:02` */
export const formatClockSeconds = (at: number): string => formats().clockSeconds.format(at);
/** `31 Aug 2024` */
export const formatDate = (at: number): string => formats().whole.format(at);

/** As short as a column needs: `20:41` today, `12 Sep` this year, `Sep 2023` before. */
export function formatDateShort(at: number, now: number): string {
  if (sameDay(at, now)) return formatClock(at);
  return (sameYear(at, now) ? formats().dayMonth : formats().monthYear).format(at);
}

/** `Today, 20:41`, `Yesterday, 09:02`, `19 Aug` this year, `31 Aug 2024`. */
export function formatDateLong(at: number, now: number): string {
  if (sameDay(at, now)) return t('time.todayAt', { clock: formatClock(at) });
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (sameDay(at, yesterday.getTime())) return t('time.yesterdayAt', { clock: formatClock(at) });
  return (sameYear(at, now) ? formats().dayMonth : formats().whole).format(at);
}

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
const sameYear = (a: number, b: number): boolean => new Date(a).getFullYear() === new Date(b).getFullYear();
