import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AllTime } from '../../../../engine/api/statistics.js';
import { StatisticsStore } from '../../../../engine/resume/statistics-store.io.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';

const SAMPLE: AllTime = { downloadedBytes: 1, uploadedBytes: 2, wastedBytes: 3, activeSeconds: 4, sessions: 5, since: 6 };
let scratch: Scratch;
beforeEach(() => {
  scratch = makeScratch('statistics');
});
afterEach(() => scratch.dispose());

describe('the file of statistics', () => {
  it('holds what was saved last', async () => {
    const store = new StatisticsStore(scratch.path('state/statistics'));
    expect(await store.load()).toEqual({ value: null, quarantined: [] });
    await store.save(SAMPLE);
    await store.save({ ...SAMPLE, sessions: 6 });
    expect(await new StatisticsStore(store.file).load()).toEqual({ value: { ...SAMPLE, sessions: 6 }, quarantined: [] });
  });

  it('falls back on the generation before when it is damaged, and keeps the damaged one', async () => {
    const store = new StatisticsStore(scratch.path('state/statistics'));
    await store.save(SAMPLE);
    await store.save({ ...SAMPLE, sessions: 6 });
    writeFileSync(store.file, 'rubbish');
    const loaded = await store.load();
    expect(loaded.value).toEqual(SAMPLE);
    expect(loaded.quarantined).toHaveLength(1);
    expect(readdirSync(scratch.path('state/quarantine'))).toHaveLength(1);
  });

  it('is nothing where it cannot be read', async () => {
    mkdirSync(scratch.path('state/statistics'), { recursive: true });
    const loaded = await new StatisticsStore(scratch.path('state/statistics')).load();
    expect(loaded.value).toBeNull();
    expect(loaded.quarantined).toHaveLength(1);
  });
});
