/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'Étiquettes',
  none: 'Sans étiquette',
  new: 'Nouvelle étiquette…',
  newTitle: 'Nouvelle étiquette',
  editTitle: 'Modifier l’étiquette',
  edit: 'Modifier…',
  name: 'Nom',
  colour: 'Couleur',
  colours: {
    blue: 'Bleu',
    violet: 'Violet',
    pink: 'Rose',
    green: 'Vert',
    brown: 'Marron',
  },
  folder: 'Dossier des nouveaux torrents',
  usualFolder: 'Le dossier habituel',
  chooseFolder: 'Choisir…',
  usual: 'Reprendre le dossier habituel',
  limits: 'Limites de chaque torrent',
  goals: 'Cesser le partage à',
  goalRatio: 'Ratio',
  goalHours: 'Heures de partage',
  note: 'Cela vaut pour chaque torrent de l’étiquette qui n’a pas les siens.',
  save: 'Enregistrer',
  delete: 'Supprimer l’étiquette',
  taken: 'Ce nom est déjà pris.',
};

export const collections: Translation<typeof en.collections> = {
  title: 'Collections intelligentes',
  new: 'Nouvelle collection intelligente…',
  newTitle: 'Nouvelle collection intelligente',
  editTitle: 'Modifier la collection intelligente',
  query: 'Montre ce qui correspond à',
  help: 'Des mots et des clés comme {examples}.',
  matching: '{count, plural, one {# torrent correspond maintenant.} other {# torrents correspondent maintenant.}}',
  delete: 'Supprimer la collection intelligente',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, one {Limites de # torrent} other {Limites de # torrents}}',
  allTitle: 'Limites de vitesse pour tout',
  unlimited: 'Sans limite',
  note: 'Chaque torrent pour lui-même, en plus des limites pour tout.',
  problem: 'Un nombre, ou rien pour ne pas limiter.',
  set: 'Appliquer',
};
