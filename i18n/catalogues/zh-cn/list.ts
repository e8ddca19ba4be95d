/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrent 列表',
  columns: {
    state: '状态',
    name: '名称',
    progress: '进度',
    size: '大小',
    down: '下载',
    up: '上传',
    eta: '剩余时间',
    seeds: '种子',
    peers: '用户',
    ratio: '分享率',
    added: '添加时间',
  },
  resizeColumn: '“{name}”列的宽度',
  addedOn: '添加于 {date}',
  sizeAndAdded: '{size} · {added}',
  forced: '强制：不受队列限制',
  awaitingChoice: '详情已到，请选择要下载的内容。',
  chooseFiles: '选择文件…',
  retry: '重试',
  checkAgain: '重新校验',
  noMatch: '没有与“{text}”匹配的内容。',
  nothingHere: '这里暂时什么都没有。',
  showAll: '显示全部',
  results: '{count, plural, other {# 个结果}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: '正在获取详情',
  awaitingChoice: '可以添加',
  checking: '正在校验 {percent}',
  moving: '正在移动 {percent}',
  queued: '排队中，第 {position, number} 位',
  waitingForCheck: '等待校验',
  forced: '{state}，强制',
  downloading: '下载中',
  waitingForPeers: '等待用户',
  seeding: '做种中',
  finished: '已完成',
  paused: '已暂停',
  needsAttention: '需要处理',
};
