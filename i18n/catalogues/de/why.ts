/** German: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: 'Die Dateien sind nicht mehr in {path}.',
  diskMissingSomewhere: 'Die Dateien sind nicht mehr, wo sie waren.',
  diskSilent: 'Das Laufwerk antwortet gerade nicht. Andere Laufwerke arbeiten weiter.',
  diskSlow: 'Das Laufwerk ist gerade langsamer als das Netz: {waiting} warten aufs Schreiben.',
  awaitingChoice: 'Er wartet darauf, dass du seine Dateien auswählst.',
  paused: 'Er wartet, bis du ihn fortsetzt.',
  complete: 'Alles ist da. Es wird nichts gesendet, bis du ihn fortsetzt.',
  goalReached: {
    ratio: 'Er hat so viel gegeben, wie du wolltest. Setze ihn fort, um mehr zu geben.',
    time: 'Er hat so lange verteilt, wie du wolltest. Setze ihn fort, um weiterzumachen.',
    idle: 'In der eingestellten Zeit hat niemand etwas geholt. Setze ihn fort, um weiterzumachen.',
  },
  queued:
    '{position, plural, =1 {Er startet als Nächster.} one {Er startet, wenn er an der Reihe ist. Er steht auf Platz {position, number} der Warteschlange.} other {Er startet, wenn er an der Reihe ist. Er steht auf Platz {position, number} der Warteschlange.}}',
  waitingForCheck: 'Seine Dateien warten auf die Prüfung.',
  checking: 'Seine Dateien werden geprüft, bisher {share}. Danach geht es weiter.',
  moving: 'Seine Dateien werden verschoben, bisher {share}. Danach geht es weiter.',
  noPeers:
    '{known, plural, =0 {Wartet auf Peers. Gerade ist niemand mit diesem Torrent online.} one {Wartet auf Peers. Die # bekannte Adresse antwortet gerade nicht.} other {Wartet auf Peers. Keine von # bekannten Adressen antwortet gerade.}}',
  nobodyHas:
    '{pieces, plural, one {# Teil hat noch niemand. Der Rest geht weiter.} other {# Teile hat noch niemand. Der Rest geht weiter.}}',
  nobodyHasRest:
    '{pieces, plural, one {# Teil hat noch niemand. Wartet auf jemanden, der es hat.} other {# Teile hat noch niemand. Wartet auf jemanden, der sie hat.}}',
  allChokeUs:
    '{peers, plural, one {# Peer ist verbunden und hat noch keinen Platz für uns frei.} other {# Peers sind verbunden, und keiner hat schon einen Platz für uns frei.}}',
  peersSilent:
    '{peers, plural, one {# Peer wurde gefragt, und seit einer Weile kam nichts.} other {# Peers wurden gefragt, und seit einer Weile kam nichts.}}',
  peersSlow: '{peers, plural, one {# Peer sendet nicht mehr als {rate}.} other {# Peers senden nicht mehr als {rate}.}}',
  nobodyInterested:
    '{peers, plural, =0 {Gerade fragt niemand danach.} one {# Peer ist verbunden und braucht nichts von uns.} other {# Peers sind verbunden, und keiner braucht etwas von uns.}}',
  limited: {
    torrent: {
      down: 'Gebremst durch das Download-Limit dieses Torrents von {rate}.',
      up: 'Gebremst durch das Upload-Limit dieses Torrents von {rate}.',
    },
    session: {
      down: 'Gebremst durch dein Download-Limit von {rate}.',
      up: 'Gebremst durch dein Upload-Limit von {rate}.',
    },
  },
  trackerRefused: '{host} hat diesen Torrent abgelehnt: „{text}“.',
  trackerUnreachable: 'Der Tracker {host} antwortet nicht. Nächster Versuch in {time}.',
  fetchingDetails: '{peers, plural, =0 {Holt Details. Sucht nach Peers.} one {Holt Details von # Peer.} other {Holt Details von # Peers.}}',
};
