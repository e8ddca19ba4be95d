/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'メッセージ',
  removedOne: '削除しました：<named>{name}</named>',
  removedMany: '{count, plural, other {# 個の Torrent を削除しました。}}',
  restored: '元に戻しました。',
  finishedOne: '完了：<named>{name}</named>',
  finishedMany: '{count, plural, other {# 件のダウンロードが完了しました。}}',
  removedSpoken: '{name} を削除しました。元に戻せます。',
  finishedSpoken: '{name} が完了しました',
  duplicate: 'すでに一覧にあります。 <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}：{message}',
  noLink: 'クリップボードにマグネットリンクはありません。',
  copiedMagnet: 'マグネットリンクをコピーしました。',
  copiedHash: 'ハッシュをコピーしました。',
};
