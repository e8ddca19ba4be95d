/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: 'Hinzufügen',
  cancel: 'Abbrechen',
  change: 'Ändern',
  clearFilter: 'Filter leeren',
  copy: 'Kopieren',
  dismiss: 'Ausblenden',
  down: 'Download',
  menu: 'Menü',
  no: 'Nein',
  none: 'Keine',
  of: '{part} von {whole}',
  on: 'An',
  show: 'Zeigen',
  showFolder: 'Ordner zeigen',
  undo: 'Rückgängig',
  up: 'Upload',
  yes: 'Ja',
};

export const units: Translation<typeof en.units> = {
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
};

export const time: Translation<typeof en.time> = {
  seconds: '{seconds, number} s',
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursMinutes: '{hours, number} h {minutes, number} min',
  days: '{days, number} T',
  daysHours: '{days, number} T {hours, number} h',
  veryLong: 'Über 100 T',
  left: 'noch {duration}',
  todayAt: 'Heute, {clock}',
  yesterdayAt: 'Gestern, {clock}',
};
