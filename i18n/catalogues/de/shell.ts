/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: '&Datei',
  edit: '&Bearbeiten',
  torrent: '&Torrent',
  view: '&Ansicht',
  openFile: 'Torrent-Datei öffnen …',
  pasteLink: 'Link aus der Zwischenablage hinzufügen',
  closeWindow: 'Fenster schließen',
  quit: 'Beenden',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  find: 'Suchen',
  pauseOrResume: 'Pausieren oder fortsetzen',
  undoRemoval: 'Entfernen rückgängig machen',
  details: 'Details',
  sidebar: 'Seitenleiste',
  nextTheme: 'Nächstes Farbschema',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  actualSize: 'Originalgröße',
  fullScreen: 'Vollbild',
  window: 'Fenster',
  help: '&Hilfe',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'Im Ordner zeigen',
  pause: '{count, plural, =1 {Pausieren} other {Pausieren (#)}}',
  resume: '{count, plural, =1 {Fortsetzen} other {Fortsetzen (#)}}',
  forceStart: '{count, plural, =1 {Start erzwingen} other {Start erzwingen (#)}}',
  queueTop: 'An den Anfang der Warteschlange',
  queueUp: 'Nach vorn in der Warteschlange',
  queueDown: 'Nach hinten in der Warteschlange',
  queueBottom: 'Ans Ende der Warteschlange',
  sequential: '{count, plural, =1 {Der Reihe nach laden} other {Der Reihe nach laden (#)}}',
  firstLast: '{count, plural, =1 {Erste und letzte Teile zuerst} other {Erste und letzte Teile zuerst (#)}}',
  superSeed: '{count, plural, =1 {Super-Seeding} other {Super-Seeding (#)}}',
  recheck: '{count, plural, =1 {Dateien neu prüfen} other {Dateien neu prüfen (#)}}',
  announce: '{count, plural, =1 {Tracker jetzt anfragen} other {Tracker jetzt anfragen (#)}}',
  copyMagnet: '{count, plural, =1 {Magnet-Link kopieren} other {Magnet-Links kopieren (#)}}',
  remove: '{count, plural, =1 {Aus der Liste entfernen} other {Aus der Liste entfernen (#)}}',
  removeData: '{count, plural, =1 {Mit Daten entfernen …} other {Mit Daten entfernen (#) …}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: 'Hohe Priorität',
  normal: 'Normale Priorität',
  low: 'Niedrige Priorität',
  skip: 'Nicht herunterladen',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'Torrent-Dateien öffnen',
  open: 'Öffnen',
  torrentFiles: 'Torrent-Dateien',
  folderTitle: 'Ordner wählen',
  choose: 'Wählen',
  deleteOne: '„{name}“ und die Dateien löschen?',
  deleteMany: '{count, plural, one {# Torrent und seine Dateien löschen?} other {# Torrents und ihre Dateien löschen?}}',
  deleteItem: '• {name}',
  deleteMore: '{count, plural, one {und # weiterer} other {und # weitere}}',
  deleteWhat:
    '{files, plural, one {# Datei, {size}, in {folder}. Das lässt sich nicht rückgängig machen.} other {# Dateien, {size}, in {folder}. Das lässt sich nicht rückgängig machen.}}',
  deletePermanently: 'Endgültig löschen',
  cannotStart: 'Shoal konnte nicht starten',
  cannotStartLog: 'Beim Start ist etwas schiefgegangen. Die Protokolldatei enthält die Einzelheiten.',
};
