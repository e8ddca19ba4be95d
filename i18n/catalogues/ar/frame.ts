/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'الشريط الرئيسي',
  moreWaysToAdd: 'طرق أخرى للإضافة',
  openFile: 'فتح ملف…',
  pasteLink: 'لصق رابط',
  pause: 'إيقاف مؤقت',
  resume: 'استئناف',
  remove: 'إزالة',
  sidebar: 'الشريط الجانبي',
  filter: 'تصفية التورنتات',
  filterHint: 'تصفية بالاسم أو التصنيف أو المتتبع',
  meter: 'التنزيل {down}، الرفع {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'إيقاف الكل مؤقتًا',
  resumeAll: 'استئناف الكل',
  showSidebar: 'إظهار الشريط الجانبي',
  showDetails: 'إظهار التفاصيل',
  resetColumns: 'إعادة ضبط الأعمدة',
  theme: 'المظهر',
  themes: { system: 'مثل النظام', light: 'فاتح', dark: 'داكن' },
  density: 'الكثافة',
  densities: { compact: 'مضغوطة', default: 'عادية', comfy: 'مريحة' },
  allTime: 'تنزيل {down} ورفع {up} منذ {since}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: 'التصفية',
  library: 'المكتبة',
  groups: {
    all: 'الكل',
    downloading: 'قيد التنزيل',
    seeding: 'قيد البذر',
    finished: 'مكتملة',
    paused: 'متوقفة مؤقتًا',
    attention: 'تحتاج إلى انتباهك',
  },
  groupLabel: '{name}، {count, number}',
  trackers: 'المتتبعات',
  addTo: 'تصنيف جديد أو مجموعة ذكية جديدة',
  moreTrackers: '{count, plural, one {واحد آخر} two {اثنان آخران} few {# أخرى} many {# أخرى} other {# أخرى}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'المنفذ {port} مفتوح',
  portUnconfirmed: 'المنفذ {port} لم يتأكد بعد',
  portFailed: 'تعذّر فتح المنفذ {port}',
  portMapped: 'فُتح في الموجّه عبر {method}؛ ومن الخارج هو المنفذ {port}',
  portAsking: 'يُطلب من الموجّه فتحه',
  portNotMapped: 'لا يفتحه الموجّه من تلقاء نفسه',
  notListening: 'لا يوجد منفذ مفتوح',
  dhtJoining: 'الانضمام إلى DHT',
  dhtNodes: '{count, plural, one {عقدة DHT واحدة} two {عقدتا DHT} few {# عقد DHT} many {# عقدة DHT} other {# عقدة DHT}}',
  freeIn: '{size} متاحة في {folder}',
  noLimits: 'بلا حدود',
  limits: 'الحدود: التنزيل {down}، الرفع {up}',
  noLimit: 'بلا حد',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'أفلت ملف تورنت هنا أو الصق رابط مغناطيس',
  openFile: 'فتح ملف',
  savesTo: 'يُحفظ في <place>{folder}</place>.',
  savesToFree: 'يُحفظ في <place>{folder}</place>، والمتاح {size}.',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: 'عوامل التصفية النشطة',
  remove: 'إزالة التصفية {name}',
};

export const mini: Translation<typeof en.mini> = {
  restore: 'العودة إلى النافذة الكاملة',
  more: '+{count, number} أخرى',
  onTop: 'دائمًا في المقدمة',
  idle: 'لا شيء يتحرك الآن.',
};
