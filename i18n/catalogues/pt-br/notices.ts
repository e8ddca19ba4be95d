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
};
