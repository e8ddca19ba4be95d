/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: '文件(&F)',
  edit: '编辑(&E)',
  torrent: 'Torrent(&T)',
  view: '视图(&V)',
  openFile: '打开 Torrent 文件…',
  pasteLink: '添加剪贴板中的链接',
  closeWindow: '关闭窗口',
  quit: '退出',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  find: '查找',
  pauseOrResume: '暂停或继续',
  undoRemoval: '撤销移除',
  details: '详情',
  sidebar: '侧边栏',
  nextTheme: '下一个主题',
  zoomIn: '放大',
  zoomOut: '缩小',
  actualSize: '实际大小',
  fullScreen: '全屏',
  window: '窗口',
  help: '帮助(&H)',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: '在文件夹中显示',
  pause: '{count, plural, =1 {暂停} other {暂停 (#)}}',
  resume: '{count, plural, =1 {继续} other {继续 (#)}}',
  forceStart: '{count, plural, =1 {强制开始} other {强制开始 (#)}}',
  queueTop: '移到队首',
  queueUp: '队列中上移',
  queueDown: '队列中下移',
  queueBottom: '移到队尾',
  sequential: '{count, plural, =1 {按顺序下载} other {按顺序下载 (#)}}',
  firstLast: '{count, plural, =1 {首尾区块优先} other {首尾区块优先 (#)}}',
  superSeed: '{count, plural, =1 {超级做种} other {超级做种 (#)}}',
  recheck: '{count, plural, =1 {重新校验文件} other {重新校验文件 (#)}}',
  announce: '{count, plural, =1 {立即联系 Tracker} other {立即联系 Tracker (#)}}',
  copyMagnet: '{count, plural, =1 {复制磁力链接} other {复制磁力链接 (#)}}',
  remove: '{count, plural, =1 {从列表移除} other {从列表移除 (#)}}',
  removeData: '{count, plural, =1 {移除并删除数据…} other {移除并删除数据 (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: '高优先级',
  normal: '普通优先级',
  low: '低优先级',
  skip: '不下载',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: '打开 Torrent 文件',
  open: '打开',
  torrentFiles: 'Torrent 文件',
  folderTitle: '选择文件夹',
  choose: '选择',
  deleteOne: '要删除“{name}”及其文件吗？',
  deleteMany: '{count, plural, other {要删除 # 个 Torrent 及其文件吗？}}',
  deleteItem: '• {name}',
  deleteMore: '以及另外 {count, number} 个',
  deleteWhat: '{files, plural, other {# 个文件，{size}，位于 {folder}。此操作无法撤销。}}',
  deletePermanently: '永久删除',
  cannotStart: 'Shoal 无法启动',
  cannotStartLog: '启动时出了问题，日志文件中有详细信息。',
};
