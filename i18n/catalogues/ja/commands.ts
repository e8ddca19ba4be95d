/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'リンクや Torrent ファイルを貼り付け',
  palette: 'コマンドパレット',
  escape: '絞り込みを解除、次に選択を解除',
  saveCollection: '絞り込みをスマートコレクションに保存…',
  moveRows: '上下に移動',
  moveEnds: '最初または最後へ',
  movePages: '1 ページ上下に移動',
  extend: '選択範囲を広げる',
  moveFocus: '選択せずに移動',
  toggleRow: '選択または選択解除',
  typeAhead: '入力した名前へ移動',
  open: 'ファイルを表示、ダウンロード中は詳細を表示',
  pauseOrResumeAll: 'すべて一時停止または再開',
  label: 'ラベル…',
  limits: '速度制限…',
  nextPane: 'ウィンドウの次の部分',
  previousPane: 'ウィンドウの前の部分',
  mini: 'ミニウィンドウ',
  themeSystem: 'テーマ：システムに合わせる',
  themeLight: 'テーマ：ライト',
  themeDark: 'テーマ：ダーク',
  densityCompact: '行：コンパクト',
  densityDefault: '行：標準',
  densityComfy: '行：ゆったり',
  accent: 'システムのアクセントカラー',
  resize: '列やペインの幅を変える',
  moveColumn: '列を移動',
  contextMenu: '選択項目のメニュー',
  help: 'キーボードショートカット',
  detailsSide: '詳細を一覧の横に表示',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'コマンドか Torrent 名を入力',
  nothing: '一致するものはありません。',
  labelFor: '{count, plural, other {# 個の Torrent のラベル}}',
  labelHint: 'ラベルを選ぶか新しく入力',
  makeLabel: '新しいラベル「{name}」',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: '追加',
    find: '探す',
    move: '移動と選択',
    act: 'Torrent',
    view: '表示',
    app: 'アプリ',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    space: 'スペース',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    backspace: 'Backspace',
    home: 'Home',
    end: 'End',
    pageup: 'Page Up',
    pagedown: 'Page Down',
  },
};
