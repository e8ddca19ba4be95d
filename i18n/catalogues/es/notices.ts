/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'Mensajes',
  removedOne: 'Quitado: <named>{name}</named>',
  removedMany: '{count, plural, one {# torrent quitado.} other {# torrents quitados.}}',
  restored: 'Restaurado.',
  finishedOne: 'Terminado: <named>{name}</named>',
  finishedMany: '{count, plural, one {# descarga terminada.} other {# descargas terminadas.}}',
  removedSpoken: '{name} quitado. Se puede deshacer.',
  finishedSpoken: '{name} ha terminado',
  duplicate: 'Ya está en tu lista. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}: {message}',
  noLink: 'No hay ningún enlace magnet en el portapapeles.',
  copiedMagnet: 'Enlace magnet copiado.',
  copiedHash: 'Hash copiado.',
};
