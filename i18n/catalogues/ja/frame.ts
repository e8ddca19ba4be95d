/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'メインツールバー',
  moreWaysToAdd: 'ほかの追加方法',
  openFile: 'ファイルを開く…',
  pasteLink: 'リンクを貼り付け',
  pause: '一時停止',
  resume: '再開',
  remove: '削除',
  sidebar: 'サイドバー',
  filter: 'Torrent を絞り込む',
  filterHint: '名前、ラベル、トラッカーで絞り込む',
  meter: '下り {down}、上り {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'すべて一時停止',
  resumeAll: 'すべて再開',
  showSidebar: 'サイドバーを表示',
  showDetails: '詳細を表示',
  resetColumns: '列をリセット',
  theme: 'テーマ',
  themes: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  density: '表示間隔',
  densities: { compact: 'コンパクト', default: '標準', comfy: 'ゆったり' },
  allTime: '{since} からの合計：ダウンロード {down}、アップロード {up}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: '絞り込み',
  library: 'ライブラリ',
  groups: {
    all: 'すべて',
    downloading: 'ダウンロード中',
    seeding: 'シード中',
    finished: '完了',
    paused: '一時停止中',
    attention: '要確認',
  },
  groupLabel: '{name}、{count, number}',
  trackers: 'トラッカー',
  addTo: '新しいラベルまたはコレクション',
  moreTrackers: '{count, plural, other {ほか # 件}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'ポート {port} は開いています',
  portUnconfirmed: 'ポート {port} は未確認です',
  portFailed: 'ポート {port} を開けませんでした',
  portMapped: '{method} によりルーターで開放済み（外部ポート {port}）',
  portAsking: 'ルーターに開放を依頼中',
  portNotMapped: 'ルーターは自動では開放しません',
  notListening: '待ち受けなし',
  dhtJoining: 'DHT に参加中',
  dhtNodes: '{count, plural, other {DHT ノード #}}',
  freeIn: '{folder} の空き {size}',
  noLimits: '制限なし',
  limits: '制限：下り {down}、上り {up}',
  noLimit: 'なし',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'Torrent ファイルをドロップするか、マグネットリンクを貼り付けてください',
  openFile: 'ファイルを開く',
  savesTo: '保存先：<place>{folder}</place>',
  savesToFree: '保存先：<place>{folder}</place>（空き {size}）',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: '有効な絞り込み',
  remove: '絞り込み「{name}」を外す',
};

export const mini: Translation<typeof en.mini> = {
  restore: '元のウィンドウに戻す',
  more: 'ほか {count, number} 件',
  onTop: '常に手前に表示',
  idle: '今は何も動いていません。',
};
