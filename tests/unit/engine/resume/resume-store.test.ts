import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import { encodeRecord } from '../../../../engine/resume/resume-codec.js';
import { ResumeStore } from '../../../../engine/resume/resume-store.io.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';
import { fullRecord } from '../../../support/resume-samples.js';

const idOf = (n: number) => n.toString(16).padStart(16, '0') as TorrentId;
const recordOf = (n: number, downloadedBytes = 0) => ({ ...fullRecord, id: idOf(n), downloadedBytes });

describe('ResumeStore', () => {
  let scratch: Scratch;
  let folder: string;
  let store: ResumeStore;
  const fileOf = (n: number) => join(folder, `${idOf(n)}.resume`);

  beforeEach(() => {
    scratch = makeScratch('resume');
    folder = scratch.path('state');
    store = new ResumeStore(folder);
  });
  afterEach(() => scratch.dispose());

  it('starts empty and makes its folder', async () => {
    expect(await store.load()).toEqual({ records: [], quarantined: [] });
  });

  it('gives back what was saved', async () => {
    await store.load();
    for (let n = 0; n < 40; n++) await store.save(recordOf(n, n));
    const { quarantined, records } = await new ResumeStore(folder).load();
    expect(quarantined).toEqual([]);
    expect(records.sort((a, b) => a.id.localeCompare(b.id))).toEqual(Array.from({ length: 40 }, (_, n) => recordOf(n, n)));
  });

  it('keeps the newest of saves that come faster than the disk', async () => {
    await store.load();
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.save(recordOf(1, i))));
    expect((await store.load()).records).toEqual([recordOf(1, 49)]);
    expect(readdirSync(folder).sort()).toEqual([`${idOf(1)}.resume`, `${idOf(1)}.resume.bak`]);
  });

  it('removes a record for good, also when saves were waiting', async () => {
    await store.load();
    await store.save(recordOf(1));
    const saves = [store.save(recordOf(1, 1)), store.save(recordOf(1, 2)), store.remove(idOf(1))];
    await Promise.all(saves);
    expect((await store.load()).records).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('falls back to the generation before, which no longer counts as a clean end', async () => {
    await store.load();
    await store.save(recordOf(1, 1));
    await store.save(recordOf(1, 2));
    writeFileSync(fileOf(1), 'rubbish');
    const { quarantined, records } = await store.load();
    expect(records).toEqual([{ ...recordOf(1, 1), clean: false }]);
    expect(quarantined).toHaveLength(1);
    expect(readFileSync(quarantined[0]?.file ?? '', 'utf8')).toBe('rubbish');
    await store.save(recordOf(1, 3));
    expect((await store.load()).records).toEqual([recordOf(1, 3)]);
  });

  it('finds the record of a crash between the two renames', async () => {
    await store.load();
    await store.save(recordOf(1, 1));
    renameSync(fileOf(1), `${fileOf(1)}.bak`);
    writeFileSync(`${fileOf(1)}.tmp`, encodeRecord(recordOf(1, 2)).subarray(0, 50));
    expect((await store.load()).records).toEqual([{ ...recordOf(1, 1), clean: false }]);
    expect(existsSync(`${fileOf(1)}.tmp`)).toBe(false);
  });

  it('puts what cannot be read aside, reports it, and loads the others', async () => {
    mkdirSync(folder);
    const good = encodeRecord(recordOf(1));
    writeFileSync(fileOf(1), good);
    writeFileSync(fileOf(2), good.subarray(0, good.length - 1));
    writeFileSync(fileOf(3), '');
    writeFileSync(fileOf(4), good);
    mkdirSync(fileOf(5));
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    const { quarantined, records } = await store.load();
    expect(records).toEqual([recordOf(1)]);
    expect(quarantined.map(({ reason }) => reason).sort()).toEqual([
      expect.stringContaining('cannot be read'),
      'The file is no saved state of a torrent.',
      'The saved state belongs to another torrent.',
      'The saved state was damaged.',
    ]);
    expect(readdirSync(join(folder, 'quarantine')).length).toBe(4);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
    expect(await store.load()).toEqual({ records: [recordOf(1)], quarantined: [] });
  });

  it('never overwrites what is in quarantine already', async () => {
    mkdirSync(folder);
    for (const content of ['one', 'two', 'three']) {
      writeFileSync(fileOf(1), content);
      await store.load();
    }
    const kept = readdirSync(join(folder, 'quarantine')).map((name) => readFileSync(join(folder, 'quarantine', name), 'utf8'));
    expect(kept.sort()).toEqual(['one', 'three', 'two']);
  });

  it('rejects a save that cannot be written, and goes on afterwards', async () => {
    await store.load();
    mkdirSync(`${fileOf(1)}.tmp`);
    await expect(store.save(recordOf(1))).rejects.toThrow();
    renameSync(`${fileOf(1)}.tmp`, join(folder, 'away'));
    await store.save(recordOf(1, 5));
    expect((await store.load()).records).toEqual([recordOf(1, 5)]);
  });
});
