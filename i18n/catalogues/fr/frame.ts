/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'Barre principale',
  moreWaysToAdd: 'Autres façons d’ajouter',
  openFile: 'Ouvrir un fichier…',
  pasteLink: 'Coller un lien',
  pause: 'Mettre en pause',
  resume: 'Reprendre',
  remove: 'Retirer',
  sidebar: 'Barre latérale',
  filter: 'Filtrer les torrents',
  filterHint: 'Filtrer par nom, étiquette ou tracker',
  meter: 'Réception {down}, envoi {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'Tout mettre en pause',
  resumeAll: 'Tout reprendre',
  showSidebar: 'Afficher la barre latérale',
  showDetails: 'Afficher les détails',
  resetColumns: 'Réinitialiser les colonnes',
  theme: 'Thème',
  themes: { system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
  density: 'Densité',
  densities: { compact: 'Compacte', default: 'Normale', comfy: 'Aérée' },
  allTime: '{down} reçus et {up} envoyés depuis le {since}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: 'Filtres',
  library: 'Bibliothèque',
  groups: {
    all: 'Tous',
    downloading: 'En réception',
    seeding: 'En partage',
    finished: 'Terminés',
    paused: 'En pause',
    attention: 'À vérifier',
  },
  groupLabel: '{name}, {count, number}',
  trackers: 'Trackers',
  addTo: 'Nouvelle étiquette ou collection',
  moreTrackers: '{count, plural, one {# de plus} other {# de plus}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'Port {port} ouvert',
  portUnconfirmed: 'Port {port} pas encore confirmé',
  portFailed: 'Le port {port} n’a pas pu être ouvert',
  portMapped: 'Ouvert sur le routeur par {method} ; de l’extérieur, c’est le port {port}',
  portAsking: 'Demande d’ouverture envoyée au routeur',
  portNotMapped: 'Le routeur ne l’ouvre pas de lui-même',
  notListening: 'Aucun port ouvert',
  dhtJoining: 'Connexion à la DHT',
  dhtNodes: '{count, plural, one {# nœud DHT} other {# nœuds DHT}}',
  freeIn: '{size} libres dans {folder}',
  noLimits: 'Aucune limite',
  limits: 'Limites\u00a0: réception {down}, envoi {up}',
  noLimit: 'aucune',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'Déposez un fichier torrent ou collez un lien magnet',
  openFile: 'Ouvrir un fichier',
  savesTo: 'Enregistre dans <place>{folder}</place>.',
  savesToFree: 'Enregistre dans <place>{folder}</place>, {size} libres.',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: 'Filtres actifs',
  remove: 'Retirer le filtre {name}',
};

export const mini: Translation<typeof en.mini> = {
  restore: 'Revenir à la fenêtre entière',
  more: '+{count, number} de plus',
  onTop: 'Toujours au premier plan',
  idle: 'Rien ne bouge.',
};
