/** Dates and clock times, 24 hours, in the person's own time zone. */
import { LOCALE } from '../i18n/locale.js';
import { t } from '../i18n/messages.js';

const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const monthYear = new Intl.DateTimeFormat(LOCALE, { month: 'short', year: 'numeric' });
const fullDate = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });

/** `20:41` */
export const formatClock = (at: number): string => clock.format(at);
/** `20:41:02` */
export const formatClockSeconds = (at: number): string => clockSeconds.format(at);
/** `31 Aug 2024` */
export const formatDate = (at: number): string => fullDate.format(at);

/** As short as a column needs: `20:41` today, `12 Sep` this year, `Sep 2023` before. */
export function formatDateShort(at: number, now: number): string {
  if (sameDay(at, now)) return clock.format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(at) : monthYear.format(at);
}

/** `Today, 20:41`, `Yesterday, 09:02`, `19 Aug` this year, `31 Aug 2024`. */
export function formatDateLong(at: number, now: number): string {
  if (sameDay(at, now)) return t.todayAt(clock.format(at));
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (sameDay(at, yesterday.getTime())) return t.yesterdayAt(clock.format(at));
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(at) : fullDate.format(at);
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
