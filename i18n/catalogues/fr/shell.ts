/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: '&Fichier',
  edit: '&Édition',
  torrent: '&Torrent',
  view: '&Affichage',
  openFile: 'Ouvrir un fichier torrent…',
  pasteLink: 'Ajouter le lien du presse-papiers',
  closeWindow: 'Fermer la fenêtre',
  quit: 'Quitter',
  undo: 'Annuler',
  redo: 'Rétablir',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  selectAll: 'Tout sélectionner',
  find: 'Rechercher',
  pauseOrResume: 'Mettre en pause ou reprendre',
  undoRemoval: 'Annuler le retrait',
  details: 'Détails',
  sidebar: 'Barre latérale',
  nextTheme: 'Thème suivant',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  actualSize: 'Taille réelle',
  fullScreen: 'Plein écran',
  window: 'Fenêtre',
  help: '&Aide',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'Afficher dans le dossier',
  pause: '{count, plural, =1 {Mettre en pause} other {Mettre en pause (#)}}',
  resume: '{count, plural, =1 {Reprendre} other {Reprendre (#)}}',
  forceStart: '{count, plural, =1 {Forcer le démarrage} other {Forcer le démarrage (#)}}',
  queueTop: 'En tête de file',
  queueUp: 'Monter dans la file',
  queueDown: 'Descendre dans la file',
  queueBottom: 'En fin de file',
  sequential: '{count, plural, =1 {Télécharger dans l’ordre} other {Télécharger dans l’ordre (#)}}',
  firstLast: '{count, plural, =1 {Premiers et derniers morceaux d’abord} other {Premiers et derniers morceaux d’abord (#)}}',
  superSeed: '{count, plural, =1 {Super-partage} other {Super-partage (#)}}',
  recheck: '{count, plural, =1 {Vérifier les fichiers} other {Vérifier les fichiers (#)}}',
  announce: '{count, plural, =1 {Interroger les trackers} other {Interroger les trackers (#)}}',
  copyMagnet: '{count, plural, =1 {Copier le lien magnet} other {Copier les liens magnet (#)}}',
  remove: '{count, plural, =1 {Retirer de la liste} other {Retirer de la liste (#)}}',
  removeData: '{count, plural, =1 {Retirer et supprimer les données…} other {Retirer et supprimer les données (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: 'Priorité haute',
  normal: 'Priorité normale',
  low: 'Priorité basse',
  skip: 'Ne pas télécharger',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'Ouvrir des fichiers torrent',
  open: 'Ouvrir',
  torrentFiles: 'Fichiers torrent',
  folderTitle: 'Choisir un dossier',
  choose: 'Choisir',
  deleteOne: 'Supprimer «\u00a0{name}\u00a0» et ses fichiers\u00a0?',
  deleteMany: '{count, plural, one {Supprimer # torrent et ses fichiers\u00a0?} other {Supprimer # torrents et leurs fichiers\u00a0?}}',
  deleteItem: '• {name}',
  deleteMore: 'et {count, plural, one {# autre} other {# autres}}',
  deleteWhat:
    '{files, plural, one {# fichier, {size}, dans {folder}. C’est irréversible.} other {# fichiers, {size}, dans {folder}. C’est irréversible.}}',
  deletePermanently: 'Supprimer définitivement',
  cannotStart: 'Shoal n’a pas pu démarrer',
  cannotStartLog: 'Quelque chose s’est mal passé au démarrage. Le fichier journal contient les détails.',
};
