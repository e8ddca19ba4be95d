/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/notices.js';

export const notices: Translation<typeof en.notices> = {
  region: 'الرسائل',
  removedOne: 'أُزيل <named>{name}</named>',
  removedMany:
    '{count, plural, one {أُزيل تورنت واحد.} two {أُزيل تورنتان.} few {أُزيلت # تورنتات.} many {أُزيل # تورنتًا.} other {أُزيل # تورنت.}}',
  restored: 'أُعيد.',
  finishedOne: 'اكتمل <named>{name}</named>',
  finishedMany:
    '{count, plural, one {اكتمل تنزيل واحد.} two {اكتمل تنزيلان.} few {اكتملت # تنزيلات.} many {اكتمل # تنزيلًا.} other {اكتمل # تنزيل.}}',
  removedSpoken: 'أُزيل {name}. يمكن التراجع.',
  finishedSpoken: 'اكتمل {name}',
  duplicate: 'موجود في قائمتك بالفعل. <named>{name}</named>',
  about: '{message} <named>{name}</named>',
  aboutSpoken: '{name}: {message}',
  noLink: 'لا يوجد رابط مغناطيس في الحافظة.',
  copiedMagnet: 'نُسخ رابط المغناطيس.',
  copiedHash: 'نُسخت البصمة.',
};
