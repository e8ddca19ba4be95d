/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'Labels',
  none: 'Ohne Label',
  new: 'Neues Label …',
  newTitle: 'Neues Label',
  editTitle: 'Label bearbeiten',
  edit: 'Bearbeiten …',
  name: 'Name',
  colour: 'Farbe',
  colours: {
    blue: 'Blau',
    violet: 'Violett',
    pink: 'Rosa',
    green: 'Grün',
    brown: 'Braun',
  },
  folder: 'Ordner für neue Torrents',
  usualFolder: 'Der übliche',
  chooseFolder: 'Wählen …',
  usual: 'Den üblichen nehmen',
  limits: 'Limits je Torrent',
  goals: 'Verteilen beenden bei',
  goalRatio: 'Ratio',
  goalHours: 'Stunden Verteilzeit',
  note: 'Das gilt für jeden Torrent des Labels, der nichts Eigenes hat.',
  save: 'Sichern',
  delete: 'Label löschen',
  taken: 'Diesen Namen gibt es schon.',
};

export const collections: Translation<typeof en.collections> = {
  title: 'Intelligente Sammlungen',
  new: 'Neue intelligente Sammlung …',
  newTitle: 'Neue intelligente Sammlung',
  editTitle: 'Intelligente Sammlung bearbeiten',
  query: 'Zeigt, was passt auf',
  help: 'Wörter und Kürzel wie {examples}.',
  matching: '{count, plural, one {Gerade passt # Torrent.} other {Gerade passen # Torrents.}}',
  delete: 'Intelligente Sammlung löschen',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, one {Tempolimits für # Torrent} other {Tempolimits für # Torrents}}',
  allTitle: 'Tempolimits für alles',
  unlimited: 'Kein Limit',
  note: 'Jeder Torrent für sich, neben den Limits für alles.',
  problem: 'Eine Zahl, oder nichts für kein Limit.',
  set: 'Setzen',
};
