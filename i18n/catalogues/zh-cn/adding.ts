/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: '松开即可添加',
  addCount: '{count, plural, other {松开即可添加 # 个 Torrent}}',
  hint: 'Torrent 文件和磁力链接',
  rejectedOne: '“{name}”不是 Torrent 文件。',
  rejectedType:
    '{kind, select, image {Shoal 可添加 Torrent 文件和磁力链接，这是图片。} video {Shoal 可添加 Torrent 文件和磁力链接，这是视频。} audio {Shoal 可添加 Torrent 文件和磁力链接，这是音频文件。} text {Shoal 可添加 Torrent 文件和磁力链接，这是文本。} other {Shoal 可添加 Torrent 文件和磁力链接，这是其他类型的文件。}}',
  rejectedSome: '{count, plural, other {有 # 个文件不适用于 Shoal，将被略过。}}',
  nothing: '那不是 Torrent 文件，也不是磁力链接。',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, other {添加 Torrent}}',
  toAdd: '待添加',
  saveTo: '保存到',
  browse: '浏览…',
  sizeAndFiles: '{count, plural, other {{size}，# 个文件}}',
  chosen: '{total, plural, other {{size}，{wanted, number} / # 个文件}}',
  room: '可用 {free}，需要 {needed}，之后剩余 {left}',
  roomFree: '可用 {free}',
  roomUnknown: '此文件夹的可用空间未知。',
  tooLittle: '需要 {needed}，而 {where} 只剩 {free}。',
  startNow: '立即开始',
  skipThis: '跳过此项',
  addCount: '{count, plural, =0 {添加} =1 {添加} other {添加 # 个 Torrent}}',
  addAnyway: '仍然添加',
  fetchingFrom: '{peers, plural, =0 {正在获取详情} other {正在从 # 个用户获取详情}}',
  fetchingLong: '详情到达后，文件列表会显示在这里。你现在就可以添加，它会自动开始下载全部文件。',
  duplicate: '已在列表中',
  invalid: '无法添加',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: '这不是文件名。',
  noSuchAddress: '此地址不是本机上的文件。',
  isFolder: '{name} 是文件夹，不是 .torrent 文件。',
  notTorrent: '{name} 不是 .torrent 文件。',
  isEmpty: '{name} 是空的。',
  tooLarge: '{name} 超过 {limit}，对 Torrent 文件来说太大了。',
  gone: '{name} 已不存在。',
  forbidden: '你没有读取 {name} 的权限。',
  unreadable: '无法读取 {name}。',
  magnetLink: '磁力链接',
  magnetTooLong: '此链接过长，不是磁力链接。',
  webAddress: '暂时无法打开网址。请下载 .torrent 文件后再打开。',
};
