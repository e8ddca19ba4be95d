/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'Hauptleiste',
  moreWaysToAdd: 'Weitere Wege zum Hinzufügen',
  openFile: 'Datei öffnen …',
  pasteLink: 'Link einfügen',
  pause: 'Pausieren',
  resume: 'Fortsetzen',
  remove: 'Entfernen',
  sidebar: 'Seitenleiste',
  filter: 'Torrents filtern',
  filterHint: 'Nach Name, Label oder Tracker filtern',
  meter: 'Download {down}, Upload {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'Alle pausieren',
  resumeAll: 'Alle fortsetzen',
  showSidebar: 'Seitenleiste zeigen',
  showDetails: 'Details zeigen',
  resetColumns: 'Spalten zurücksetzen',
  theme: 'Farbschema',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  density: 'Dichte',
  densities: { compact: 'Kompakt', default: 'Normal', comfy: 'Luftig' },
  allTime: '{down} geladen und {up} gesendet seit {since}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: 'Filter',
  library: 'Bibliothek',
  groups: {
    all: 'Alle',
    downloading: 'Lädt',
    seeding: 'Verteilt',
    finished: 'Fertig',
    paused: 'Pausiert',
    attention: 'Braucht dich',
  },
  groupLabel: '{name}, {count, number}',
  trackers: 'Tracker',
  addTo: 'Neues Label oder neue Sammlung',
  moreTrackers: '{count, plural, one {# weiterer} other {# weitere}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'Port {port} offen',
  portUnconfirmed: 'Port {port} noch nicht bestätigt',
  portFailed: 'Port {port} konnte nicht geöffnet werden',
  portMapped: 'Am Router per {method} geöffnet; von außen ist es Port {port}',
  portAsking: 'Der Router wird gebeten, ihn zu öffnen',
  portNotMapped: 'Der Router öffnet ihn nicht von selbst',
  notListening: 'Kein offener Port',
  dhtJoining: 'Tritt dem DHT bei',
  dhtNodes: '{count, plural, one {# DHT-Knoten} other {# DHT-Knoten}}',
  freeIn: '{size} frei in {folder}',
  noLimits: 'Keine Limits',
  limits: 'Limits: Download {down}, Upload {up}',
  noLimit: 'keins',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'Zieh eine Torrent-Datei hierher oder füge einen Magnet-Link ein',
  openFile: 'Datei öffnen',
  savesTo: 'Speichert in <place>{folder}</place>.',
  savesToFree: 'Speichert in <place>{folder}</place>, {size} frei.',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: 'Aktive Filter',
  remove: 'Filter {name} entfernen',
};

export const mini: Translation<typeof en.mini> = {
  restore: 'Zurück zum ganzen Fenster',
  more: '+{count, number} weitere',
  onTop: 'Immer im Vordergrund',
  idle: 'Gerade bewegt sich nichts.',
};
