/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'لصق رابط أو ملف تورنت',
  palette: 'لوحة الأوامر',
  escape: 'مسح التصفية ثم التحديد',
  saveCollection: 'حفظ التصفية كمجموعة ذكية…',
  moveRows: 'الانتقال لأعلى أو لأسفل',
  moveEnds: 'الانتقال إلى الأول أو الأخير',
  movePages: 'صفحة لأعلى أو لأسفل',
  extend: 'توسيع التحديد',
  moveFocus: 'الانتقال دون تحديد',
  toggleRow: 'تحديد أو استثناء',
  typeAhead: 'الانتقال إلى اسم بكتابته',
  open: 'إظهار الملفات، أو التفاصيل أثناء التنزيل',
  pauseOrResumeAll: 'إيقاف الكل مؤقتًا أو استئنافه',
  label: 'التصنيف…',
  limits: 'حدود السرعة…',
  nextPane: 'الجزء التالي من النافذة',
  previousPane: 'الجزء السابق من النافذة',
  mini: 'نافذة مصغرة',
  themeSystem: 'المظهر: مثل النظام',
  themeLight: 'المظهر: فاتح',
  themeDark: 'المظهر: داكن',
  densityCompact: 'الصفوف: مضغوطة',
  densityDefault: 'الصفوف: عادية',
  densityComfy: 'الصفوف: مريحة',
  accent: 'لون التمييز الخاص بالنظام',
  resize: 'توسيع عمود أو لوحة أو تضييقهما',
  moveColumn: 'نقل عمود',
  contextMenu: 'قائمة المحدد',
  help: 'اختصارات لوحة المفاتيح',
  detailsSide: 'التفاصيل بجانب القائمة',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'اكتب أمرًا أو اسم تورنت',
  nothing: 'لا شيء يطابق.',
  labelFor: '{count, plural, one {تصنيف تورنت واحد} two {تصنيف تورنتين} few {تصنيف # تورنتات} many {تصنيف # تورنتًا} other {تصنيف # تورنت}}',
  labelHint: 'اختر تصنيفًا أو اكتب تصنيفًا جديدًا',
  makeLabel: 'تصنيف جديد «{name}»',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: 'الإضافة',
    find: 'البحث',
    move: 'الانتقال والتحديد',
    act: 'التورنتات',
    view: 'العرض',
    app: 'التطبيق',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    space: 'المسافة',
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
