/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: '标签',
  none: '无标签',
  new: '新建标签…',
  newTitle: '新建标签',
  editTitle: '编辑标签',
  edit: '编辑…',
  name: '名称',
  colour: '颜色',
  colours: {
    blue: '蓝色',
    violet: '紫色',
    pink: '粉色',
    green: '绿色',
    brown: '棕色',
  },
  folder: '新 Torrent 的文件夹',
  usualFolder: '默认文件夹',
  chooseFolder: '选择…',
  usual: '改用默认',
  limits: '每个 Torrent 的限速',
  goals: '停止做种条件',
  goalRatio: '分享率',
  goalHours: '做种小时数',
  note: '对此标签下未单独设置的每个 Torrent 生效。',
  save: '保存',
  delete: '删除标签',
  taken: '已有同名的项目。',
};

export const collections: Translation<typeof en.collections> = {
  title: '智能集合',
  new: '新建智能集合…',
  newTitle: '新建智能集合',
  editTitle: '编辑智能集合',
  query: '显示匹配以下条件的项目',
  help: '可用词语，以及 {examples} 这样的条件。',
  matching: '{count, plural, other {现在有 # 个 Torrent 匹配。}}',
  delete: '删除智能集合',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, other {# 个 Torrent 的限速}}',
  allTitle: '全局限速',
  unlimited: '不限',
  note: '分别作用于每个 Torrent，与全局限速同时生效。',
  problem: '请输入数字，留空表示不限。',
  set: '设置',
};
