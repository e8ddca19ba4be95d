/**
 * Text that strangers wrote (client names, tracker messages), made safe for a line of a log or a list.
 * Control characters and the ones that turn the writing direction around are what can do harm there.
 */

const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Without harmful characters, spaces trimmed, at most `maxLength` UTF-16 units. */
export function cleanText(text: string, maxLength: number): string {
  return cut(
    text
      .slice(0, maxLength * 4)
      .replace(HARMFUL, '')
      .trim(),
    maxLength,
  );
}

/** Harmful characters written out (`\u000a`), at most `maxLength` UTF-16 units: one line, nothing hidden. */
export function escapeText(text: string, maxLength = 500): string {
  const escaped = text.slice(0, maxLength).replace(HARMFUL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return cut(escaped, maxLength);
}

/** Cuts without leaving half a surrogate pair. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength);
}
