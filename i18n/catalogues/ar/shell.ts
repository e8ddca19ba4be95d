/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: 'ملف',
  edit: 'تحرير',
  torrent: 'تورنت',
  view: 'عرض',
  openFile: 'فتح ملف تورنت…',
  pasteLink: 'إضافة الرابط من الحافظة',
  closeWindow: 'إغلاق النافذة',
  quit: 'إنهاء',
  undo: 'تراجع',
  redo: 'إعادة',
  cut: 'قص',
  copy: 'نسخ',
  paste: 'لصق',
  selectAll: 'تحديد الكل',
  find: 'بحث',
  pauseOrResume: 'إيقاف مؤقت أو استئناف',
  undoRemoval: 'التراجع عن الإزالة',
  details: 'التفاصيل',
  sidebar: 'الشريط الجانبي',
  nextTheme: 'المظهر التالي',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  actualSize: 'الحجم الفعلي',
  fullScreen: 'ملء الشاشة',
  window: 'نافذة',
  help: 'مساعدة',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'إظهار في المجلد',
  pause: '{count, plural, =1 {إيقاف مؤقت} other {إيقاف مؤقت (#)}}',
  resume: '{count, plural, =1 {استئناف} other {استئناف (#)}}',
  forceStart: '{count, plural, =1 {إجبار البدء} other {إجبار البدء (#)}}',
  queueTop: 'الأول في الطابور',
  queueUp: 'تقديم في الطابور',
  queueDown: 'تأخير في الطابور',
  queueBottom: 'الأخير في الطابور',
  sequential: '{count, plural, =1 {التنزيل بالترتيب} other {التنزيل بالترتيب (#)}}',
  firstLast: '{count, plural, =1 {القطع الأولى والأخيرة أولًا} other {القطع الأولى والأخيرة أولًا (#)}}',
  superSeed: '{count, plural, =1 {البذر الفائق} other {البذر الفائق (#)}}',
  recheck: '{count, plural, =1 {إعادة فحص الملفات} other {إعادة فحص الملفات (#)}}',
  announce: '{count, plural, =1 {سؤال المتتبعات الآن} other {سؤال المتتبعات الآن (#)}}',
  copyMagnet: '{count, plural, =1 {نسخ رابط المغناطيس} other {نسخ روابط المغناطيس (#)}}',
  remove: '{count, plural, =1 {إزالة من القائمة} other {إزالة من القائمة (#)}}',
  removeData: '{count, plural, =1 {إزالة مع حذف البيانات…} other {إزالة مع حذف البيانات (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: 'أولوية عالية',
  normal: 'أولوية عادية',
  low: 'أولوية منخفضة',
  skip: 'عدم التنزيل',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'فتح ملفات تورنت',
  open: 'فتح',
  torrentFiles: 'ملفات التورنت',
  folderTitle: 'اختيار مجلد',
  choose: 'اختيار',
  deleteOne: 'حذف «{name}» وملفاته؟',
  deleteMany:
    '{count, plural, one {حذف تورنت واحد وملفاته؟} two {حذف تورنتين وملفاتهما؟} few {حذف # تورنتات وملفاتها؟} many {حذف # تورنتًا وملفاتها؟} other {حذف # تورنت وملفاتها؟}}',
  deleteItem: '• {name}',
  deleteMore: 'و{count, number} غيرها',
  deleteWhat:
    '{files, plural, one {ملف واحد، {size}، في {folder}. لا يمكن التراجع عن هذا.} two {ملفان، {size}، في {folder}. لا يمكن التراجع عن هذا.} few {# ملفات، {size}، في {folder}. لا يمكن التراجع عن هذا.} many {# ملفًا، {size}، في {folder}. لا يمكن التراجع عن هذا.} other {# ملف، {size}، في {folder}. لا يمكن التراجع عن هذا.}}',
  deletePermanently: 'حذف نهائي',
  cannotStart: 'تعذّر تشغيل Shoal',
  cannotStartLog: 'حدث خطأ أثناء التشغيل. التفاصيل في ملف السجل.',
};
