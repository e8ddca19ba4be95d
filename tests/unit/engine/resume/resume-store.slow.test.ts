import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import type { ResumeRecord, SavedMetainfo } from '../../../../engine/resume/record.js';
import { encodeRecord } from '../../../../engine/resume/resume-codec.js';
import { type QuarantinedFile, ResumeStore } from '../../../../engine/resume/resume-store.io.js';
import { makeScratch, type Scratch, seededBytes } from '../../../support/payload.js';
import { fullRecord, restingRecord } from '../../../support/resume-samples.js';
import { pause } from '../../../support/waiting.js';

/** Its metadata. */
function metainfoOf({ metainfo }: ResumeRecord): SavedMetainfo {
  if (metainfo === null) throw new Error('it has none');
  return metainfo;
}
const idOf = (n: number) => n.toString(16).padStart(16, '0') as TorrentId;
const recordOf = (n: number, downloadedBytes = 0) => ({ ...fullRecord, id: idOf(n), mustCheck: false, downloadedBytes, generation: 0 });
/** As it comes back: the store counts generations itself. */
const back = (record: ResumeRecord) => ({ ...record, generation: expect.any(Number) });
const older = (record: ResumeRecord) => ({ ...back(record), clean: false });

async function loadAll(store: ResumeStore) {
  const quarantined: QuarantinedFile[] = [];
  const records: ResumeRecord[] = [];
  await store.load((record) => void records.push(record), quarantined);
  return { records, quarantined };
}

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
    expect(await loadAll(store)).toEqual({ records: [], quarantined: [] });
  });

  it('gives back what was saved', async () => {
    await loadAll(store);
    for (let n = 0; n < 40; n++) await store.save(recordOf(n, n));
    const { quarantined, records } = await loadAll(new ResumeStore(folder));
    expect(quarantined).toEqual([]);
    expect(records.sort((a, b) => a.id.localeCompare(b.id))).toEqual(Array.from({ length: 40 }, (_, n) => back(recordOf(n, n))));
  });

  it('waits for who takes the records', async () => {
    await loadAll(store);
    for (let n = 0; n < 3; n++) await store.save(recordOf(n));
    const steps: string[] = [];
    await store.load(async ({ id }) => {
      steps.push(`${Number(id)} comes`);
      await pause(5);
      steps.push(`${Number(id)} is taken`);
    }, []);
    expect(steps).toEqual(['0 comes', '0 is taken', '1 comes', '1 is taken', '2 comes', '2 is taken']);
  });

  it('leaves out the description of a torrent at rest, and has it when it is asked for', async () => {
    await loadAll(store);
    const whole = { ...restingRecord, id: idOf(1) };
    await store.save(whole);
    const { records } = await loadAll(new ResumeStore(folder));
    expect(records).toEqual([{ ...back(whole), metainfo: { ...whole.metainfo, infoBytes: new Uint8Array(0) } }]);
    expect(await store.loadOne(idOf(1))).toEqual(back(whole));
  });

  it('gives the generation before it with its description, as that is no clean end', async () => {
    await loadAll(store);
    const whole = { ...restingRecord, id: idOf(1) };
    await store.save(whole);
    await store.save(whole);
    writeFileSync(fileOf(1), 'rubbish');
    expect((await loadAll(new ResumeStore(folder))).records).toEqual([{ ...older(whole), mustCheck: true }]);
  });

  it('gives one record again, or the generation before it, and moves nothing away', async () => {
    await loadAll(store);
    await store.save(recordOf(1, 1));
    await store.save(recordOf(1, 2));
    expect(await store.loadOne(idOf(1))).toEqual(back(recordOf(1, 2)));
    writeFileSync(fileOf(1), 'rubbish');
    expect(await store.loadOne(idOf(1))).toEqual(older(recordOf(1, 1)));
    rmSync(fileOf(1));
    expect(await store.loadOne(idOf(1))).toEqual(older(recordOf(1, 1)));
    writeFileSync(`${fileOf(1)}.bak`, 'rubbish');
    await expect(store.loadOne(idOf(1))).rejects.toThrow('The file is no saved state of a torrent.');
    rmSync(`${fileOf(1)}.bak`);
    await expect(store.loadOne(idOf(1))).rejects.toThrow('The file is not there.');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps the newest of saves that come faster than the disk', async () => {
    await loadAll(store);
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.save(recordOf(1, i))));
    expect((await loadAll(store)).records).toEqual([back(recordOf(1, 49))]);
    expect(readdirSync(folder).sort()).toEqual([`${idOf(1)}.resume`, `${idOf(1)}.resume.bak`]);
  });

  it('removes a record for good, also when saves were waiting', async () => {
    await loadAll(store);
    await store.save(recordOf(1));
    const saves = [store.save(recordOf(1, 1)), store.save(recordOf(1, 2)), store.remove(idOf(1))];
    await Promise.all(saves);
    expect((await loadAll(store)).records).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('falls back to the generation before, which no longer counts as a clean end', async () => {
    await loadAll(store);
    await store.save(recordOf(1, 1));
    await store.save(recordOf(1, 2));
    writeFileSync(fileOf(1), 'rubbish');
    const { quarantined, records } = await loadAll(store);
    expect(records).toEqual([{ ...older(recordOf(1, 1)), mustCheck: true }]);
    expect(quarantined).toHaveLength(1);
    expect(readFileSync(quarantined[0]?.file ?? '', 'utf8')).toBe('rubbish');
    await store.save(recordOf(1, 3));
    expect((await loadAll(store)).records).toEqual([back(recordOf(1, 3))]);
  });

  it('takes the record of a crash between the two renames: the one that was about to come into place', async () => {
    await loadAll(store);
    await store.save(recordOf(1, 1));
    renameSync(fileOf(1), `${fileOf(1)}.bak`);
    writeFileSync(`${fileOf(1)}.tmp`, encodeRecord({ ...recordOf(1, 2), generation: 2 }));
    expect((await loadAll(store)).records).toEqual([older(recordOf(1, 2))]);
    expect(readdirSync(folder).sort()).toEqual([`${idOf(1)}.resume`, `${idOf(1)}.resume.bak`]);
    expect((await loadAll(new ResumeStore(folder))).records).toEqual([back(recordOf(1, 2))]);
  });

  it('takes the later of two generations that changed places, unless the other was left in order', async () => {
    await loadAll(store);
    for (const downloaded of [1, 2]) await store.save({ ...recordOf(1, downloaded), clean: false });
    for (const [from, to] of [
      ['.resume', '.x'],
      ['.resume.bak', '.resume'],
      ['.x', '.resume.bak'],
    ] as const) {
      renameSync(join(folder, idOf(1) + from), join(folder, idOf(1) + to));
    }
    expect((await loadAll(new ResumeStore(folder))).records).toEqual([older(recordOf(1, 2))]);
  });

  it('leaves a record where it is that was being written when the program ended', async () => {
    await loadAll(store);
    await store.save(recordOf(1, 1));
    renameSync(fileOf(1), `${fileOf(1)}.bak`);
    writeFileSync(`${fileOf(1)}.tmp`, encodeRecord(recordOf(1, 2)).subarray(0, 50));
    expect((await loadAll(store)).records).toEqual([older(recordOf(1, 1))]);
    expect(existsSync(`${fileOf(1)}.tmp`)).toBe(false);
  });

  it('puts what cannot be read aside, reports it, and loads the others', async () => {
    mkdirSync(folder);
    const good = encodeRecord(recordOf(1));
    writeFileSync(fileOf(1), good);
    writeFileSync(fileOf(2), encodeRecord(recordOf(2)).subarray(0, -1));
    writeFileSync(fileOf(3), '');
    writeFileSync(fileOf(4), good);
    mkdirSync(fileOf(5));
    writeFileSync(join(folder, 'notes.txt'), 'not ours');
    const { quarantined, records } = await loadAll(store);
    expect(records.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    expect(records[0]).toEqual(back(recordOf(1)));
    expect(quarantined.map(({ reason }) => reason).sort()).toEqual([
      expect.stringContaining('cannot be read'),
      'The file is no saved state of a torrent.',
      'The saved state belongs to another torrent.',
      'The saved state was damaged.',
    ]);
    expect(readdirSync(join(folder, 'quarantine')).length).toBe(4);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
    expect(await loadAll(store)).toMatchObject({ records: [back(recordOf(1))], quarantined: [] });
  });

  it('never overwrites what is in quarantine already', async () => {
    mkdirSync(folder);
    for (const content of ['one', 'two', 'three']) {
      writeFileSync(fileOf(1), content);
      await loadAll(store);
    }
    const kept = readdirSync(join(folder, 'quarantine')).map((name) => readFileSync(join(folder, 'quarantine', name), 'utf8'));
    expect(kept.sort()).toEqual(['one', 'three', 'two']);
  });

  it('rejects a save that cannot be written, and goes on afterwards', async () => {
    await loadAll(store);
    mkdirSync(`${fileOf(1)}.tmp`);
    await expect(store.save(recordOf(1))).rejects.toThrow();
    renameSync(`${fileOf(1)}.tmp`, join(folder, 'away'));
    await store.save(recordOf(1, 5));
    expect((await loadAll(store)).records).toEqual([back(recordOf(1, 5))]);
  });

  describe('with a big info dictionary', () => {
    const infoBytes = new Uint8Array(seededBytes('info', 300_000));
    const bigOf = (n: number, downloadedBytes = 0) => ({
      ...recordOf(n, downloadedBytes),
      infoHashV1: createHash('sha1').update(infoBytes).digest('hex'),
      metainfo: { infoBytes, pieceLayers: null, summary: null, webSeeds: [], comment: null, createdBy: null, creationDate: null },
    });
    const infoOf = (n: number) => join(folder, `${idOf(n)}.info`);

    it('writes it once, beside a record that stays small', async () => {
      await loadAll(store);
      await store.save(bigOf(1, 1));
      const { ino, mtimeMs } = statSync(infoOf(1));
      await store.save(bigOf(1, 2));
      expect(statSync(infoOf(1))).toMatchObject({ ino, mtimeMs });
      expect(statSync(fileOf(1)).size).toBeLessThan(100_000);
      const again = new ResumeStore(folder);
      const { quarantined, records } = await loadAll(again);
      expect([records.length, quarantined.length]).toEqual([1, 0]);
      const [record] = records;
      expect(Buffer.compare(record?.metainfo?.infoBytes ?? Buffer.alloc(0), infoBytes)).toBe(0);
      expect(record).toEqual(back(bigOf(1, 2)));
      if (record !== undefined) await again.save(record);
      expect(statSync(infoOf(1))).toMatchObject({ ino, mtimeMs });
    });

    it.each([
      ['damaged', () => writeFileSync(infoOf(1), infoBytes.slice().fill(1, 7, 8))],
      ['cut off', () => writeFileSync(infoOf(1), infoBytes.subarray(1))],
      ['gone', () => rmSync(infoOf(1))],
    ])('comes back by its hash alone when the dictionary is %s, and whole where a copy is kept elsewhere', async (_how, harm) => {
      await loadAll(store);
      await store.save(bigOf(1));
      await store.save(recordOf(2));
      harm();
      const bytes = readFileSync(fileOf(1));
      const { quarantined, records } = await loadAll(new ResumeStore(folder));
      expect(records.map(({ id, infoHashV1, metainfo, mustCheck }) => [id, infoHashV1, metainfo === null, mustCheck])).toEqual([
        [idOf(1), bigOf(1).infoHashV1, true, true],
        [idOf(2), recordOf(2).infoHashV1, false, false],
      ]);
      expect(quarantined.map(({ reason }) => reason)).toEqual([expect.stringContaining('its description')]);
      writeFileSync(fileOf(1), bytes);
      const again = new ResumeStore(folder, async (name) => (name === `${idOf(1)}.info` ? infoBytes : null));
      expect((await loadAll(again)).records[0]).toMatchObject({ metainfo: { infoBytes }, mustCheck: true });
    });

    it('leaves it unread where its torrent is at rest, and removes it all the same', async () => {
      await loadAll(store);
      await store.save({ ...restingRecord, id: idOf(1), metainfo: { ...metainfoOf(restingRecord), infoBytes } });
      writeFileSync(infoOf(1), 'damaged');
      const again = new ResumeStore(folder);
      const { quarantined, records } = await loadAll(again);
      expect([records.map(({ id }) => id), quarantined]).toEqual([[idOf(1)], []]);
      await expect(again.loadOne(idOf(1))).rejects.toThrow('its description was damaged');
      await again.remove(idOf(1));
      expect(readdirSync(folder)).toEqual([]);
    });

    it('removes it with the record, also after a restart, and writes it anew when the torrent comes back', async () => {
      await loadAll(store);
      await store.save(bigOf(1));
      const again = new ResumeStore(folder);
      await loadAll(again);
      await again.remove(idOf(1));
      expect(readdirSync(folder)).toEqual([]);
      await again.save(bigOf(1));
      expect((await loadAll(new ResumeStore(folder))).records).toEqual([back(bigOf(1))]);
    });
  });
});
