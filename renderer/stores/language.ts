/** The language on show. `revision` changes with every word: what draws words and is drawn only when its properties change, watches it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LanguageInUse } from '../../electron/contract/index.js';
import { setUnits, type Units } from '../../i18n/format/size.js';
import { loadWords } from '../i18n/load-words.js';

export interface LanguageState {
  readonly inUse: LanguageInUse;
  readonly units: Units;
  /** Counts changes of the language or the units. */
  readonly revision: number;
}

export const language = createStore<LanguageState>(() => ({ inUse: { language: 'en', locale: 'en' }, units: 'decimal', revision: 0 }));

let wanted: LanguageInUse | null = null;

/** Speaks another language; everything on show is drawn again once its words are here. */
export async function speak(inUse: LanguageInUse): Promise<void> {
  wanted = inUse;
  await loadWords(inUse.language, inUse.locale);
  if (wanted === inUse) language.setState((state) => ({ inUse, revision: state.revision + 1 }));
}

/** Shows sizes in other units. */
export function showUnits(units: Units): void {
  if (units === language.getState().units) return;
  setUnits(units);
  language.setState((state) => ({ units, revision: state.revision + 1 }));
}

/** For components and values that are kept between draws: a number that changes with the words. */
export const useWordsRevision = (): number => useStore(language, (state) => state.revision);
