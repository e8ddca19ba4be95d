import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SpokenLanguage } from '../../../../electron/main/spoken-language.js';
import { t } from '../../../../i18n/runtime/words.js';

let folder = '';
let errors: string[] = [];
let told: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shoal-words-'));
  errors = [];
  told = [];
  await writeFile(path.join(folder, 'en.json'), JSON.stringify({ common: { add: 'Add' } }));
  await writeFile(path.join(folder, 'pt-br.json'), JSON.stringify({ common: { add: 'Adicionar' } }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const speaker = (preferred: readonly string[]): SpokenLanguage =>
  new SpokenLanguage({
    folder,
    preferred: () => preferred,
    log: { info: () => undefined, warn: () => undefined, error: (text) => void errors.push(text) },
    onChange: ({ language, locale }) => void told.push(`${language} ${locale}`),
  });

describe('the language of the app', () => {
  test('is that of the system, with its region, until a person chooses one', async () => {
    const language = speaker(['pt-PT', 'en-US']);
    await language.speak('system');
    expect(t('common.add')).toBe('Adicionar');
    await language.speak('en');
    expect(t('common.add')).toBe('Add');
    expect(told).toEqual(['pt-BR pt-PT', 'en en-US']);
    expect(language.inUse).toEqual({ language: 'en', locale: 'en-US' });
  });

  test('is not told anew when nothing changes', async () => {
    const language = speaker(['en']);
    await language.speak('system');
    await language.speak('system');
    expect(told).toHaveLength(1);
  });

  test('stays as it was when the new words cannot be read', async () => {
    const language = speaker(['en-GB']);
    await language.speak('system');
    await language.speak('ja');
    expect(t('common.add')).toBe('Add');
    expect(language.inUse.language).toBe('en');
    expect(errors).toEqual(['the words of ja could not be read']);
  });

  test('of two choices in quick succession is the last', async () => {
    const language = speaker(['en']);
    await Promise.all([language.speak('pt-BR'), language.speak('en-XA')]);
    expect(t('common.add')).toBe('Åðð o');
    expect(told).toEqual(['en-XA en-GB']);
  });
});
