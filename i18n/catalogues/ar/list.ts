/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'التورنتات',
  columns: {
    state: 'الحالة',
    name: 'الاسم',
    progress: 'التقدم',
    size: 'الحجم',
    down: 'التنزيل',
    up: 'الرفع',
    eta: 'الوقت المتبقي',
    seeds: 'البذور',
    peers: 'الأقران',
    ratio: 'النسبة',
    added: 'أضيف',
  },
  resizeColumn: 'عرض {name}',
  addedOn: 'أضيف {date}',
  sizeAndAdded: '{size} · {added}',
  forced: 'مُجبَر: يعمل مهما كان دوره في الطابور',
  awaitingChoice: 'وصلت التفاصيل. اختر ما تريد تنزيله.',
  chooseFiles: 'اختيار الملفات…',
  retry: 'إعادة المحاولة',
  checkAgain: 'إعادة الفحص',
  noMatch: 'لا يوجد ما يطابق «{text}».',
  nothingHere: 'لا شيء هنا الآن.',
  showAll: 'إظهار الكل',
  results: '{count, plural, zero {لا نتائج} one {نتيجة واحدة} two {نتيجتان} few {# نتائج} many {# نتيجة} other {# نتيجة}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: 'جلب التفاصيل',
  awaitingChoice: 'جاهز للإضافة',
  checking: 'فحص {percent}',
  moving: 'نقل {percent}',
  queued: 'في الطابور، رقم {position, number}',
  waitingForCheck: 'بانتظار الفحص',
  forced: '{state}، مُجبَر',
  downloading: 'قيد التنزيل',
  waitingForPeers: 'بانتظار الأقران',
  seeding: 'قيد البذر',
  finished: 'مكتمل',
  paused: 'متوقف مؤقتًا',
  needsAttention: 'يحتاج إلى انتباهك',
};
