/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'Meldungen',
  removedOne: 'Entfernt: <named>{name}</named>',
  removedMany: '{count, plural, one {# Torrent entfernt.} other {# Torrents entfernt.}}',
  restored: 'Wiederhergestellt.',
  finishedOne: 'Fertig: <named>{name}</named>',
  finishedMany: '{count, plural, one {# Download fertig.} other {# Downloads fertig.}}',
  removedSpoken: '{name} entfernt. Das lässt sich rückgängig machen.',
  finishedSpoken: '{name} ist fertig',
  duplicate: 'Schon in deiner Liste. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}: {message}',
  noLink: 'In der Zwischenablage ist kein Magnet-Link.',
  copiedMagnet: 'Magnet-Link kopiert.',
  copiedHash: 'Hash kopiert.',
  undone: 'Rückgängig gemacht.',
  renamed: 'Umbenannt in <named>{name}</named>',
  labelled: '{count, plural, one {Label geändert.} other {Label von # Torrents geändert.}}',
  prioritySet: '{count, plural, one {Priorität geändert.} other {Priorität von # Torrents geändert.}}',
  limitsSet: '{count, plural, one {Tempolimits geändert.} other {Tempolimits von # Torrents geändert.}}',
  optionsSet: '{count, plural, one {Option geändert.} other {Option von # Torrents geändert.}}',
  labelChanged: 'Label <named>{name}</named> geändert.',
  labelDeleted: 'Label <named>{name}</named> gelöscht.',
  collectionDeleted: 'Intelligente Sammlung <named>{name}</named> gelöscht.',
};
