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
  undone: 'تم التراجع.',
  renamed: 'أُعيدت التسمية إلى <named>{name}</named>',
  labelled:
    '{count, plural, one {تغيّر التصنيف.} two {تغيّر تصنيف تورنتين.} few {تغيّر تصنيف # تورنتات.} many {تغيّر تصنيف # تورنتًا.} other {تغيّر تصنيف # تورنت.}}',
  prioritySet:
    '{count, plural, one {تغيّرت الأولوية.} two {تغيّرت أولوية تورنتين.} few {تغيّرت أولوية # تورنتات.} many {تغيّرت أولوية # تورنتًا.} other {تغيّرت أولوية # تورنت.}}',
  limitsSet:
    '{count, plural, one {تغيّرت حدود السرعة.} two {تغيّرت حدود سرعة تورنتين.} few {تغيّرت حدود سرعة # تورنتات.} many {تغيّرت حدود سرعة # تورنتًا.} other {تغيّرت حدود سرعة # تورنت.}}',
  optionsSet:
    '{count, plural, one {تغيّر الخيار.} two {تغيّر خيار تورنتين.} few {تغيّر خيار # تورنتات.} many {تغيّر خيار # تورنتًا.} other {تغيّر خيار # تورنت.}}',
  labelChanged: 'تغيّر التصنيف <named>{name}</named>.',
  labelDeleted: 'حُذف التصنيف <named>{name}</named>.',
  collectionDeleted: 'حُذفت المجموعة الذكية <named>{name}</named>.',
};
