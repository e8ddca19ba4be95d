/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: 'Añadir',
  cancel: 'Cancelar',
  change: 'Cambiar',
  clearFilter: 'Quitar filtro',
  copy: 'Copiar',
  dismiss: 'Descartar',
  down: 'Bajada',
  menu: 'Menú',
  no: 'No',
  none: 'Ninguno',
  of: '{part} de {whole}',
  on: 'Activado',
  show: 'Mostrar',
  showFolder: 'Mostrar carpeta',
  undo: 'Deshacer',
  up: 'Subida',
  yes: 'Sí',
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
  days: '{days, number} d',
  daysHours: '{days, number} d {hours, number} h',
  veryLong: 'Más de 100 d',
  left: 'quedan {duration}',
  todayAt: 'Hoy, {clock}',
  yesterdayAt: 'Ayer, {clock}',
};
