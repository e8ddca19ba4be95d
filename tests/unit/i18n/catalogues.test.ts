/** What the compiler cannot see of a translation: its arguments, its plural forms, its punctuation. And that no message is idle. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type RealLanguage } from '../../../i18n/runtime/languages.js';

const root = path.resolve(import.meta.dirname, '../../..');
const folderOf = (language: RealLanguage): string => path.join(root, 'i18n/catalogues', language.toLowerCase());

/** The messages of a language as written, by key: read from the sources, for what is imported is compiled. */
function messagesOf(language: RealLanguage): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(folderOf(language))) {
    const source = readFileSync(path.join(folderOf(language), file), 'utf8');
    const path_: string[] = [];
    for (const [, open, name, text, double, close] of source.matchAll(ENTRY)) {
      if (open !== undefined) path_.splice(0, path_.length, open);
      else if (name !== undefined && text === undefined && double === undefined) path_.push(name);
      else if (name !== undefined) found.set([...path_, name].join('.'), unescape_(text ?? double ?? ''));
      else if (close !== undefined) path_.pop();
    }
  }
  return found;
}
const ENTRY = /export const (\w+)[^{\n]*= \{|(\w+):\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\{)|(\})/g;
const unescape_ = (text: string): string => JSON.parse(`"${text.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;

interface Shape {
  /** `name:kind`, and `<tag>`, sorted. */
  readonly needs: readonly string[];
  readonly plurals: readonly { readonly ordinal: boolean; readonly forms: readonly string[] }[];
  readonly selects: readonly (readonly string[])[];
}

function shapeOf(message: string): Shape {
  const needs = new Set<string>();
  const plurals: { ordinal: boolean; forms: string[] }[] = [];
  const selects: string[][] = [];
  const walk = (nodes: readonly MessageFormatElement[]): void => {
    for (const node of nodes) {
      if (node.type === TYPE.argument) needs.add(`${node.value}:any`);
      if (node.type === TYPE.number) needs.add(`${node.value}:number`);
      if (node.type === TYPE.tag) {
        needs.add(`<${node.value}>`);
        walk(node.children);
      }
      if (node.type !== TYPE.plural && node.type !== TYPE.select) continue;
      needs.add(`${node.value}:${node.type === TYPE.plural ? 'number' : 'any'}`);
      if (node.type === TYPE.plural) plurals.push({ ordinal: node.pluralType === 'ordinal', forms: Object.keys(node.options) });
      else selects.push(Object.keys(node.options).sort());
      for (const option of Object.values(node.options)) walk(option.value);
    }
  };
  walk(parse(message));
  return { needs: [...needs].sort(), plurals, selects };
}

const english = messagesOf('en');

describe.each(LANGUAGES)('the words of %s', (language) => {
  const messages = messagesOf(language);

  it('are all read by this test', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
    expect(messages.size).toBeGreaterThan(300);
  });

  it('need what the English ones need', () => {
    for (const [key, message] of messages) {
      const own = shapeOf(message);
      const source = shapeOf(english.get(key) ?? '');
      expect(own.needs, key).toEqual(source.needs);
      expect(own.selects, key).toEqual(source.selects);
    }
  });

  it('never give a tag the name of an argument', () => {
    for (const [key, message] of messages) {
      const names = shapeOf(message).needs.map((need) => need.replace(/^<|>$|:\w+$/g, ''));
      expect(new Set(names).size, key).toBe(names.length);
    }
  });

  it('have every plural form of the language, unless the number is no part of the grammar', () => {
    for (const [key, message] of messages) {
      for (const { ordinal, forms } of shapeOf(message).plurals) {
        const named = forms.filter((form) => !form.startsWith('='));
        if (named.length === 1) continue;
        const rules = new Intl.PluralRules(language, { type: ordinal ? 'ordinal' : 'cardinal' });
        const needed = rules
          .resolvedOptions()
          .pluralCategories.filter((form) => !SAID_BY_OTHER.has(`${language} ${form}`) && form !== 'zero');
        expect([...named].sort(), key).toEqual(expect.arrayContaining([...needed].sort()));
      }
    }
  });

  it('are typeset: no straight quotes, no three dots, no exclamation marks, no stray spaces', () => {
    for (const [key, message] of messages) {
      expect(message, key).not.toMatch(/['"]|\.\.\.|!|^\s|\s$| {2}/);
    }
  });
});

/** Millions in the Romance languages: `un millón de archivos`, which digits do not need. */
const SAID_BY_OTHER = new Set(['es many', 'fr many', 'pt-BR many']);

describe('every message', () => {
  it('is used', () => {
    const sources = ['renderer', 'electron', 'i18n/format', 'i18n/runtime']
      .flatMap((folder) => textsBelow(path.join(root, folder)))
      .join('\n');
    const patterns = [...sources.matchAll(/`([a-zA-Z]+(?:\.[\w${}.[\]?' ]+)+)`/g)].map(
      ([, text = '']) => new RegExp(`^${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w]+')}$`),
    );
    const idle = [...english.keys()].filter((key) => !sources.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)));
    expect(idle).toEqual([]);
  });
});

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}
