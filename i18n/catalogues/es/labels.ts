/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'Etiquetas',
  none: 'Sin etiqueta',
  new: 'Etiqueta nueva…',
  newTitle: 'Etiqueta nueva',
  editTitle: 'Editar etiqueta',
  edit: 'Editar…',
  name: 'Nombre',
  colour: 'Color',
  colours: {
    blue: 'Azul',
    violet: 'Violeta',
    pink: 'Rosa',
    green: 'Verde',
    brown: 'Marrón',
  },
  folder: 'Carpeta de los torrents nuevos',
  usualFolder: 'La habitual',
  chooseFolder: 'Elegir…',
  usual: 'Usar la habitual',
  limits: 'Límites de cada torrent',
  goals: 'Dejar de sembrar al llegar a',
  goalRatio: 'Ratio',
  goalHours: 'Horas de siembra',
  note: 'Valen para cada torrent de la etiqueta que no tenga los suyos.',
  save: 'Guardar',
  delete: 'Eliminar etiqueta',
  taken: 'Ya hay una con este nombre.',
};

export const collections: Translation<typeof en.collections> = {
  title: 'Colecciones inteligentes',
  new: 'Colección inteligente nueva…',
  newTitle: 'Colección inteligente nueva',
  editTitle: 'Editar colección inteligente',
  query: 'Muestra lo que coincide con',
  help: 'Palabras y claves como {examples}.',
  matching: '{count, plural, one {Ahora coincide # torrent.} other {Ahora coinciden # torrents.}}',
  delete: 'Eliminar colección inteligente',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, one {Límites de # torrent} other {Límites de # torrents}}',
  allTitle: 'Límites de velocidad de todo',
  unlimited: 'Sin límite',
  note: 'Cada torrent por su cuenta, además de los límites de todo.',
  problem: 'Un número, o nada para no limitar.',
  set: 'Aplicar',
};
