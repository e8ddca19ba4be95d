/** Times left and spans in words, at most two units. */
import { t } from '../i18n/messages.js';

/** `33 s`, `11 min`, `1 h 20 min`, `3 d 4 h`; null is an en dash. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return '–';
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return t.seconds(whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return t.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(t.hours(hours), minutes % 60, t.minutes);
  const days = Math.floor(hours / 24);
  if (days < 100) return pair(t.days(days), hours % 24, t.hours);
  return t.veryLong;
}

/** As formatDuration, spelled out for screen readers: `11 minutes`. */
export function spellDuration(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds)) return null;
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return t.secondsLong(whole);
  if (whole < 3600) return t.minutesLong(Math.round(whole / 60));
  if (whole < 86_400) return t.hoursLong(Math.round(whole / 3600));
  return t.daysLong(Math.round(whole / 86_400));
}

function pair(first: string, rest: number, words: (n: number) => string): string {
  return rest === 0 ? first : `${first} ${words(rest)}`;
}
