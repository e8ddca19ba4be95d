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
  undone: '元に戻しました。',
  renamed: '名前を変更しました：<named>{name}</named>',
  labelled: '{count, plural, other {# 個の Torrent のラベルを変更しました。}}',
  prioritySet: '{count, plural, other {# 個の Torrent の優先度を変更しました。}}',
  limitsSet: '{count, plural, other {# 個の Torrent の速度制限を変更しました。}}',
  optionsSet: '{count, plural, other {# 個の Torrent の設定を変更しました。}}',
  labelChanged: 'ラベル <named>{name}</named> を変更しました。',
  labelDeleted: 'ラベル <named>{name}</named> を削除しました。',
  collectionDeleted: 'スマートコレクション <named>{name}</named> を削除しました。',
};
