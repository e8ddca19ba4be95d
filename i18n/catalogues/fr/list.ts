/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrents',
  columns: {
    state: 'État',
    name: 'Nom',
    progress: 'Progression',
    size: 'Taille',
    down: 'Réception',
    up: 'Envoi',
    eta: 'Restant',
    seeds: 'Sources',
    peers: 'Pairs',
    ratio: 'Ratio',
    added: 'Ajouté',
  },
  resizeColumn: 'Largeur de {name}',
  addedOn: 'Ajouté {date}',
  sizeAndAdded: '{size} · {added}',
  forced: 'Forcé\u00a0: il tourne quoi que dise la file d’attente',
  awaitingChoice: 'Les détails sont là. Choisissez ce qu’il faut télécharger.',
  chooseFiles: 'Choisir les fichiers…',
  retry: 'Réessayer',
  checkAgain: 'Vérifier de nouveau',
  noMatch: 'Rien ne correspond à «\u00a0{text}\u00a0».',
  nothingHere: 'Rien ici pour le moment.',
  showAll: 'Tout afficher',
  results: '{count, plural, one {# résultat} other {# résultats}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: 'Détails en cours',
  awaitingChoice: 'Prêt à ajouter',
  checking: 'Vérification {percent}',
  moving: 'Déplacement {percent}',
  queued: 'En attente, {position, selectordinal, one {#er} other {#e}}',
  waitingForCheck: 'Attend la vérification',
  forced: '{state}, forcé',
  downloading: 'En réception',
  waitingForPeers: 'Attend des pairs',
  seeding: 'En partage',
  finished: 'Terminé',
  paused: 'En pause',
  needsAttention: 'À vérifier',
};
