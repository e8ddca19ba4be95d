/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: '粘贴链接或 Torrent 文件',
  palette: '命令面板',
  escape: '清除筛选，然后清除选择',
  saveCollection: '将筛选存为智能集合…',
  moveRows: '上移或下移',
  moveEnds: '转到第一个或最后一个',
  movePages: '上翻或下翻一页',
  extend: '扩展选择',
  moveFocus: '移动但不选择',
  toggleRow: '选中或取消选中',
  typeAhead: '输入名称以跳转',
  open: '显示文件，下载中则显示详情',
  pauseOrResumeAll: '全部暂停或继续',
  label: '标签…',
  limits: '限速…',
  nextPane: '窗口的下一部分',
  previousPane: '窗口的上一部分',
  mini: '迷你窗口',
  themeSystem: '主题：跟随系统',
  themeLight: '主题：浅色',
  themeDark: '主题：深色',
  densityCompact: '行高：紧凑',
  densityDefault: '行高：默认',
  densityComfy: '行高：宽松',
  accent: '系统强调色',
  resize: '调整列或面板的宽度',
  moveColumn: '移动列',
  contextMenu: '所选内容的菜单',
  help: '键盘快捷键',
  detailsSide: '详情放在列表旁',
};

export const palette: Translation<typeof en.palette> = {
  hint: '输入命令或 Torrent 名称',
  nothing: '没有匹配项。',
  labelFor: '{count, plural, other {# 个 Torrent 的标签}}',
  labelHint: '选择标签或输入新标签',
  makeLabel: '新标签“{name}”',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: '添加',
    find: '查找',
    move: '移动和选择',
    act: 'Torrent',
    view: '视图',
    app: '应用',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    space: '空格',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    backspace: 'Backspace',
    home: 'Home',
    end: 'End',
    pageup: 'Page Up',
    pagedown: 'Page Down',
  },
};
