/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'Déposez pour ajouter',
  addCount: '{count, plural, one {Déposez pour ajouter # torrent} other {Déposez pour ajouter # torrents}}',
  hint: 'Fichiers torrent et liens magnet',
  rejectedOne: '«\u00a0{name}\u00a0» n’est pas un fichier torrent.',
  rejectedType:
    '{kind, select, image {Shoal ajoute des fichiers torrent et des liens magnet. Ceci est une image.} video {Shoal ajoute des fichiers torrent et des liens magnet. Ceci est une vidéo.} audio {Shoal ajoute des fichiers torrent et des liens magnet. Ceci est un fichier audio.} text {Shoal ajoute des fichiers torrent et des liens magnet. Ceci est un texte.} other {Shoal ajoute des fichiers torrent et des liens magnet. Ceci est un autre type de fichier.}}',
  rejectedSome:
    '{count, plural, one {# fichier n’est pas pour Shoal et sera laissé de côté.} other {# fichiers ne sont pas pour Shoal et seront laissés de côté.}}',
  nothing: 'Ce n’était ni un fichier torrent ni un lien magnet.',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, one {Ajouter un torrent} other {Ajouter des torrents}}',
  toAdd: 'À ajouter',
  saveTo: 'Enregistrer dans',
  browse: 'Parcourir…',
  sizeAndFiles: '{count, plural, one {{size}, # fichier} other {{size}, # fichiers}}',
  chosen: '{total, plural, one {{size}, {wanted, number} sur # fichier} other {{size}, {wanted, number} sur # fichiers}}',
  room: '{free} libres, {needed} nécessaires, {left} restants ensuite',
  roomFree: '{free} libres',
  roomUnknown: 'La place libre dans ce dossier n’est pas connue.',
  tooLittle: 'Il faut {needed}\u00a0; {free} sont libres sur {where}.',
  startNow: 'Démarrer maintenant',
  skipThis: 'Ignorer celui-ci',
  addCount: '{count, plural, =0 {Ajouter} one {Ajouter} other {Ajouter # torrents}}',
  addAnyway: 'Ajouter quand même',
  fetchingFrom:
    '{peers, plural, =0 {Récupération des détails} one {Récupération des détails auprès de # pair} other {Récupération des détails auprès de # pairs}}',
  fetchingLong:
    'La liste des fichiers apparaîtra ici à l’arrivée des détails. Vous pouvez déjà l’ajouter\u00a0; il démarrera tout seul, avec tous les fichiers.',
  duplicate: 'Déjà dans votre liste',
  invalid: 'Ne peut pas être ajouté',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'Ce n’est pas un nom de fichier.',
  noSuchAddress: 'Cette adresse ne désigne aucun fichier de cet ordinateur.',
  isFolder: '{name} est un dossier, pas un fichier .torrent.',
  notTorrent: '{name} n’est pas un fichier .torrent.',
  isEmpty: '{name} est vide.',
  tooLarge: '{name} dépasse {limit}, trop pour un fichier torrent.',
  gone: '{name} n’est plus là.',
  forbidden: 'Vous n’avez pas le droit de lire {name}.',
  unreadable: '{name} n’a pas pu être lu.',
  magnetLink: 'Lien magnet',
  magnetTooLong: 'Ce lien est trop long pour être un lien magnet.',
  webAddress: 'Les adresses web ne peuvent pas encore être ouvertes. Téléchargez le fichier .torrent et ouvrez-le.',
};
