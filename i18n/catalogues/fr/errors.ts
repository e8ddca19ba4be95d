/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/errors.js';

export const errors: Translation<typeof en.errors> = {
  torrentInvalid: 'Ce n’est pas un fichier torrent valide.',
  torrentInvalidBecause: 'Ce n’est pas un fichier torrent valide\u00a0: {reason}.',
  torrentTooLarge: 'Ce torrent est trop gros pour être lu sans risque.',
  torrentV2Only: 'Ce torrent n’existe qu’au nouveau format v2, que Shoal ne sait pas encore transférer.',
  magnetInvalid: 'Shoal ne sait pas lire ce lien.',
  duplicate: 'Déjà dans votre liste.',
  torrentUnknown: 'Ce torrent n’est plus dans la liste.',
  pathUnusable: '«\u00a0{where}\u00a0» n’est pas utilisable.',
  folderUnusable: 'Le dossier n’est pas utilisable.',
  pathOutsideRoot: 'Un nom de fichier de ce torrent mène hors du dossier choisi.',
  dataMissing: 'Fichiers déplacés ou supprimés.',
  dataMismatch: 'Les fichiers du disque ne sont pas ceux de ce torrent.',
  diskFull: 'Pas assez de place sur le disque.',
  diskFullIn: 'Pas assez de place dans {where}.',
  diskFullNeeds: 'Pas assez de place sur le disque. Il manque {needed}.',
  diskFullInNeeds: 'Pas assez de place dans {where}. Il manque {needed}.',
  diskFailed: 'Le disque signale une panne.',
  diskFailedAt: '«\u00a0{where}\u00a0» ne peut être ni lu ni écrit.',
  diskStalled: 'Le disque ne répond pas.',
  diskStalledAt: 'Le disque de «\u00a0{where}\u00a0» ne répond pas.',
  portUnavailable: 'Le port {port} est utilisé par un autre programme.',
  addressUnusable: 'L’adresse {address} n’est pas utilisable.',
  trackerSilent: 'Le tracker ne répond pas.',
  trackerRefused: 'Le tracker a refusé\u00a0: «\u00a0{reason}\u00a0».',
  metadataUnavailable: 'Les détails de ce torrent n’ont pas pu être récupérés.',
  stateUnreadable: 'Ce que Shoal avait retenu de ce torrent n’a pas pu être lu.',
  profileInUse: 'Un autre Shoal utilise le même profil.',
  networkFailed: 'Le réseau est inaccessible.',
  hostFailed: '{host} est inaccessible.',
  ipFilterFailedKept:
    'Le filtre IP n’a pas pu être lu depuis {place}\u00a0: {reason}. La liste précédente reste en vigueur. Nouvel essai dans dix minutes.',
  ipFilterFailed:
    'Le filtre IP n’a pas pu être lu depuis {place}\u00a0: {reason}. Personne n’est filtré entre-temps. Nouvel essai dans dix minutes.',
  cancelled: 'Shoal est en train de se fermer.',
  internal: 'Quelque chose s’est mal passé dans Shoal. Le journal en dit plus.',
  andOthersContinue: '{problem} Les autres téléchargements continuent.',
  andFindOrDownload: '{problem} Remettez-les en place et vérifiez de nouveau, ou réessayez pour les télécharger à nouveau.',
};
