/**
 * The words in use: one language a process, changed as a whole. `t` gives a message as text, `rich` one with parts that
 * are more than text. Neither throws, whatever a catalogue holds.
 */
import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format';
import type { Catalogue, MessageArgs, MessageKey, MessageTags } from './catalogue.js';
import { type Direction, directionOf, type Language } from './languages.js';
import { localeNow, setLocale, wordFormatters } from './locale.js';

let messages: ReadonlyMap<string, CompiledMessage> = new Map();
let current: Language = 'en';

/** The language of the words. */
export const languageNow = (): Language => current;
export const directionNow = (): Direction => directionOf(current);

/** Takes a language into use. `locale` is that of numbers and dates. */
export function takeWords(language: Language, catalogue: Catalogue, locale: string): void {
  const flat = new Map<string, CompiledMessage>();
  flatten(catalogue, '', flat);
  messages = flat;
  current = language;
  setLocale(locale);
}

function flatten(part: Catalogue, before: string, into: Map<string, CompiledMessage>): void {
  for (const [name, value] of Object.entries(part)) {
    // a compiled message is a text or an array, which the types, made for the sources, do not know
    if (typeof value === 'string' || Array.isArray(value)) into.set(before + name, value as CompiledMessage);
    else flatten(value, `${before}${name}.`, into);
  }
}

type Needs<Key extends MessageKey> = keyof MessageArgs<Key> extends never ? [] : [args: MessageArgs<Key>];

/** The message of a key in the language on show, its arguments filled in. */
export function t<Key extends MessageKey>(key: Key, ...args: Needs<Key>): string {
  const message = messages.get(key);
  if (typeof message === 'string') return message;
  const made = fill<never>(key, message, args[0] as FormatValues<never> | undefined);
  return typeof made === 'string' ? made : made.join('');
}

/** As `t`, with a maker for each tag of the message. The parts come back in order. */
export function rich<Key extends MessageKey, Node>(
  key: Key,
  tags: MessageTags<Key, Node>,
  ...args: Needs<Key>
): readonly (string | Node)[] {
  const values = { ...(args[0] as object | undefined), ...tags } as FormatValues<Node>;
  const made = fill<Node>(key, messages.get(key), values);
  return Array.isArray(made) ? made : [made as string | Node];
}

function fill<Node>(
  key: string,
  message: CompiledMessage | undefined,
  values: FormatValues<Node> | undefined,
): string | Node | (string | Node)[] {
  if (message === undefined) return key;
  try {
    return format<Node>(message, localeNow(), values, wordFormatters());
  } catch {
    return key;
  }
}
