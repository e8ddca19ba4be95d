/**
 * Makes invisible characters visible. Names come from strangers: control characters and direction overrides can disguise
 * `exe.txt` as `txt.exe`, so they are shown as marks. For display only; nothing on the disk is ever changed.
 */
const MARKS: Readonly<Record<number, string>> = {
  0x061c: 'ALM',
  0x200b: 'ZWSP',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LS',
  0x2029: 'PS',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** The text with every control and direction character replaced by a visible mark. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (ch) => markFor(ch.charCodeAt(0)));
}

function markFor(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code); // the control pictures block
  if (code === 0x7f) return '\u2421';
  return `‹${MARKS[code] ?? code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/**
 * A name from strangers inside a sentence: visible, and in a direction of its own (FSI, PDI), so that it cannot turn the
 * words around it. Where it stands alone in the page, a `<bdi>` element does the same.
 */
export const foreign = (text: string): string => `\u2068${visibleText(text)}\u2069`;
