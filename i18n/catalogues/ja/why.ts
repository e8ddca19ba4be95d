/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: 'ファイルが {path} に見つかりません。',
  diskMissingSomewhere: 'ファイルが元の場所に見つかりません。',
  diskSilent: 'ディスクが今は応答していません。ほかのディスクは動いています。',
  diskSlow: 'ディスクがネットワークより遅くなっています：{waiting} が書き込み待ちです。',
  awaitingChoice: 'ファイルが選ばれるのを待っています。',
  paused: '再開されるのを待っています。',
  complete: 'すべて揃っています。再開するまで何も送信しません。',
  goalReached: {
    ratio: '設定した共有比に達しました。再開するとさらに共有します。',
    time: '設定した時間だけシードしました。再開すると続けます。',
    idle: '設定した時間、誰も受け取りませんでした。再開すると続けます。',
  },
  queued: '{position, plural, =1 {次に開始します。} other {順番が来たら開始します。現在 {position, number} 番目です。}}',
  waitingForCheck: 'ファイルのチェック待ちです。',
  checking: 'ファイルをチェック中です（{share}）。終わると続きます。',
  moving: 'ファイルを移動中です（{share}）。終わると続きます。',
  noPeers:
    '{known, plural, =0 {ピアを待っています。この Torrent を持つ人は今オンラインにいません。} other {ピアを待っています。既知の # 個のアドレスは今どれも応答しません。}}',
  nobodyHas: '{pieces, plural, other {# 個のピースはまだ誰も持っていません。残りは続きます。}}',
  nobodyHasRest: '{pieces, plural, other {# 個のピースはまだ誰も持っていません。持つ人を待っています。}}',
  allChokeUs: '{peers, plural, other {# 個のピアに接続していますが、まだこちらに空きがありません。}}',
  peersSilent: '{peers, plural, other {# 個のピアに要求しましたが、しばらく何も届いていません。}}',
  peersSlow: '{peers, plural, other {# 個のピアからの送信は {rate} までです。}}',
  nobodyInterested:
    '{peers, plural, =0 {今は誰も求めていません。} other {# 個のピアに接続していますが、こちらから必要なものはないようです。}}',
  limited: {
    torrent: {
      down: 'この Torrent のダウンロード制限 {rate} に合わせています。',
      up: 'この Torrent のアップロード制限 {rate} に合わせています。',
    },
    session: {
      down: '設定したダウンロード制限 {rate} に合わせています。',
      up: '設定したアップロード制限 {rate} に合わせています。',
    },
  },
  trackerRefused: '{host} はこの Torrent を拒否しました：「{text}」',
  trackerUnreachable: 'トラッカー {host} が応答しません。{time}後に再試行します。',
  fetchingDetails: '{peers, plural, =0 {詳細を取得中です。ピアを探しています。} other {# 個のピアから詳細を取得中です。}}',
};
