/** Asks the engine which torrents have a file with the words of the filter: it alone knows the names of all files. */
import { invoke } from '../bridge/client.js';
import { parseQuery } from './filter-query.js';
import { filters } from './filters.js';

const TYPING_MS = 200;
/** One letter is in every name. */
const LEAST_CHARS = 2;

/** What to look for: the values of `file:` tokens, or else all words. */
export function fileWords(text: string): string {
  const terms = parseQuery(text);
  const asked = terms.flatMap((term) => (term.kind === 'named' && term.name === 'file' ? term.values : []));
  const words = terms.flatMap((term) => (term.kind === 'word' && !term.negated ? [term.text] : []));
  return (asked.length > 0 ? asked : words).join(' ');
}

/** Looks whenever the text has rested; returns what stops it. */
export function followFileSearch(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (text: string): Promise<void> => {
    const answer = await invoke('torrents.search', { text: fileWords(text) });
    if (!answer.ok || answer.value.ids === null || filters.getState().text !== text) return;
    filters.setState({ withFile: new Set(answer.value.ids) });
  };
  const stop = filters.subscribe(({ text }, before) => {
    if (text === before.text) return;
    clearTimeout(timer);
    if (fileWords(text).length >= LEAST_CHARS) timer = setTimeout(() => void look(text), TYPING_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
