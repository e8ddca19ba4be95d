/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/basics.js';

export const common: Translation<typeof en.common> = {
  add: 'إضافة',
  cancel: 'إلغاء',
  change: 'تغيير',
  clearFilter: 'مسح التصفية',
  copy: 'نسخ',
  dismiss: 'تجاهل',
  down: 'التنزيل',
  menu: 'القائمة',
  no: 'لا',
  none: 'لا شيء',
  of: '{part} من {whole}',
  on: 'مفعّل',
  show: 'إظهار',
  showFolder: 'إظهار المجلد',
  undo: 'تراجع',
  up: 'الرفع',
  yes: 'نعم',
};

export const units: Translation<typeof en.units> = {
  B: 'ب',
  kB: 'ك.ب',
  MB: 'م.ب',
  GB: 'ج.ب',
  TB: 'ت.ب',
  PB: 'ب.ب',
  KiB: 'KiB',
  MiB: 'MiB',
  GiB: 'GiB',
  TiB: 'TiB',
  PiB: 'PiB',
  size: '{digits}\u00a0{unit}',
  perSecond: '{unit}/ث',
};

export const time: Translation<typeof en.time> = {
  seconds: '{seconds, number} ث',
  minutes: '{minutes, number} د',
  hours: '{hours, number} س',
  hoursMinutes: '{hours, number} س {minutes, number} د',
  days: '{days, number} ي',
  daysHours: '{days, number} ي {hours, number} س',
  veryLong: 'أكثر من 100 ي',
  left: 'بقي {duration}',
  todayAt: 'اليوم، {clock}',
  yesterdayAt: 'أمس، {clock}',
};
