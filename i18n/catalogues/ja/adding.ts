/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'ドロップして追加',
  addCount: '{count, plural, other {ドロップして # 個の Torrent を追加}}',
  hint: 'Torrent ファイルとマグネットリンク',
  rejectedOne: '「{name}」は Torrent ファイルではありません。',
  rejectedType:
    '{kind, select, image {Shoal に追加できるのは Torrent ファイルとマグネットリンクです。これは画像です。} video {Shoal に追加できるのは Torrent ファイルとマグネットリンクです。これは動画です。} audio {Shoal に追加できるのは Torrent ファイルとマグネットリンクです。これは音声ファイルです。} text {Shoal に追加できるのは Torrent ファイルとマグネットリンクです。これはテキストです。} other {Shoal に追加できるのは Torrent ファイルとマグネットリンクです。これは別の種類のファイルです。}}',
  rejectedSome: '{count, plural, other {# 個のファイルは Shoal の対象外のため、除外されます。}}',
  nothing: 'Torrent ファイルでもマグネットリンクでもありませんでした。',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, other {Torrent を追加}}',
  toAdd: '追加するもの',
  saveTo: '保存先',
  browse: '参照…',
  sizeAndFiles: '{count, plural, other {{size}、# ファイル}}',
  chosen: '{total, plural, other {{size}、{wanted, number} / # ファイル}}',
  room: '空き {free}、必要 {needed}、追加後の残り {left}',
  roomFree: '空き {free}',
  roomUnknown: 'このフォルダーの空き容量は不明です。',
  tooLittle: '{needed} 必要ですが、{where} の空きは {free} です。',
  startNow: 'すぐに開始',
  skipThis: 'これを飛ばす',
  addCount: '{count, plural, =0 {追加} =1 {追加} other {# 個の Torrent を追加}}',
  addAnyway: 'それでも追加',
  fetchingFrom: '{peers, plural, =0 {詳細を取得中} other {# 個のピアから詳細を取得中}}',
  fetchingLong:
    '詳細が届くと、ここにファイルの一覧が表示されます。今追加することもでき、その場合は全ファイルのダウンロードが自動で始まります。',
  duplicate: 'すでに一覧にあります',
  invalid: '追加できません',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'これはファイル名ではありません。',
  noSuchAddress: 'このアドレスは、このコンピューターのファイルを指していません。',
  isFolder: '{name} はフォルダーで、.torrent ファイルではありません。',
  notTorrent: '{name} は .torrent ファイルではありません。',
  isEmpty: '{name} は空です。',
  tooLarge: '{name} は {limit} を超えており、Torrent ファイルとしては大きすぎます。',
  gone: '{name} はもうありません。',
  forbidden: '{name} を読み取る権限がありません。',
  unreadable: '{name} を読み取れませんでした。',
  magnetLink: 'マグネットリンク',
  magnetTooLong: 'このリンクは長すぎて、マグネットリンクではありません。',
  webAddress: 'Web アドレスはまだ開けません。.torrent ファイルをダウンロードして開いてください。',
};
