/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: 'Les fichiers ne sont plus dans {path}.',
  diskMissingSomewhere: 'Les fichiers ne sont plus à leur place.',
  diskSilent: 'Le disque ne répond pas pour le moment. Les autres disques continuent.',
  diskSlow: 'Le disque est plus lent que le réseau en ce moment\u00a0: {waiting} attendent d’être écrits.',
  awaitingChoice: 'Il attend que vous choisissiez ses fichiers.',
  paused: 'Il attend que vous le repreniez.',
  complete: 'Tout est là. Rien n’est envoyé tant que vous ne le reprenez pas.',
  goalReached: {
    ratio: 'Il a donné autant que vous le vouliez. Reprenez-le pour donner plus.',
    time: 'Il a partagé aussi longtemps que vous le vouliez. Reprenez-le pour continuer.',
    idle: 'Personne n’a rien pris pendant la durée fixée. Reprenez-le pour continuer.',
  },
  queued:
    '{position, plural, =1 {Il est le prochain à démarrer.} one {Il démarrera à son tour. Il est numéro {position, number} dans la file.} other {Il démarrera à son tour. Il est numéro {position, number} dans la file.}}',
  waitingForCheck: 'Ses fichiers attendent d’être vérifiés.',
  checking: 'Ses fichiers sont en cours de vérification, {share} pour l’instant. Ensuite, il continue.',
  moving: 'Ses fichiers sont en cours de déplacement, {share} pour l’instant. Ensuite, il continue.',
  noPeers:
    '{known, plural, =0 {Attend des pairs. Personne n’ayant ce torrent n’est en ligne en ce moment.} one {Attend des pairs. La # adresse connue ne répond pas en ce moment.} other {Attend des pairs. Aucune des # adresses connues ne répond en ce moment.}}',
  nobodyHas:
    '{pieces, plural, one {# morceau que personne n’a encore. Le reste continue.} other {# morceaux que personne n’a encore. Le reste continue.}}',
  nobodyHasRest:
    '{pieces, plural, one {# morceau que personne n’a encore. Attend quelqu’un qui l’ait.} other {# morceaux que personne n’a encore. Attend quelqu’un qui les ait.}}',
  allChokeUs:
    '{peers, plural, one {# pair est connecté et n’a pas encore de place pour nous.} other {# pairs sont connectés, et aucun n’a encore de place pour nous.}}',
  peersSilent:
    '{peers, plural, one {# pair a été sollicité, et rien ne vient depuis un moment.} other {# pairs ont été sollicités, et rien ne vient depuis un moment.}}',
  peersSlow: '{peers, plural, one {# pair n’envoie pas plus de {rate}.} other {# pairs n’envoient pas plus de {rate}.}}',
  nobodyInterested:
    '{peers, plural, =0 {Personne ne le demande en ce moment.} one {# pair est connecté et n’a besoin de rien chez nous.} other {# pairs sont connectés, et aucun n’a besoin de rien chez nous.}}',
  limited: {
    torrent: {
      down: 'Retenu par la limite de réception de ce torrent, {rate}.',
      up: 'Retenu par la limite d’envoi de ce torrent, {rate}.',
    },
    session: {
      down: 'Retenu par votre limite de réception, {rate}.',
      up: 'Retenu par votre limite d’envoi, {rate}.',
    },
  },
  trackerRefused: '{host} a refusé ce torrent\u00a0: «\u00a0{text}\u00a0».',
  trackerUnreachable: 'Le tracker {host} ne répond pas. Nouvel essai dans {time}.',
  fetchingDetails:
    '{peers, plural, =0 {Récupération des détails. Recherche de pairs.} one {Récupération des détails auprès de # pair.} other {Récupération des détails auprès de # pairs.}}',
};
