/** Japanese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: '追加',
  cancel: 'キャンセル',
  change: '変更',
  clearFilter: '絞り込みを解除',
  copy: 'コピー',
  dismiss: '閉じる',
  down: '下り',
  menu: 'メニュー',
  no: 'いいえ',
  none: 'なし',
  of: '{part} / {whole}',
  on: 'オン',
  show: '表示',
  showFolder: 'フォルダーを開く',
  undo: '元に戻す',
  up: '上り',
  yes: 'はい',
};

export const units: Translation<typeof en.units> = {
  B: 'B',
  kB: 'kB',
  MB: 'MB',
  GB: 'GB',
  TB: 'TB',
  PB: 'PB',
  KiB: 'KiB',
  MiB: 'MiB',
  GiB: 'GiB',
  TiB: 'TiB',
  PiB: 'PiB',
  size: '{digits}\u00a0{unit}',
  perSecond: '{unit}/s',
};

export const time: Translation<typeof en.time> = {
  seconds: '{seconds, number} 秒',
  minutes: '{minutes, number} 分',
  hours: '{hours, number} 時間',
  hoursMinutes: '{hours, number} 時間 {minutes, number} 分',
  days: '{days, number} 日',
  daysHours: '{days, number} 日 {hours, number} 時間',
  veryLong: '100 日以上',
  left: '残り {duration}',
  todayAt: '今日 {clock}',
  yesterdayAt: '昨日 {clock}',
};
