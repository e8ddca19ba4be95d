/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: '添加',
  cancel: '取消',
  change: '更改',
  clearFilter: '清除筛选',
  copy: '复制',
  dismiss: '忽略',
  down: '下载',
  menu: '菜单',
  no: '否',
  none: '无',
  of: '{part} / {whole}',
  on: '开',
  show: '显示',
  showFolder: '打开文件夹',
  undo: '撤销',
  up: '上传',
  yes: '是',
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
  hours: '{hours, number} 小时',
  hoursMinutes: '{hours, number} 小时 {minutes, number} 分',
  days: '{days, number} 天',
  daysHours: '{days, number} 天 {hours, number} 小时',
  veryLong: '超过 100 天',
  left: '剩余 {duration}',
  todayAt: '今天 {clock}',
  yesterdayAt: '昨天 {clock}',
};
