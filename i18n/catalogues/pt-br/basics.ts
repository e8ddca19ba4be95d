/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: 'Adicionar',
  cancel: 'Cancelar',
  change: 'Alterar',
  clearFilter: 'Limpar filtro',
  copy: 'Copiar',
  dismiss: 'Dispensar',
  down: 'Download',
  menu: 'Menu',
  no: 'Não',
  none: 'Nenhum',
  of: '{part} de {whole}',
  on: 'Ativado',
  show: 'Mostrar',
  showFolder: 'Mostrar pasta',
  undo: 'Desfazer',
  up: 'Upload',
  yes: 'Sim',
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
  veryLong: 'Mais de 100 d',
  left: 'faltam {duration}',
  todayAt: 'Hoje, {clock}',
  yesterdayAt: 'Ontem, {clock}',
};
