/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'التصنيفات',
  none: 'بلا تصنيف',
  new: 'تصنيف جديد…',
  newTitle: 'تصنيف جديد',
  editTitle: 'تحرير التصنيف',
  edit: 'تحرير…',
  name: 'الاسم',
  colour: 'اللون',
  colours: {
    blue: 'أزرق',
    violet: 'بنفسجي',
    pink: 'وردي',
    green: 'أخضر',
    brown: 'بني',
  },
  folder: 'مجلد التورنتات الجديدة',
  usualFolder: 'المجلد المعتاد',
  chooseFolder: 'اختيار…',
  usual: 'استخدام المعتاد',
  limits: 'حدود كل تورنت',
  goals: 'إيقاف البذر عند',
  goalRatio: 'النسبة',
  goalHours: 'ساعات البذر',
  note: 'تسري على كل تورنت بهذا التصنيف ليس له حدود خاصة به.',
  save: 'حفظ',
  delete: 'حذف التصنيف',
  taken: 'هذا الاسم مستخدم بالفعل.',
};

export const collections: Translation<typeof en.collections> = {
  title: 'المجموعات الذكية',
  new: 'مجموعة ذكية جديدة…',
  newTitle: 'مجموعة ذكية جديدة',
  editTitle: 'تحرير المجموعة الذكية',
  query: 'تعرض ما يطابق',
  help: 'كلمات، ورموز مثل {examples}.',
  matching:
    '{count, plural, zero {لا تورنت يطابق الآن.} one {تورنت واحد يطابق الآن.} two {تورنتان يطابقان الآن.} few {# تورنتات تطابق الآن.} many {# تورنتًا يطابق الآن.} other {# تورنت يطابق الآن.}}',
  delete: 'حذف المجموعة الذكية',
};

export const limits: Translation<typeof en.limits> = {
  title:
    '{count, plural, one {حدود سرعة تورنت واحد} two {حدود سرعة تورنتين} few {حدود سرعة # تورنتات} many {حدود سرعة # تورنتًا} other {حدود سرعة # تورنت}}',
  allTitle: 'حدود السرعة للكل',
  unlimited: 'بلا حد',
  note: 'لكل تورنت على حدة، إلى جانب حدود الكل.',
  problem: 'رقم، أو لا شيء لعدم التحديد.',
  set: 'تعيين',
};
