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
  undone: '已撤销。',
  renamed: '已重命名为 <named>{name}</named>',
  labelled: '{count, plural, other {已更改 # 个 Torrent 的标签。}}',
  prioritySet: '{count, plural, other {已更改 # 个 Torrent 的优先级。}}',
  limitsSet: '{count, plural, other {已更改 # 个 Torrent 的限速。}}',
  optionsSet: '{count, plural, other {已更改 # 个 Torrent 的选项。}}',
  labelChanged: '标签 <named>{name}</named> 已更改。',
  labelDeleted: '标签 <named>{name}</named> 已删除。',
  collectionDeleted: '智能集合 <named>{name}</named> 已删除。',
};
