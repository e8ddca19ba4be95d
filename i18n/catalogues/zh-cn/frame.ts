/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: '主工具栏',
  moreWaysToAdd: '更多添加方式',
  openFile: '打开文件…',
  pasteLink: '粘贴链接',
  pause: '暂停',
  resume: '继续',
  remove: '移除',
  sidebar: '侧边栏',
  filter: '筛选 Torrent',
  filterHint: '按名称、标签或 Tracker 筛选',
  meter: '下载 {down}，上传 {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: '全部暂停',
  resumeAll: '全部继续',
  showSidebar: '显示侧边栏',
  showDetails: '显示详情',
  resetColumns: '重置列',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  density: '密度',
  densities: { compact: '紧凑', default: '默认', comfy: '宽松' },
  allTime: '自 {since} 起下载 {down}，上传 {up}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: '筛选',
  library: '资料库',
  groups: {
    all: '全部',
    downloading: '下载中',
    seeding: '做种中',
    finished: '已完成',
    paused: '已暂停',
    attention: '需要处理',
  },
  groupLabel: '{name}，{count, number}',
  trackers: 'Tracker',
  addTo: '新建标签或智能集合',
  moreTrackers: '{count, plural, other {还有 # 个}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: '端口 {port} 已开放',
  portUnconfirmed: '端口 {port} 尚未确认',
  portFailed: '无法打开端口 {port}',
  portMapped: '已通过 {method} 在路由器上打开；外部端口为 {port}',
  portAsking: '正在请求路由器打开端口',
  portNotMapped: '路由器没有自动打开端口',
  notListening: '未监听端口',
  dhtJoining: '正在加入 DHT',
  dhtNodes: '{count, plural, other {# 个 DHT 节点}}',
  freeIn: '{folder} 可用 {size}',
  noLimits: '不限速',
  limits: '限速：下载 {down}，上传 {up}',
  noLimit: '不限',
};

export const welcome: Translation<typeof en.welcome> = {
  title: '拖入 Torrent 文件，或粘贴磁力链接',
  openFile: '打开文件',
  savesTo: '保存到 <place>{folder}</place>。',
  savesToFree: '保存到 <place>{folder}</place>，可用 {size}。',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: '当前筛选',
  remove: '移除筛选“{name}”',
};

export const mini: Translation<typeof en.mini> = {
  restore: '返回完整窗口',
  more: '另有 {count, number} 个',
  onTop: '总在最前',
  idle: '目前没有传输。',
};
