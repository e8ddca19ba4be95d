/**
 * What one types into the filter: words, which must all occur, and tokens such as `is:seeding`, `label:linux,films`,
 * `size>4g`, `added<7d`; a minus before a word or token turns it around, quotes hold words together. Pure.
 */

/** Tokens with names: one of several may hold. */
export const NAMED_TOKENS = ['is', 'label', 'tracker', 'path', 'file', 'hash'] as const;
export type NamedToken = (typeof NAMED_TOKENS)[number];
/** Tokens with figures. */
export const FIGURE_TOKENS = [
  'size',
  'done',
  'left',
  'ratio',
  'progress',
  'down',
  'up',
  'seeds',
  'peers',
  'added',
  'completed',
  'active',
  'eta',
] as const;
export type FigureToken = (typeof FIGURE_TOKENS)[number];

/** What `is:` can ask for. */
export const STATES = [
  'downloading',
  'seeding',
  'finished',
  'paused',
  'attention',
  'queued',
  'checking',
  'waiting',
  'moving',
  'active',
  'forced',
  'private',
  'unlabelled',
] as const;
export type StateName = (typeof STATES)[number];

export type Term = { readonly negated: boolean /** As typed. */; readonly source: string } & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'named'; readonly name: NamedToken; readonly values: readonly string[] }
  | { readonly kind: 'figure'; readonly name: FigureToken; readonly above: boolean; readonly value: number }
);

/** A word or token: a minus, then parts in quotes or without spaces. */
const PART = /-?(?:[^\s"]*"[^"]*"?)+[^\s"]*|\S+/g;
const NAMED = new RegExp(`^(${NAMED_TOKENS.join('|')}):(.+)$`, 'i');
const FIGURE = new RegExp(`^(${FIGURE_TOKENS.join('|')})(<=|>=|<|>)(\\d+(?:[.,]\\d+)?)\\s*([a-z%]*)$`, 'i');

/** Text as terms. What is no token that can be understood is a word. */
export function parseQuery(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [source] of text.matchAll(PART)) {
    const negated = source.startsWith('-') && source.length > 1;
    const body = negated ? source.slice(1) : source;
    const token = namedToken(body) ?? figureToken(body);
    if (token !== null) terms.push({ negated, source, ...token });
    else {
      const word = body.replaceAll('"', '').toLowerCase();
      if (word !== '') terms.push({ kind: 'word', negated, source, text: word });
    }
  }
  return terms;
}

function namedToken(body: string) {
  const [, name = '', list = ''] = NAMED.exec(body) ?? [];
  const values = list
    .split(',')
    .map((value) => value.replaceAll('"', '').trim().toLowerCase())
    .filter(Boolean);
  if (values.length === 0) return null;
  return { kind: 'named' as const, name: name.toLowerCase() as NamedToken, values };
}

function figureToken(body: string) {
  const [, name = '', sign = '', digits = '', unit = ''] = FIGURE.exec(body) ?? [];
  const value = Number(digits.replace(',', '.')) * scaleOf(name.toLowerCase() as FigureToken, unit.toLowerCase());
  if (name === '' || Number.isNaN(value)) return null;
  return { kind: 'figure' as const, name: name.toLowerCase() as FigureToken, above: sign.startsWith('>'), value };
}

const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
};
const SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  '': 86_400,
  w: 604_800,
  mo: 2_592_000,
  y: 31_536_000,
};

/** By what a figure is multiplied; NaN where the unit does not fit. Ages are in seconds, sizes in bytes, shares 0..1. */
function scaleOf(name: FigureToken, unit: string): number {
  switch (name) {
    case 'ratio':
    case 'seeds':
    case 'peers':
      return unit === '' ? 1 : Number.NaN;
    case 'progress':
      return unit === '' || unit === '%' ? 0.01 : Number.NaN;
    case 'added':
    case 'completed':
    case 'active':
      return SECONDS[unit] ?? Number.NaN;
    case 'eta':
      return SECONDS[unit === '' ? 'min' : unit] ?? Number.NaN;
    default:
      return BYTES[unit.replace(/b$/, '')] ?? Number.NaN;
  }
}

/** The text without one of its terms. */
export function withoutTerm(text: string, source: string): string {
  const parts = [...text.matchAll(PART)].map(([part]) => part);
  const at = parts.indexOf(source);
  return parts.filter((_, i) => i !== at).join(' ');
}

/** A value as it must be typed. */
export const quoted = (value: string): string => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);
