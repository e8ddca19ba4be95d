/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'Mensagens',
  removedOne: 'Removido: <named>{name}</named>',
  removedMany: '{count, plural, one {# torrent removido.} other {# torrents removidos.}}',
  restored: 'Restaurado.',
  finishedOne: 'Concluído: <named>{name}</named>',
  finishedMany: '{count, plural, one {# download concluído.} other {# downloads concluídos.}}',
  removedSpoken: '{name} removido. É possível desfazer.',
  finishedSpoken: '{name} foi concluído',
  duplicate: 'Já está na sua lista. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}: {message}',
  noLink: 'Não há nenhum link magnet na área de transferência.',
  copiedMagnet: 'Link magnet copiado.',
  copiedHash: 'Hash copiado.',
  undone: 'Desfeito.',
  renamed: 'Renomeado para <named>{name}</named>',
  labelled: '{count, plural, one {Etiqueta alterada.} other {Etiqueta de # torrents alterada.}}',
  prioritySet: '{count, plural, one {Prioridade alterada.} other {Prioridade de # torrents alterada.}}',
  limitsSet: '{count, plural, one {Limites alterados.} other {Limites de # torrents alterados.}}',
  optionsSet: '{count, plural, one {Opção alterada.} other {Opção de # torrents alterada.}}',
  labelChanged: 'Etiqueta <named>{name}</named> alterada.',
  labelDeleted: 'Etiqueta <named>{name}</named> excluída.',
  collectionDeleted: 'Coleção inteligente <named>{name}</named> excluída.',
};
