/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'Coller un lien ou un fichier torrent',
  palette: 'Palette de commandes',
  escape: 'Effacer le filtre, puis la sélection',
  saveCollection: 'Enregistrer le filtre comme collection intelligente…',
  moveRows: 'Monter ou descendre',
  moveEnds: 'Aller au premier ou au dernier',
  movePages: 'Une page plus haut ou plus bas',
  extend: 'Étendre la sélection',
  moveFocus: 'Se déplacer sans sélectionner',
  toggleRow: 'Sélectionner ou écarter',
  typeAhead: 'Aller à un nom en le tapant',
  open: 'Afficher les fichiers, ou les détails pendant la réception',
  pauseOrResumeAll: 'Tout mettre en pause ou reprendre',
  label: 'Étiquette…',
  limits: 'Limites de vitesse…',
  nextPane: 'Partie suivante de la fenêtre',
  previousPane: 'Partie précédente de la fenêtre',
  mini: 'Mini-fenêtre',
  themeSystem: 'Thème\u00a0: comme le système',
  themeLight: 'Thème\u00a0: clair',
  themeDark: 'Thème\u00a0: sombre',
  densityCompact: 'Lignes\u00a0: compactes',
  densityDefault: 'Lignes\u00a0: normales',
  densityComfy: 'Lignes\u00a0: aérées',
  accent: 'Couleur d’accentuation du système',
  resize: 'Élargir ou rétrécir une colonne ou un volet',
  moveColumn: 'Déplacer une colonne',
  contextMenu: 'Menu de la sélection',
  help: 'Raccourcis clavier',
  detailsSide: 'Détails à côté de la liste',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'Tapez une commande ou le nom d’un torrent',
  nothing: 'Rien ne correspond.',
  labelFor: '{count, plural, one {Étiquette pour # torrent} other {Étiquette pour # torrents}}',
  labelHint: 'Choisissez une étiquette ou tapez-en une nouvelle',
  makeLabel: 'Nouvelle étiquette «\u00a0{name}\u00a0»',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: 'Ajouter',
    find: 'Trouver',
    move: 'Se déplacer et sélectionner',
    act: 'Torrents',
    view: 'Affichage',
    app: 'Application',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Maj',
    space: 'Espace',
    enter: 'Entrée',
    escape: 'Échap',
    delete: 'Suppr',
    backspace: 'Retour arrière',
    home: 'Début',
    end: 'Fin',
    pageup: 'Page préc.',
    pagedown: 'Page suiv.',
  },
};
