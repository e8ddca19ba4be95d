/**
 * The language of the app: found from the person's choice and the system's languages, its words read from the one file
 * that holds them. Pages are told which it is and load the same words themselves.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Catalogue } from '../../i18n/runtime/catalogue.js';
import { chooseLanguage, chooseLocale, type Language, type LanguageSetting } from '../../i18n/runtime/languages.js';
import { pseudoCatalogue } from '../../i18n/runtime/pseudo.js';
import { takeWords } from '../../i18n/runtime/words.js';
import type { LanguageInUse } from '../contract/shell.js';
import type { Log } from './log.js';

export interface SpokenLanguageHost {
  /** Folder of the compiled catalogues, `de.json` and so on. */
  readonly folder: string;
  /** The system's languages as BCP 47 tags, the best first. */
  preferred(): readonly string[];
  readonly log: Log;
  /** The words are others now. */
  onChange(inUse: LanguageInUse): void;
}

export class SpokenLanguage {
  private current: LanguageInUse = { language: 'en', locale: 'en' };
  private setting: LanguageSetting | null = null;

  constructor(private readonly host: SpokenLanguageHost) {}

  get inUse(): LanguageInUse {
    return this.current;
  }

  /** Speaks what the setting says from now on. Never rejects: words that cannot be read leave the old ones in place. */
  async speak(setting: LanguageSetting): Promise<void> {
    if (setting === this.setting) return;
    this.setting = setting;
    const preferred = this.host.preferred();
    const language = chooseLanguage(setting, preferred);
    const catalogue = await this.read(language);
    if (catalogue === null || setting !== this.setting) return;
    const locale = chooseLocale(language, preferred);
    takeWords(language, catalogue, locale);
    this.current = { language, locale };
    this.host.onChange(this.current);
  }

  private async read(language: Language): Promise<Catalogue | null> {
    const pseudo = language === 'en-XA' || language === 'ar-XB';
    const file = path.join(this.host.folder, `${pseudo ? 'en' : language.toLowerCase()}.json`);
    try {
      const catalogue = JSON.parse(await readFile(file, 'utf8')) as Catalogue; // our own file, made by the build
      return pseudo ? pseudoCatalogue(catalogue, language) : catalogue;
    } catch (error) {
      this.host.log.error(`the words of ${language} could not be read`, error);
      return null;
    }
  }
}
