/** Arabic: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/details.js';

export const details: Translation<typeof en.details> = {
  label: 'التفاصيل',
  close: 'إغلاق التفاصيل',
  resize: 'ارتفاع التفاصيل',
  tabs: {
    overview: 'نظرة عامة',
    files: 'الملفات',
    peers: 'الأقران',
    pieces: 'القطع',
    trackers: 'المتتبعات',
    speed: 'السرعة',
    log: 'السجل',
  },
  selectTorrent: 'اختر تورنتًا لعرض تفاصيله.',
  selected: '{count, plural, one {محدد واحد} two {محددان} few {# محددة} many {# محددًا} other {# محدد}}',
  resizeWidth: 'عرض التفاصيل',
  onlyOne: 'هذا يخص تورنتًا واحدًا. حدد واحدًا فقط لتراه.',
  below: 'وضع التفاصيل تحت القائمة',
  beside: 'وضع التفاصيل بجانب القائمة',
  states: 'الحالات',
  size: 'الحجم',
};

export const overview: Translation<typeof en.overview> = {
  stopped: 'متوقف',
  nobodyHas:
    '{pieces, plural, one {قطعة واحدة ليست لدى أحد بعد} two {قطعتان ليستا لدى أحد بعد} few {# قطع ليست لدى أحد بعد} many {# قطعة ليست لدى أحد بعد} other {# قطعة ليست لدى أحد بعد}}',
  transfer: 'النقل',
  connected: 'المتصلون',
  limits: 'الحدود',
  limitPair: '{down}، {up}',
  noLimit: 'بلا حد',
  sharing: 'المشاركة',
  ratio: 'النسبة',
  uploaded: 'المرفوع',
  downloaded: 'المُنزَّل',
  wasted: 'المهدر',
  contents: 'المحتويات',
  files: 'الملفات',
  pieces: 'القطع',
  piecesOf: '{pieces, number} × {length}',
  format: 'التنسيق',
  formats: { v1: 'v1', v2: 'v2', hybrid: 'v1 وv2' },
  private: 'خاص',
  about: 'حول',
  added: 'أضيف',
  created: 'أنشئ',
  completed: 'اكتمل',
  comment: 'تعليق',
  hash: 'البصمة',
  copies: 'النسخ',
  order: 'الترتيب',
  orders: { sequential: 'من الأول إلى الأخير', firstLast: 'أطراف الملفات أولًا', both: 'الأطراف أولًا ثم بالترتيب' },
  superSeed: 'البذر الفائق',
  stripLabel: 'القطع الموجودة، {percent}',
  waitingForDetails: 'تظهر الملفات والقطع هنا حالما يرسل أحدهم التفاصيل.',
};

export const files: Translation<typeof en.files> = {
  label: 'الملفات',
  filterHint: 'تصفية الملفات',
  all: 'الكل',
  none: 'لا شيء',
  summary:
    '{total, plural, one {{wanted, number} من ملف واحد، {size}} two {{wanted, number} من ملفين، {size}} few {{wanted, number} من # ملفات، {size}} many {{wanted, number} من # ملفًا، {size}} other {{wanted, number} من # ملف، {size}}}',
  total: '{total, plural, one {ملف واحد} two {ملفان} few {# ملفات} many {# ملفًا} other {# ملف}}',
  wanted: 'مطلوب',
  wantedFile: 'مطلوب: {name}',
  priority: 'الأولوية',
  priorities: { skip: 'متجاوَز', low: 'منخفضة', normal: 'عادية', high: 'عالية' },
};

export const peers: Translation<typeof en.peers> = {
  label: 'الأقران',
  connectedOf: '<strong>{connected, number}</strong> متصلون من {known, number} معروفين',
  add: 'إضافة قرين',
  addHint: 'العنوان والمنفذ',
  bans: '{count, plural, one {عنوان واحد محظور} two {عنوانان محظوران} few {# عناوين محظورة} many {# عنوانًا محظورًا} other {# عنوان محظور}}',
  ban: '{address}: {reason}، {ago}',
  columns: {
    address: 'العنوان',
    client: 'البرنامج',
    connection: 'الاتصال',
    flags: 'العلامات',
    progress: 'التقدم',
    down: 'التنزيل',
    up: 'الرفع',
  },
  transports: { tcp: 'TCP', utp: 'µTP', webseed: 'ويب' },
  encryptions: { handshake: 'MSE', rc4: 'RC4' },
  connection: '{transport}: {encryption}',
  encryptionWords: { none: 'غير مشفّر', handshake: 'المصافحة وحدها مشفّرة', rc4: 'مشفّر (RC4)' },
  empty: 'لا أقران متصلون.',
  flag: '{letter}: {meaning}',
  flags: {
    downloading: 'يرسل إلينا',
    chokedUs: 'لديه ما نريد، ولا مكان لنا',
    uploading: 'يستقبل منا',
    chokedThem: 'يريد منا، وينتظر مكانًا',
    encrypted: 'مشفّر (RC4)',
    encryptedHandshake: 'مصافحة مشفّرة',
    incoming: 'هو من اتصل بنا',
    optimistic: 'قيد التجربة',
    snubbed: 'لم يستجب منذ مدة',
  },
};

export const pieces: Translation<typeof en.pieces> = {
  progress: 'التقدم',
  availability: 'التوفر',
  mode: 'ما تعرضه الخريطة',
  have: 'موجودة',
  filling: 'قيد الملء',
  missing: 'ناقصة',
  nobody: 'ليست لدى أحد',
  peersWithIt: 'الأقران الذين لديهم',
  fromTo: '{from, number}–{to, number}',
  orMore: '{from, number}+',
  smaller: 'أصغر',
  larger: 'أكبر',
  fit: 'ملاءمة',
  map: 'خريطة القطع',
  mapAt: 'خريطة القطع: {piece}، {state}',
  piece: 'القطعة {index, number}',
  pieceRange: 'القطع {first, number} إلى {last, number}',
  heldOf: '{have, number} من {total, number} موجودة',
  held: 'موجودة',
  waiting: 'ناقصة',
  blocks:
    '{total, plural, one {{done, number} من كتلة واحدة} two {{done, number} من كتلتين} few {{done, number} من # كتل} many {{done, number} من # كتلة} other {{done, number} من # كتلة}}',
  peers: '{count, plural, =0 {ليست لدى أحد} one {قرين واحد} two {قرينان} few {# أقران} many {# قرينًا} other {# قرين}}',
  rarest:
    '{count, plural, =0 {بعضها ليس لدى أحد} one {أندرها لدى قرين واحد} two {أندرها لدى قرينين} few {أندرها لدى # أقران} many {أندرها لدى # قرينًا} other {أندرها لدى # قرين}}',
  moreFiles: '{first} و{count, number} غيرها',
  empty: 'تظهر الخريطة حالما تصل التفاصيل.',
};

export const trackers: Translation<typeof en.trackers> = {
  label: 'المتتبعات',
  nextIn: 'الإعلان التالي بعد <strong>{duration}</strong>',
  announceNow: 'المحاولة الآن',
  columns: {
    tier: 'الطبقة',
    source: 'المصدر',
    status: 'الحالة',
    seeds: 'البذور',
    leeches: 'المُنزّلون',
    received: 'المستلم',
    next: 'التالي',
  },
  idle: 'لم يُسأل بعد',
  announcing: 'يجري السؤال',
  working: 'يعمل',
  notAnswering: 'لا يستجيب',
  refused: 'رفض',
  disabled: 'معطّل',
  empty: 'لا يذكر هذا التورنت أي متتبع.',
  noneSoon: 'لا إعلان قريب.',
  dht: {
    waiting: 'DHT: بانتظار العقد',
    searching: 'DHT: جارٍ البحث',
    found:
      'DHT: {count, plural, zero {لا أقران} one {قرين واحد} two {قرينان} few {# أقران} many {# قرينًا} other {# قرين}}، مرة أخرى بعد {duration}',
    figures: 'البذور: {seeds}، المُنزّلون: {leeches}',
  },
  exchanged:
    '{count, plural, one {عنوان واحد من أقران آخرين} two {عنوانان من أقران آخرين} few {# عناوين من أقران آخرين} many {# عنوانًا من أقران آخرين} other {# عنوان من أقران آخرين}}',
};

export const speed: Translation<typeof en.speed> = {
  torrent: 'التورنت',
  all: 'الكل',
  scope: 'سرعة ماذا',
  lastMinute: 'الدقيقة الأخيرة',
  peak: 'الذروة {rate}',
  limit: 'الحد {rate}',
  offline: 'متوقف مؤقتًا',
  now: 'الآن',
  secondsAgo: 'قبل {seconds, number} ث',
  copyCsv: 'نسخ بصيغة CSV',
  copied: 'تم النسخ.',
  summary: 'السرعة في الدقيقة الأخيرة: التنزيل {down}، الرفع {up}',
};

export const log: Translation<typeof en.log> = {
  label: 'السجل',
  empty: 'لم يُدوَّن شيء بعد.',
};
