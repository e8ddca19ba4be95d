/**
 * Languages that nobody speaks, made from the compiled English messages, so that tests see what a real one would break:
 * text that was never moved into a message, room for 40 % more, a layout that does not turn around.
 */
import type { CompiledMessage } from 'icu-minify/format';
import type { Catalogue } from './catalogue.js';
import type { PseudoLanguage } from './languages.js';

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  f: 'ƒ',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  m: 'ḿ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  q: 'ɋ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  v: 'ṽ',
  w: 'ŵ',
  x: 'ẋ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  F: 'Ƒ',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  J: 'Ĵ',
  K: 'Ķ',
  L: 'Ļ',
  M: 'Ḿ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  Q: 'Ǫ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  V: 'Ṽ',
  W: 'Ŵ',
  X: 'Ẋ',
  Y: 'Ý',
  Z: 'Ž',
};
const FILLER = ' one two three four five six seven eight nine ten eleven twelve';

/** Accents, and 40 % more characters at the end. */
function longer(text: string): string {
  const words = text.trim();
  if (words === '') return text;
  const accented = [...words].map((letter) => ACCENTED[letter] ?? letter).join('');
  const more = Math.ceil(words.length * 0.4);
  return text.replace(words, `${accented}${FILLER.repeat(Math.ceil(more / FILLER.length)).slice(0, more)}`);
}

/** The same words between marks that turn their direction: RLO, PDF. */
const turned = (text: string): string => (text.trim() === '' ? text : text.replace(/\S.*\S|\S/s, (words) => `\u202e${words}\u202c`));

/** Every literal of a compiled message changed; arguments, tags and the forms of a plural stay. */
function mapMessage(message: CompiledMessage, change: (text: string) => string): CompiledMessage {
  if (typeof message === 'string') return change(message);
  return message.map((node) => mapNode(node, change)) as CompiledMessage;
}

/** The kinds of nodes with forms: select, plural, ordinal. Those after them hold the style of a number or a date. */
const LAST_WITH_FORMS = 3;

function mapNode(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === 'string') return change(node);
  if (!Array.isArray(node)) return node;
  const [name, kind, ...rest] = node as [string, ...unknown[]];
  if (kind === undefined) return node;
  if (typeof kind !== 'number' || kind === 0) return [name, ...[kind, ...rest].map((child) => mapNode(child, change))]; // a tag
  if (kind > LAST_WITH_FORMS) return node;
  const forms = Object.entries(rest[0] as Record<string, unknown>);
  return [name, kind, Object.fromEntries(forms.map(([form, value]) => [form, mapForm(value, change)]))];
}

const mapForm = (value: unknown, change: (text: string) => string): unknown =>
  Array.isArray(value) ? mapMessage(value as CompiledMessage, change) : mapNode(value, change);

/** A pseudo-language from the English catalogue. */
export function pseudoCatalogue(english: Catalogue, language: PseudoLanguage): Catalogue {
  const change = language === 'en-XA' ? longer : turned;
  const map = (part: Catalogue): Catalogue =>
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [
        name,
        typeof value === 'string' || Array.isArray(value)
          ? (mapMessage(value as CompiledMessage, change) as unknown as string)
          : map(value),
      ]),
    );
  return map(english);
}
