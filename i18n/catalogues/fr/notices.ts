/** French: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'Messages',
  removedOne: 'Retiré\u00a0: <named>{name}</named>',
  removedMany: '{count, plural, one {# torrent retiré.} other {# torrents retirés.}}',
  restored: 'Remis en place.',
  finishedOne: 'Terminé\u00a0: <named>{name}</named>',
  finishedMany: '{count, plural, one {# téléchargement terminé.} other {# téléchargements terminés.}}',
  removedSpoken: '{name} retiré. Vous pouvez annuler.',
  finishedSpoken: '{name} est terminé',
  duplicate: 'Déjà dans votre liste. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}\u00a0: {message}',
  noLink: 'Il n’y a pas de lien magnet dans le presse-papiers.',
  copiedMagnet: 'Lien magnet copié.',
  copiedHash: 'Hash copié.',
  undone: 'Annulé.',
  renamed: 'Renommé en <named>{name}</named>',
  labelled: '{count, plural, one {Étiquette modifiée.} other {Étiquette de # torrents modifiée.}}',
  prioritySet: '{count, plural, one {Priorité modifiée.} other {Priorité de # torrents modifiée.}}',
  limitsSet: '{count, plural, one {Limites modifiées.} other {Limites de # torrents modifiées.}}',
  optionsSet: '{count, plural, one {Option modifiée.} other {Option de # torrents modifiée.}}',
  labelChanged: 'Étiquette <named>{name}</named> modifiée.',
  labelDeleted: 'Étiquette <named>{name}</named> supprimée.',
  collectionDeleted: 'Collection intelligente <named>{name}</named> supprimée.',
};
