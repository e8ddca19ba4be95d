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
  undone: 'Deshecho.',
  renamed: 'Nuevo nombre: <named>{name}</named>',
  labelled: '{count, plural, one {Etiqueta cambiada.} other {Etiqueta de # torrents cambiada.}}',
  prioritySet: '{count, plural, one {Prioridad cambiada.} other {Prioridad de # torrents cambiada.}}',
  limitsSet: '{count, plural, one {Límites cambiados.} other {Límites de # torrents cambiados.}}',
  optionsSet: '{count, plural, one {Opción cambiada.} other {Opción de # torrents cambiada.}}',
  labelChanged: 'Etiqueta <named>{name}</named> cambiada.',
  labelDeleted: 'Etiqueta <named>{name}</named> eliminada.',
  collectionDeleted: 'Colección inteligente <named>{name}</named> eliminada.',
};
