/** Brings a language's words into the page. Each catalogue is a file of its own, fetched when it is needed. */
import type { Catalogue } from '../../i18n/runtime/catalogue.js';
import type { Language, RealLanguage } from '../../i18n/runtime/languages.js';
import { directionNow, takeWords } from '../../i18n/runtime/words.js';

const CATALOGUES: Readonly<Record<RealLanguage, () => Promise<Catalogue>>> = {
  en: async () => (await import('../../i18n/catalogues/en/index.js')).en,
  de: async () => (await import('../../i18n/catalogues/de/index.js')).de,
  es: async () => (await import('../../i18n/catalogues/es/index.js')).es,
  fr: async () => (await import('../../i18n/catalogues/fr/index.js')).fr,
  'pt-BR': async () => (await import('../../i18n/catalogues/pt-br/index.js')).ptBr,
  'zh-CN': async () => (await import('../../i18n/catalogues/zh-cn/index.js')).zhCn,
  ja: async () => (await import('../../i18n/catalogues/ja/index.js')).ja,
  ar: async () => (await import('../../i18n/catalogues/ar/index.js')).ar,
};

/** Speaks a language from now on, and tells the page's root which it is and where it begins. */
export async function loadWords(language: Language, locale: string): Promise<void> {
  takeWords(language, await catalogueOf(language), locale);
  document.documentElement.lang = language;
  document.documentElement.dir = directionNow();
}

async function catalogueOf(language: Language): Promise<Catalogue> {
  if (language !== 'en-XA' && language !== 'ar-XB') return CATALOGUES[language]();
  const { pseudoCatalogue } = await import('../../i18n/runtime/pseudo.js');
  return pseudoCatalogue(await CATALOGUES.en(), language);
}
