import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../../electron/contract/default-preferences.js';
import type { Preferences } from '../../../../../electron/contract/shell.js';
import { parsePreferences, preferencesChanges } from '../../../../../electron/main/preferences/preferences-shape.js';
import { ProfileFile } from '../../../../../electron/main/preferences/profile-file.js';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'shoal-profile-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const warnings: string[] = [];
const log = { info: () => undefined, warn: (text: string) => warnings.push(text), error: (text: string) => warnings.push(text) };
const openFile = (saveDelayMs = 5): Promise<ProfileFile<Preferences>> =>
  ProfileFile.open({ file: path.join(dir, 'preferences.json'), parse: parsePreferences, fallback: DEFAULT_PREFERENCES, log, saveDelayMs });

describe('preferences from a file', () => {
  test('a bad value falls back alone', () => {
    const { value, problems } = parsePreferences({
      theme: 'dark',
      density: 'huge',
      detailsHeight: '7',
      sort: { column: 'size', descending: true },
    });
    expect(value).toEqual({ ...DEFAULT_PREFERENCES, theme: 'dark', sort: [{ column: 'size', descending: true }] }); // one key, as it was kept once
    expect(problems).toEqual(['density is not usable', 'detailsHeight is not usable']);
  });

  test('missing and unknown fields are no problem', () => {
    expect(parsePreferences({ fromTheFuture: 1 })).toEqual({ value: DEFAULT_PREFERENCES, problems: [] });
  });

  test('whatever the file holds, the result is usable', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(preferencesChanges.safeParse(parsePreferences(json).value).success).toBe(true);
      }),
    );
  });

  test('column names cannot reach a prototype', () => {
    const { value } = parsePreferences(JSON.parse('{"columns":{"__proto__":{"hidden":true},"name":{"width":200}}}'));
    expect(value.columns).toEqual({ order: [], widths: { name: 200 }, shown: {} }); // as they were kept once
    expect(({} as { hidden?: boolean }).hidden).toBeUndefined();
  });
});

describe('a profile file', () => {
  test('keeps what was set, across a restart', async () => {
    const file = await openFile();
    file.set({ ...file.value, theme: 'dark' });
    file.set({ ...file.value, density: 'compact' });
    await file.flush();
    expect((await openFile()).value).toMatchObject({ theme: 'dark', density: 'compact' });
    expect(await readdir(dir)).toEqual(['preferences.json']);
  });

  test('saves at once when flushed, however long the delay', async () => {
    const file = await openFile(60_000);
    file.set({ ...file.value, theme: 'light' });
    await file.flush();
    expect(await readFile(path.join(dir, 'preferences.json'), 'utf8')).toContain('"theme": "light"');
  });

  test('keeps a damaged file beside the new one', async () => {
    const damaged = '{"theme":"dark","dens';
    await writeFile(path.join(dir, 'preferences.json'), damaged);
    const file = await openFile();
    expect(file.value).toEqual(DEFAULT_PREFERENCES);
    file.set({ ...file.value, theme: 'light' });
    await file.flush();
    expect(await readFile(path.join(dir, 'preferences.json.bad'), 'utf8')).toBe(damaged);
    expect((await openFile()).value.theme).toBe('light');
  });

  test('survives a place it cannot write to', async () => {
    await mkdir(path.join(dir, 'preferences.json'));
    const file = await openFile();
    warnings.length = 0;
    file.set({ ...file.value, theme: 'light' });
    await file.flush();
    expect(file.value.theme).toBe('light');
    expect(warnings.join()).toContain('could not be saved');
  });

  test('a change during a save is saved too', async () => {
    const file = await openFile(0);
    file.set({ ...file.value, detailsHeight: 300 });
    await new Promise((resolve) => setTimeout(resolve, 2));
    file.set({ ...file.value, detailsHeight: 301 });
    await file.flush();
    expect((await openFile()).value.detailsHeight).toBe(301);
  });
});
