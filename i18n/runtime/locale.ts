/** The locale of numbers and dates, and formatters that are made once for it. */

let locale = 'en-GB';
let generation = 0;

/** BCP 47 tag with the person's region where it is known. */
export const localeNow = (): string => locale;

export function setLocale(next: string): void {
  locale = next;
  generation++;
}

/** Something made from the locale when it is first needed, and again after the locale has changed. */
export function perLocale<T>(make: (locale: string) => T): () => T {
  let made: T;
  let of = -1;
  return () => {
    if (of !== generation) {
      made = make(locale);
      of = generation;
    }
    return made;
  };
}

const memo = <Options, Made>(make: (locale: string, options: Options) => Made): ((options: Options) => Made) => {
  const known = perLocale(() => new Map<string, Made>());
  return (options) => {
    const key = options === undefined ? '' : JSON.stringify(options);
    const found = known().get(key) ?? make(locale, options);
    known().set(key, found);
    return found;
  };
};

const numbers = memo((tag, options: Intl.NumberFormatOptions | undefined) => new Intl.NumberFormat(tag, options));
const dates = memo((tag, options: Intl.DateTimeFormatOptions | undefined) => new Intl.DateTimeFormat(tag, options));
const plurals = memo((tag, options: Intl.PluralRulesOptions | undefined) => new Intl.PluralRules(tag, options));

const FORMATTERS = {
  formatters: {
    getNumberFormat: (_tag?: Intl.LocalesArgument, options?: Intl.NumberFormatOptions) => numbers(options),
    getDateTimeFormat: (_tag?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) => dates(options),
    getPluralRules: (_tag?: Intl.LocalesArgument, options?: Intl.PluralRulesOptions) => plurals(options),
  },
};

/** What messages format their numbers and plurals with. */
export const wordFormatters = (): typeof FORMATTERS => FORMATTERS;
