/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: '消息',
  removedOne: '已移除 <named>{name}</named>',
  removedMany: '{count, plural, other {已移除 # 个 Torrent。}}',
  restored: '已恢复。',
  finishedOne: '已完成 <named>{name}</named>',
  finishedMany: '{count, plural, other {# 个下载已完成。}}',
  removedSpoken: '已移除 {name}，可以撤销。',
  finishedSpoken: '{name} 已完成',
  duplicate: '已在列表中。 <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}：{message}',
  noLink: '剪贴板里没有磁力链接。',
  copiedMagnet: '已复制磁力链接。',
  copiedHash: '已复制哈希。',
};
