import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../../engine/resume/settings-store.io.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';

const parse = (json: unknown): { n: number } => {
  if (typeof json === 'object' && json !== null && 'n' in json && typeof json.n === 'number') return { n: json.n };
  throw new Error('n is missing');
};

describe('SettingsStore', () => {
  let scratch: Scratch;
  let store: SettingsStore;
  beforeEach(() => {
    scratch = makeScratch('settings');
    store = new SettingsStore(scratch.path('deep', 'settings.json'));
  });
  afterEach(() => scratch.dispose());

  it('has nothing at first and then what was saved', async () => {
    expect(await store.load(parse)).toEqual({ value: null, quarantined: [] });
    await store.save({ n: 1 });
    expect(await store.load(parse)).toEqual({ value: { n: 1 }, quarantined: [] });
  });

  it('uses the generation before where the file is damaged or does not fit, and keeps the damaged one', async () => {
    for (const damage of ['{"n": 2', '{"m": 2}', '']) {
      await store.save({ n: 1 });
      await store.save({ n: 2 });
      writeFileSync(store.file, damage);
      const { quarantined, value } = await store.load(parse);
      expect(value).toEqual({ n: 1 });
      expect(quarantined).toHaveLength(1);
      expect(readFileSync(quarantined[0]?.file ?? '', 'utf8')).toBe(damage);
    }
  });

  it('keeps the newest of many saves at once', async () => {
    await Promise.all([1, 2, 3, 4].map((n) => store.save({ n })));
    expect((await store.load(parse)).value).toEqual({ n: 4 });
  });
});
