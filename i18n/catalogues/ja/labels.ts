/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'ラベル',
  none: 'ラベルなし',
  new: '新しいラベル…',
  newTitle: '新しいラベル',
  editTitle: 'ラベルを編集',
  edit: '編集…',
  name: '名前',
  colour: '色',
  colours: {
    blue: '青',
    violet: '紫',
    pink: 'ピンク',
    green: '緑',
    brown: '茶',
  },
  folder: '新しい Torrent のフォルダー',
  usualFolder: 'いつものフォルダー',
  chooseFolder: '選ぶ…',
  usual: 'いつもの場所に戻す',
  limits: 'Torrent ごとの制限',
  goals: 'シードを終える条件',
  goalRatio: '共有比',
  goalHours: 'シード時間（時間）',
  note: 'このラベルの Torrent のうち、個別の設定がないものに適用されます。',
  save: '保存',
  delete: 'ラベルを削除',
  taken: 'この名前はもう使われています。',
};

export const collections: Translation<typeof en.collections> = {
  title: 'スマートコレクション',
  new: '新しいスマートコレクション…',
  newTitle: '新しいスマートコレクション',
  editTitle: 'スマートコレクションを編集',
  query: '次に一致するものを表示',
  help: '言葉のほか、{examples} のような条件が使えます。',
  matching: '{count, plural, other {今は # 件が一致します。}}',
  delete: 'スマートコレクションを削除',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, other {# 個の Torrent の速度制限}}',
  allTitle: '全体の速度制限',
  unlimited: '制限なし',
  note: 'Torrent ごとの制限です。全体の制限と合わせて働きます。',
  problem: '数字を入力してください。空欄なら制限なしです。',
  set: '設定',
};
