/** Words that many parts share: buttons, units, spans of time. */

export const common = {
  add: 'Add',
  cancel: 'Cancel',
  change: 'Change',
  clearFilter: 'Clear filter',
  copy: 'Copy',
  dismiss: 'Dismiss',
  down: 'Down',
  menu: 'Menu',
  no: 'No',
  none: 'None',
  of: '{part} of {whole}',
  on: 'On',
  show: 'Show',
  showFolder: 'Show folder',
  undo: 'Undo',
  up: 'Up',
  yes: 'Yes',
} as const;

/** Symbols of units. The space in `size` does not break. */
export const units = {
  B: 'B',
  kB: 'kB',
  MB: 'MB',
  GB: 'GB',
  TB: 'TB',
  PB: 'PB',
  KiB: 'KiB',
  MiB: 'MiB',
  GiB: 'GiB',
  TiB: 'TiB',
  PiB: 'PiB',
  size: '{digits}\u00a0{unit}',
  perSecond: '{unit}/s',
} as const;

export const time = {
  seconds: '{seconds, number} s',
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursMinutes: '{hours, number} h {minutes, number} min',
  days: '{days, number} d',
  daysHours: '{days, number} d {hours, number} h',
  veryLong: 'Over 100 d',
  left: '{duration} left',
  todayAt: 'Today, {clock}',
  yesterdayAt: 'Yesterday, {clock}',
} as const;
