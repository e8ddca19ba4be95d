/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'أفلت للإضافة',
  addCount:
    '{count, plural, one {أفلت لإضافة تورنت واحد} two {أفلت لإضافة تورنتين} few {أفلت لإضافة # تورنتات} many {أفلت لإضافة # تورنتًا} other {أفلت لإضافة # تورنت}}',
  hint: 'ملفات التورنت وروابط المغناطيس',
  rejectedOne: '«{name}» ليس ملف تورنت.',
  rejectedType:
    '{kind, select, image {يضيف Shoal ملفات التورنت وروابط المغناطيس. هذه صورة.} video {يضيف Shoal ملفات التورنت وروابط المغناطيس. هذا مقطع فيديو.} audio {يضيف Shoal ملفات التورنت وروابط المغناطيس. هذا ملف صوتي.} text {يضيف Shoal ملفات التورنت وروابط المغناطيس. هذا نص.} other {يضيف Shoal ملفات التورنت وروابط المغناطيس. هذا نوع آخر من الملفات.}}',
  rejectedSome:
    '{count, plural, one {ملف واحد ليس لـ Shoal وسيُترك.} two {ملفان ليسا لـ Shoal وسيُتركان.} few {# ملفات ليست لـ Shoal وستُترك.} many {# ملفًا ليست لـ Shoal وستُترك.} other {# ملف ليست لـ Shoal وستُترك.}}',
  nothing: 'لم يكن ذلك ملف تورنت ولا رابط مغناطيس.',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, one {إضافة تورنت} two {إضافة تورنتين} few {إضافة تورنتات} many {إضافة تورنتات} other {إضافة تورنتات}}',
  toAdd: 'للإضافة',
  saveTo: 'الحفظ في',
  browse: 'تصفّح…',
  sizeAndFiles:
    '{count, plural, one {{size}، ملف واحد} two {{size}، ملفان} few {{size}، # ملفات} many {{size}، # ملفًا} other {{size}، # ملف}}',
  chosen:
    '{total, plural, one {{size}، {wanted, number} من ملف واحد} two {{size}، {wanted, number} من ملفين} few {{size}، {wanted, number} من # ملفات} many {{size}، {wanted, number} من # ملفًا} other {{size}، {wanted, number} من # ملف}}',
  room: 'المتاح {free}، المطلوب {needed}، يبقى {left}',
  roomFree: 'المتاح {free}',
  roomUnknown: 'المساحة المتاحة في هذا المجلد غير معروفة.',
  tooLittle: 'يحتاج هذا إلى {needed}، والمتاح {free} على {where}.',
  startNow: 'البدء الآن',
  skipThis: 'تجاوز هذا',
  addCount: '{count, plural, =0 {إضافة} one {إضافة} two {إضافة تورنتين} few {إضافة # تورنتات} many {إضافة # تورنتًا} other {إضافة # تورنت}}',
  addAnyway: 'إضافة على أي حال',
  fetchingFrom:
    '{peers, plural, =0 {جلب التفاصيل} one {جلب التفاصيل من قرين واحد} two {جلب التفاصيل من قرينين} few {جلب التفاصيل من # أقران} many {جلب التفاصيل من # قرينًا} other {جلب التفاصيل من # قرين}}',
  fetchingLong: 'تظهر قائمة الملفات هنا حين تصل التفاصيل. يمكنك إضافته الآن، وسيبدأ وحده بكل الملفات.',
  duplicate: 'موجود في قائمتك بالفعل',
  invalid: 'تتعذر إضافته',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'هذا ليس اسم ملف.',
  noSuchAddress: 'لا يشير هذا العنوان إلى ملف على هذا الحاسوب.',
  isFolder: '{name} مجلد وليس ملف .torrent.',
  notTorrent: '{name} ليس ملف .torrent.',
  isEmpty: '{name} فارغ.',
  tooLarge: '{name} أكبر من {limit}، وهذا كثير على ملف تورنت.',
  gone: '{name} لم يعد موجودًا.',
  forbidden: 'ليس لديك إذن لقراءة {name}.',
  unreadable: 'تعذّرت قراءة {name}.',
  magnetLink: 'رابط مغناطيس',
  magnetTooLong: 'هذا الرابط أطول من أن يكون رابط مغناطيس.',
  webAddress: 'لا يمكن فتح عناوين الويب بعد. نزّل ملف .torrent وافتحه.',
};
