/** The languages Shoal speaks, and how the one to use is found from a person's choice and the system's order of languages. Pure. */

/** In the order of the language menu. Each has a catalogue; English is the source. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt-BR', 'zh-CN', 'ja', 'ar'] as const;
export type RealLanguage = (typeof LANGUAGES)[number];

/** Made from English for tests: `en-XA` is 40 % longer and accented, `ar-XB` reads from right to left. */
export const PSEUDO_LANGUAGES = ['en-XA', 'ar-XB'] as const;
export type PseudoLanguage = (typeof PSEUDO_LANGUAGES)[number];

export type Language = RealLanguage | PseudoLanguage;
/** What a person chooses: a language, or the system's. */
export type LanguageSetting = Language | 'system';

/** Every language by the name its speakers use, which is how it is offered whatever language is on. */
export const LANGUAGE_NAMES: Readonly<Record<RealLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  'pt-BR': 'Português (Brasil)',
  'zh-CN': '简体中文',
  ja: '日本語',
  ar: 'العربية',
};

export type Direction = 'ltr' | 'rtl';
export const directionOf = (language: Language): Direction => (language === 'ar' || language === 'ar-XB' ? 'rtl' : 'ltr');

export const isLanguage = (tag: string): tag is Language =>
  (LANGUAGES as readonly string[]).includes(tag) || (PSEUDO_LANGUAGES as readonly string[]).includes(tag);

/** Where neither the setting nor the system names a language we have. */
const FALLBACK: Language = 'en';

/** The language to show. `preferred`: the system's languages as BCP 47 tags, the best first. */
export function chooseLanguage(setting: LanguageSetting, preferred: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const found = languageFor(tag);
    if (found !== null) return found;
  }
  return FALLBACK;
}

/** Our language for one tag; null when we have none that its reader would be content with. */
function languageFor(tag: string): Language | null {
  const locale = localeOf(tag);
  if (locale === null) return null;
  if (locale.language === 'zh') return locale.maximize().script === 'Hans' ? 'zh-CN' : null;
  return LANGUAGES.find((language) => language.split('-')[0] === locale.language) ?? null;
}

/** The locale for numbers and dates: the system's own region where it speaks the language on show. */
export function chooseLocale(language: Language, preferred: readonly string[]): string {
  if (language === 'en-XA' || language === 'ar-XB') return 'en-GB';
  const regional = preferred.find((tag) => languageFor(tag) === language && localeOf(tag)?.region !== undefined);
  if (regional !== undefined) return localeOf(regional)?.baseName ?? language;
  return language;
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
