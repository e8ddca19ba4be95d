/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/errors.js';

export const errors: Translation<typeof en.errors> = {
  torrentInvalid: 'Das ist keine gültige Torrent-Datei.',
  torrentInvalidBecause: 'Das ist keine gültige Torrent-Datei: {reason}.',
  torrentTooLarge: 'Dieser Torrent ist zu groß, um sicher gelesen zu werden.',
  torrentV2Only: 'Dieser Torrent hat nur das neuere Format v2, das Shoal noch nicht übertragen kann.',
  magnetInvalid: 'Diesen Link kann Shoal nicht lesen.',
  duplicate: 'Schon in deiner Liste.',
  torrentUnknown: 'Dieser Torrent ist nicht mehr in der Liste.',
  pathUnusable: '„{where}“ kann nicht verwendet werden.',
  folderUnusable: 'Der Ordner kann nicht verwendet werden.',
  pathOutsideRoot: 'Ein Dateiname in diesem Torrent führt aus dem gewählten Ordner hinaus.',
  dataMissing: 'Dateien verschoben oder gelöscht.',
  dataMismatch: 'Die Dateien auf dem Laufwerk gehören nicht zu diesem Torrent.',
  diskFull: 'Nicht genug Platz auf dem Laufwerk.',
  diskFullIn: 'Nicht genug Platz in {where}.',
  diskFullNeeds: 'Nicht genug Platz auf dem Laufwerk. Es fehlen {needed}.',
  diskFullInNeeds: 'Nicht genug Platz in {where}. Es fehlen {needed}.',
  diskFailed: 'Das Laufwerk meldet einen Fehler.',
  diskFailedAt: '„{where}“ kann nicht gelesen oder geschrieben werden.',
  diskStalled: 'Das Laufwerk antwortet nicht.',
  diskStalledAt: 'Das Laufwerk von „{where}“ antwortet nicht.',
  portUnavailable: 'Port {port} wird von einem anderen Programm benutzt.',
  addressUnusable: 'Die Adresse {address} kann nicht verwendet werden.',
  trackerSilent: 'Der Tracker antwortet nicht.',
  trackerRefused: 'Der Tracker hat abgelehnt: „{reason}“.',
  metadataUnavailable: 'Die Details dieses Torrents konnten nicht geholt werden.',
  stateUnreadable: 'Was Shoal sich zu diesem Torrent gemerkt hatte, konnte nicht gelesen werden.',
  profileInUse: 'Ein anderes Shoal benutzt dasselbe Profil.',
  networkFailed: 'Das Netz ist nicht erreichbar.',
  hostFailed: '{host} ist nicht erreichbar.',
  ipFilterFailedKept:
    'Der IP-Filter konnte nicht aus {place} gelesen werden: {reason}. Die bisherige Liste gilt weiter. In zehn Minuten folgt der nächste Versuch.',
  ipFilterFailed:
    'Der IP-Filter konnte nicht aus {place} gelesen werden: {reason}. Bis dahin wird niemand gefiltert. In zehn Minuten folgt der nächste Versuch.',
  cancelled: 'Shoal wird gerade beendet.',
  internal: 'In Shoal ist etwas schiefgegangen. Das Protokoll weiß mehr.',
  andOthersContinue: '{problem} Andere Downloads laufen weiter.',
  andFindOrDownload: '{problem} Lege sie zurück und prüfe neu, oder versuche es erneut, um sie neu zu laden.',
};
