/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'Suelta para añadir',
  addCount: '{count, plural, one {Suelta para añadir # torrent} other {Suelta para añadir # torrents}}',
  hint: 'Archivos torrent y enlaces magnet',
  rejectedOne: '«{name}» no es un archivo torrent.',
  rejectedType:
    '{kind, select, image {Shoal añade archivos torrent y enlaces magnet. Esto es una imagen.} video {Shoal añade archivos torrent y enlaces magnet. Esto es un vídeo.} audio {Shoal añade archivos torrent y enlaces magnet. Esto es un archivo de audio.} text {Shoal añade archivos torrent y enlaces magnet. Esto es un texto.} other {Shoal añade archivos torrent y enlaces magnet. Esto es otro tipo de archivo.}}',
  rejectedSome:
    '{count, plural, one {# archivo no es para Shoal y se dejará fuera.} other {# archivos no son para Shoal y se dejarán fuera.}}',
  nothing: 'Eso no era un archivo torrent ni un enlace magnet.',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, one {Añadir torrent} other {Añadir torrents}}',
  toAdd: 'Por añadir',
  saveTo: 'Guardar en',
  browse: 'Examinar…',
  sizeAndFiles: '{count, plural, one {{size}, # archivo} other {{size}, # archivos}}',
  chosen: '{total, plural, one {{size}, {wanted, number} de # archivo} other {{size}, {wanted, number} de # archivos}}',
  room: '{free} libres, {needed} necesarios, quedarán {left}',
  roomFree: '{free} libres',
  roomUnknown: 'No se sabe cuánto espacio libre tiene esta carpeta.',
  tooLittle: 'Necesita {needed}; en {where} hay {free} libres.',
  startNow: 'Empezar ya',
  skipThis: 'Omitir este',
  addCount: '{count, plural, =0 {Añadir} one {Añadir} other {Añadir # torrents}}',
  addAnyway: 'Añadir de todos modos',
  fetchingFrom: '{peers, plural, =0 {Obteniendo detalles} one {Obteniendo detalles de # par} other {Obteniendo detalles de # pares}}',
  fetchingLong:
    'La lista de archivos aparecerá aquí cuando lleguen los detalles. Puedes añadirlo ya; empezará solo, con todos los archivos.',
  duplicate: 'Ya está en tu lista',
  invalid: 'No se puede añadir',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'Esto no es un nombre de archivo.',
  noSuchAddress: 'Esta dirección no corresponde a ningún archivo de este equipo.',
  isFolder: '{name} es una carpeta, no un archivo .torrent.',
  notTorrent: '{name} no es un archivo .torrent.',
  isEmpty: '{name} está vacío.',
  tooLarge: '{name} ocupa más de {limit}, demasiado para un archivo torrent.',
  gone: '{name} ya no está.',
  forbidden: 'No tienes permiso para leer {name}.',
  unreadable: 'No se pudo leer {name}.',
  magnetLink: 'Enlace magnet',
  magnetTooLong: 'Este enlace es demasiado largo para ser un enlace magnet.',
  webAddress: 'Todavía no se pueden abrir direcciones web. Descarga el archivo .torrent y ábrelo.',
};
