/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrents',
  columns: {
    state: 'Status',
    name: 'Name',
    progress: 'Fortschritt',
    size: 'Größe',
    down: 'Download',
    up: 'Upload',
    eta: 'Restzeit',
    seeds: 'Seeds',
    peers: 'Peers',
    ratio: 'Ratio',
    added: 'Hinzugefügt',
  },
  resizeColumn: 'Breite von {name}',
  addedOn: 'Hinzugefügt {date}',
  sizeAndAdded: '{size} · {added}',
  forced: 'Erzwungen: läuft unabhängig von der Warteschlange',
  awaitingChoice: 'Die Details sind da. Wähle, was geladen werden soll.',
  chooseFiles: 'Dateien wählen …',
  retry: 'Erneut versuchen',
  checkAgain: 'Neu prüfen',
  noMatch: 'Kein Treffer für „{text}“.',
  nothingHere: 'Hier ist gerade nichts.',
  showAll: 'Alle zeigen',
  results: '{count, plural, one {# Treffer} other {# Treffer}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: 'Holt Details',
  awaitingChoice: 'Bereit zum Hinzufügen',
  checking: 'Prüft {percent}',
  moving: 'Verschiebt {percent}',
  queued: 'Wartet, Platz {position, number}',
  waitingForCheck: 'Wartet auf Prüfung',
  forced: '{state}, erzwungen',
  downloading: 'Lädt',
  waitingForPeers: 'Wartet auf Peers',
  seeding: 'Verteilt',
  finished: 'Fertig',
  paused: 'Pausiert',
  needsAttention: 'Braucht dich',
};
