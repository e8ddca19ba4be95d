/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'Link oder Torrent-Datei einfügen',
  palette: 'Befehlspalette',
  escape: 'Filter leeren, dann Auswahl aufheben',
  saveCollection: 'Filter als intelligente Sammlung sichern …',
  moveRows: 'Nach oben oder unten',
  moveEnds: 'Zum ersten oder letzten',
  movePages: 'Eine Seite nach oben oder unten',
  extend: 'Auswahl erweitern',
  moveFocus: 'Gehen, ohne auszuwählen',
  toggleRow: 'Auswählen oder auslassen',
  typeAhead: 'Zu einem Namen gehen, indem man ihn tippt',
  open: 'Dateien zeigen, beim Laden die Details',
  pauseOrResumeAll: 'Alle pausieren oder fortsetzen',
  label: 'Label …',
  limits: 'Tempolimits …',
  nextPane: 'Nächster Fensterbereich',
  previousPane: 'Voriger Fensterbereich',
  mini: 'Miniaturfenster',
  themeSystem: 'Farbschema: wie das System',
  themeLight: 'Farbschema: hell',
  themeDark: 'Farbschema: dunkel',
  densityCompact: 'Zeilen: kompakt',
  densityDefault: 'Zeilen: normal',
  densityComfy: 'Zeilen: luftig',
  accent: 'Akzentfarbe des Systems',
  resize: 'Spalte oder Bereich breiter oder schmaler machen',
  moveColumn: 'Spalte verschieben',
  contextMenu: 'Menü der Auswahl',
  help: 'Tastenkürzel',
  detailsSide: 'Details neben der Liste',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'Befehl oder Name eines Torrents',
  nothing: 'Nichts passt.',
  labelFor: '{count, plural, one {Label für # Torrent} other {Label für # Torrents}}',
  labelHint: 'Label wählen oder ein neues tippen',
  makeLabel: 'Neues Label „{name}“',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: 'Hinzufügen',
    find: 'Finden',
    move: 'Bewegen und auswählen',
    act: 'Torrents',
    view: 'Ansicht',
    app: 'Programm',
  },
  names: {
    ctrl: 'Strg',
    alt: 'Alt',
    shift: 'Umschalt',
    space: 'Leertaste',
    enter: 'Eingabe',
    escape: 'Esc',
    delete: 'Entf',
    backspace: 'Rücktaste',
    home: 'Pos1',
    end: 'Ende',
    pageup: 'Bild auf',
    pagedown: 'Bild ab',
  },
};
