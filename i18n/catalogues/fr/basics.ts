/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: 'Ajouter',
  cancel: 'Annuler',
  change: 'Modifier',
  clearFilter: 'Effacer le filtre',
  copy: 'Copier',
  dismiss: 'Ignorer',
  down: 'Réception',
  menu: 'Menu',
  no: 'Non',
  none: 'Aucune',
  of: '{part} sur {whole}',
  on: 'Activé',
  show: 'Afficher',
  showFolder: 'Afficher le dossier',
  undo: 'Annuler',
  up: 'Envoi',
  yes: 'Oui',
};

export const units: Translation<typeof en.units> = {
  B: 'o',
  kB: 'ko',
  MB: 'Mo',
  GB: 'Go',
  TB: 'To',
  PB: 'Po',
  KiB: 'Kio',
  MiB: 'Mio',
  GiB: 'Gio',
  TiB: 'Tio',
  PiB: 'Pio',
  size: '{digits}\u00a0{unit}',
  perSecond: '{unit}/s',
};

export const time: Translation<typeof en.time> = {
  seconds: '{seconds, number} s',
  minutes: '{minutes, number} min',
  hours: '{hours, number} h',
  hoursMinutes: '{hours, number} h {minutes, number} min',
  days: '{days, number} j',
  daysHours: '{days, number} j {hours, number} h',
  veryLong: 'Plus de 100 j',
  left: 'encore {duration}',
  todayAt: 'Aujourd’hui, {clock}',
  yesterdayAt: 'Hier, {clock}',
};
