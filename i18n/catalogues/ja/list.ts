/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrent 一覧',
  columns: {
    state: '状態',
    name: '名前',
    progress: '進行状況',
    size: 'サイズ',
    down: '下り',
    up: '上り',
    eta: '残り時間',
    seeds: 'シード',
    peers: 'ピア',
    ratio: '共有比',
    added: '追加日時',
  },
  resizeColumn: '「{name}」の列幅',
  addedOn: '{date} に追加',
  sizeAndAdded: '{size} · {added}',
  forced: '強制：待ち行列に関係なく動作します',
  awaitingChoice: '詳細が届きました。ダウンロードするものを選んでください。',
  chooseFiles: 'ファイルを選ぶ…',
  retry: '再試行',
  checkAgain: '再チェック',
  noMatch: '「{text}」に一致するものはありません。',
  nothingHere: '今は何もありません。',
  showAll: 'すべて表示',
  results: '{count, plural, other {# 件}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: '詳細を取得中',
  awaitingChoice: '追加できます',
  checking: 'チェック中 {percent}',
  moving: '移動中 {percent}',
  queued: '待機中、{position, number} 番目',
  waitingForCheck: 'チェック待ち',
  forced: '{state}（強制）',
  downloading: 'ダウンロード中',
  waitingForPeers: 'ピア待ち',
  seeding: 'シード中',
  finished: '完了',
  paused: '一時停止中',
  needsAttention: '要確認',
};
