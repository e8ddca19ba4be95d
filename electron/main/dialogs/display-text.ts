/** Names come from strangers. In a native dialog they stay on one line and cannot turn the text around. */
import { foreign } from '../../../i18n/format/visible-text.js';

/** The text with control and direction characters as marks, in a direction of its own, cut in the middle at `maxChars`. */
export function displayText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return foreign(text);
  const tail = Math.floor(maxChars / 3);
  return foreign(`${text.slice(0, maxChars - tail - 1)}…${text.slice(text.length - tail)}`);
}
