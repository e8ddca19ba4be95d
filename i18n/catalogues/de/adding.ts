/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'Zum Hinzufügen loslassen',
  addCount: '{count, plural, one {Loslassen, um # Torrent hinzuzufügen} other {Loslassen, um # Torrents hinzuzufügen}}',
  hint: 'Torrent-Dateien und Magnet-Links',
  rejectedOne: '„{name}“ ist keine Torrent-Datei.',
  rejectedType:
    '{kind, select, image {Shoal nimmt Torrent-Dateien und Magnet-Links. Das ist ein Bild.} video {Shoal nimmt Torrent-Dateien und Magnet-Links. Das ist ein Video.} audio {Shoal nimmt Torrent-Dateien und Magnet-Links. Das ist eine Tondatei.} text {Shoal nimmt Torrent-Dateien und Magnet-Links. Das ist ein Text.} other {Shoal nimmt Torrent-Dateien und Magnet-Links. Das ist eine andere Art von Datei.}}',
  rejectedSome:
    '{count, plural, one {# Datei ist nichts für Shoal und wird ausgelassen.} other {# Dateien sind nichts für Shoal und werden ausgelassen.}}',
  nothing: 'Das war weder eine Torrent-Datei noch ein Magnet-Link.',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, one {Torrent hinzufügen} other {Torrents hinzufügen}}',
  toAdd: 'Hinzuzufügen',
  saveTo: 'Speichern in',
  browse: 'Durchsuchen …',
  sizeAndFiles: '{count, plural, one {{size}, # Datei} other {{size}, # Dateien}}',
  chosen: '{total, plural, one {{size}, {wanted, number} von # Datei} other {{size}, {wanted, number} von # Dateien}}',
  room: '{free} frei, {needed} benötigt, danach noch {left}',
  roomFree: '{free} frei',
  roomUnknown: 'Wie viel Platz in diesem Ordner frei ist, ist nicht bekannt.',
  tooLittle: 'Das braucht {needed}; auf {where} sind {free} frei.',
  startNow: 'Sofort starten',
  skipThis: 'Diesen auslassen',
  addCount: '{count, plural, =0 {Hinzufügen} one {Hinzufügen} other {# Torrents hinzufügen}}',
  addAnyway: 'Trotzdem hinzufügen',
  fetchingFrom: '{peers, plural, =0 {Holt Details} one {Holt Details von # Peer} other {Holt Details von # Peers}}',
  fetchingLong:
    'Die Dateiliste erscheint hier, wenn die Details da sind. Du kannst ihn jetzt schon hinzufügen; er startet dann von selbst, mit allen Dateien.',
  duplicate: 'Schon in deiner Liste',
  invalid: 'Kann nicht hinzugefügt werden',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'Das ist kein Dateiname.',
  noSuchAddress: 'Diese Adresse bezeichnet keine Datei auf diesem Computer.',
  isFolder: '{name} ist ein Ordner, keine .torrent-Datei.',
  notTorrent: '{name} ist keine .torrent-Datei.',
  isEmpty: '{name} ist leer.',
  tooLarge: '{name} ist größer als {limit}, zu groß für eine Torrent-Datei.',
  gone: '{name} ist nicht mehr da.',
  forbidden: 'Du hast keine Berechtigung, {name} zu lesen.',
  unreadable: '{name} konnte nicht gelesen werden.',
  magnetLink: 'Magnet-Link',
  magnetTooLong: 'Dieser Magnet-Link ist zu lang, um einer zu sein.',
  webAddress: 'Web-Adressen können noch nicht geöffnet werden. Lade die .torrent-Datei herunter und öffne sie.',
};
