/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: 'ファイル(&F)',
  edit: '編集(&E)',
  torrent: 'Torrent(&T)',
  view: '表示(&V)',
  openFile: 'Torrent ファイルを開く…',
  pasteLink: 'クリップボードのリンクを追加',
  closeWindow: 'ウィンドウを閉じる',
  quit: '終了',
  undo: '元に戻す',
  redo: 'やり直す',
  cut: '切り取り',
  copy: 'コピー',
  paste: '貼り付け',
  selectAll: 'すべて選択',
  find: '検索',
  pauseOrResume: '一時停止または再開',
  undoRemoval: '削除を元に戻す',
  details: '詳細',
  sidebar: 'サイドバー',
  nextTheme: '次のテーマ',
  zoomIn: '拡大',
  zoomOut: '縮小',
  actualSize: '実際のサイズ',
  fullScreen: '全画面表示',
  window: 'ウィンドウ',
  help: 'ヘルプ(&H)',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'フォルダーで表示',
  pause: '{count, plural, =1 {一時停止} other {一時停止 (#)}}',
  resume: '{count, plural, =1 {再開} other {再開 (#)}}',
  forceStart: '{count, plural, =1 {強制開始} other {強制開始 (#)}}',
  queueTop: '待ち行列の先頭へ',
  queueUp: '待ち行列で上へ',
  queueDown: '待ち行列で下へ',
  queueBottom: '待ち行列の最後へ',
  sequential: '{count, plural, =1 {順番にダウンロード} other {順番にダウンロード (#)}}',
  firstLast: '{count, plural, =1 {最初と最後のピースを優先} other {最初と最後のピースを優先 (#)}}',
  superSeed: '{count, plural, =1 {スーパーシード} other {スーパーシード (#)}}',
  recheck: '{count, plural, =1 {ファイルを再チェック} other {ファイルを再チェック (#)}}',
  announce: '{count, plural, =1 {今すぐトラッカーに問い合わせ} other {今すぐトラッカーに問い合わせ (#)}}',
  copyMagnet: '{count, plural, =1 {マグネットリンクをコピー} other {マグネットリンクをコピー (#)}}',
  remove: '{count, plural, =1 {一覧から削除} other {一覧から削除 (#)}}',
  removeData: '{count, plural, =1 {データごと削除…} other {データごと削除 (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: '優先度：高',
  normal: '優先度：標準',
  low: '優先度：低',
  skip: 'ダウンロードしない',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'Torrent ファイルを開く',
  open: '開く',
  torrentFiles: 'Torrent ファイル',
  folderTitle: 'フォルダーを選ぶ',
  choose: '選択',
  deleteOne: '「{name}」とそのファイルを削除しますか？',
  deleteMany: '{count, plural, other {# 個の Torrent とそのファイルを削除しますか？}}',
  deleteItem: '• {name}',
  deleteMore: 'ほか {count, number} 件',
  deleteWhat: '{files, plural, other {# ファイル、{size}、場所は {folder} です。元に戻せません。}}',
  deletePermanently: '完全に削除',
  cannotStart: 'Shoal を起動できませんでした',
  cannotStartLog: '起動中に問題が起きました。詳しくはログファイルにあります。',
};
