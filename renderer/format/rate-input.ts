/** Rates as a person types them: thousands of bytes a second, in the units of everything else. */
import { kilo } from '../../i18n/format/size.js';

/** For a field; nothing for no limit. */
export const rateText = (bps: number | null): string => (bps === null ? '' : String(Number((bps / kilo()).toFixed(1))));

/** Bytes a second of what was typed, never nothing at all. */
export const rateOf = (thousands: number | null): number | null =>
  thousands === null ? null : Math.max(1, Math.round(thousands * kilo()));
