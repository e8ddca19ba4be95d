/** Sizes, rates and times as people read them. Binary units, as everywhere in Shoal's own output. */

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** `1.50 MiB`, `16 KiB`: three figures at most, none of them empty. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = Number.isInteger(value) || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** `1.5 MiB/s`. */
export const rateWords = (bps: number): string => `${sizeWords(bps)}/s`;

/** `43 %`, never rounded up to 100 before it is done. */
export const shareWords = (done: number, total: number): string =>
  `${total === 0 ? 100 : done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100))} %`;

/** `3 s`, `2 min 5 s`, `1 h 4 min`, `3 d 2 h`. */
export function durationWords(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds > 99 * 86_400) return 'very long';
  const whole = Math.max(0, Math.round(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor((whole % 86_400) / 3600), Math.floor((whole % 3600) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${whole % 60} s`;
  return `${whole} s`;
}

/** `1 piece`, `2 pieces`. */
export const countWords = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
