import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import { dumpState } from '../../../../engine/profile/dump.io.js';
import { SavedState, withSavedState } from '../../../../engine/profile/saved-state.io.js';
import type { ResumeRecord } from '../../../../engine/resume/record.js';
import { decodeRecord, encodeRecord } from '../../../../engine/resume/resume-codec.js';
import { makeScratch, type Scratch } from '../../../support/payload.js';
import { fullRecord, plainRecord } from '../../../support/resume-samples.js';

const DAY_MS = 24 * 3600 * 1000;
const idOf = (n: number) => n.toString(16).padStart(16, '0') as TorrentId;

describe('a saved state', () => {
  let scratch: Scratch;
  let folder: string;
  let now: number;
  let state: SavedState;

  beforeEach(() => {
    scratch = makeScratch('state');
    folder = scratch.folder('state');
    mkdirSync(join(folder, 'torrents'));
    now = Date.UTC(2026, 0, 1);
    state = new SavedState(folder, 'Shoal 1', () => now);
    writeFileSync(join(folder, 'settings.json'), '{"a":1}');
    for (const n of [1, 2, 3]) put(n, { name: `torrent ${n}` });
  });
  afterEach(() => scratch.dispose());

  const fileOf = (n: number) => join(folder, 'torrents', `${idOf(n)}.resume`);
  /** As the engine does it: a new file takes the place of the old one. */
  function put(n: number, more: Partial<ResumeRecord> = {}): void {
    writeFileSync(`${fileOf(n)}.tmp`, encodeRecord({ ...fullRecord, mustCheck: false, id: idOf(n), ...more }));
    renameSync(`${fileOf(n)}.tmp`, fileOf(n));
  }
  function records(at = folder): ResumeRecord[] {
    return readdirSync(join(at, 'torrents'))
      .filter((name) => name.endsWith('.resume'))
      .map((name) => {
        const record = decodeRecord(readFileSync(join(at, 'torrents', name)));
        if (!record.ok) throw new Error(record.error.message);
        return record.value;
      });
  }
  const names = () => records().map(({ name }) => name);

  it('is backed up whole, and what has not changed takes no room again', async () => {
    const first = await state.backUp();
    put(2, { name: 'changed', downloadedBytes: 1 });
    now += 1000;
    const second = await state.backUp();
    expect((await state.backups()).map(({ name, reason, torrents, version }) => [name, reason, torrents, version])).toEqual([
      [second, 'asked', 3, 'Shoal 1'],
      [first, 'asked', 3, 'Shoal 1'],
    ]);
    const inode = (backup: string, n: number) => statSync(join(folder, 'backups', backup, 'torrents', `${idOf(n)}.resume`)).ino;
    expect(inode(first, 1)).toBe(inode(second, 1));
    expect(inode(first, 2)).not.toBe(inode(second, 2));
    expect(inode(first, 1), 'damage to the file itself must not reach the copy').not.toBe(statSync(fileOf(1)).ino);
    expect(records(join(folder, 'backups', first)).map(({ name }) => name)).toEqual(['torrent 1', 'torrent 2', 'torrent 3']);
  });

  it('is backed up once a day, for a week', async () => {
    for (let day = 0; day < 10; day++) {
      await state.copies.makeIfDue();
      await state.copies.makeIfDue();
      now += DAY_MS;
    }
    const backups = await state.backups();
    expect(backups.map(({ reason }) => reason)).toEqual(new Array(7).fill('daily'));
    expect(backups[0]?.createdAt).toBe(now - DAY_MS);
    now -= 30 * DAY_MS; // the clock was set back: what seems to come from the future does not count
    await state.copies.makeIfDue();
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(7);
  });

  it('is backed up before a new version touches it', async () => {
    await state.copies.makeIfNewVersion();
    expect(await state.backups(), 'nobody has touched it yet').toEqual([]);
    await state.copies.makeIfDue();
    const next = new SavedState(folder, 'Shoal 2', () => now + 1);
    await next.copies.makeIfNewVersion();
    await next.copies.makeIfNewVersion();
    expect((await next.backups()).map(({ reason, version }) => [reason, version])).toEqual([
      ['version', 'Shoal 2'],
      ['daily', 'Shoal 1'],
    ]);
  });

  it('keeps no half of a backup that was interrupted', async () => {
    mkdirSync(join(folder, 'backups/new/torrents'), { recursive: true });
    writeFileSync(join(folder, 'backups/new/torrents', `${idOf(9)}.resume`), 'half');
    expect(await state.backups()).toEqual([]);
    const name = await state.backUp();
    expect(readdirSync(join(folder, 'backups'))).toEqual([name]);
    expect(readdirSync(join(folder, 'backups', name, 'torrents'))).toHaveLength(3);
  });

  it('finds single files in its backups, the newest first', async () => {
    await state.backUp();
    put(1, { name: 'newer' });
    now += 1;
    await state.backUp();
    rmSync(fileOf(1));
    now += 1;
    await state.backUp();
    const found = await state.copies.find(`${idOf(1)}.resume`);
    expect(found !== null && decodeRecord(found)).toMatchObject({ value: { name: 'newer' } });
    expect(await state.copies.find(`${idOf(7)}.resume`)).toBeNull();
  });

  it('comes back from a backup at the next start, and what it replaces is backed up', async () => {
    const name = await state.backUp();
    put(1, { name: 'changed' });
    rmSync(fileOf(2));
    put(4, { name: 'added later' });
    writeFileSync(join(folder, 'settings.json'), '{"a":2}');
    expect(await state.restore(name)).toEqual({ torrents: 3, unreadable: 0 });
    expect(names(), 'nothing happens before').toEqual(['changed', 'torrent 3', 'added later']);
    expect(await state.take()).toBe(true);
    expect(names()).toEqual(['torrent 1', 'torrent 2', 'torrent 3']);
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe('{"a":1}');
    const [before] = await state.backups();
    expect(before?.reason).toBe('restore');
    expect(records(join(folder, 'backups', before?.name ?? '')).map((record) => record.name)).toEqual([
      'changed',
      'torrent 3',
      'added later',
    ]);
    expect(await state.take()).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['backups', 'settings.json', 'torrents']);
  });

  it('believes of a record from a backup what can be believed: no work under way, and data left in disorder is checked', async () => {
    put(1, { clean: true });
    put(2, { clean: false });
    put(3, { ...plainRecord, id: idOf(3), magnet: 'magnet:?xt=x', savePath: '/kept' });
    await state.restore(await state.backUp());
    await state.take();
    expect(records().map(({ mustCheck, moving, recent }) => [mustCheck, moving, recent])).toEqual([
      [false, null, []],
      [true, null, []],
      [false, null, []],
    ]);
  });

  it('refuses a backup that is not there, and names that lead elsewhere', async () => {
    mkdirSync(scratch.path('elsewhere/torrents'), { recursive: true });
    for (const name of ['20260101T000000000Z-asked', '../elsewhere', '..', '']) {
      await expect(state.restore(name), name).rejects.toMatchObject({ code: 'state-unreadable' });
    }
    expect(existsSync(join(folder, 'restore'))).toBe(false);
  });

  it('stays as it is, or becomes the new one, wherever the start that brings it in is interrupted', async () => {
    const name = await state.backUp();
    for (const n of [1, 2, 3]) put(n, { name: `changed ${n}` });
    await state.restore(name);
    const steps: (() => void)[] = [
      () => undefined,
      () => renameSync(join(folder, 'torrents'), join(folder, 'torrents.old')),
      () => renameSync(join(folder, 'restore/torrents'), join(folder, 'torrents')),
      () => renameSync(join(folder, 'restore/settings.json'), join(folder, 'settings.json')),
      () => rmSync(join(folder, 'restore'), { recursive: true }),
    ];
    for (let done = 1; done <= steps.length; done++) {
      const copy = scratch.path(`interrupted ${done}`);
      cpSync(folder, copy, { recursive: true });
      const before = folder;
      folder = copy;
      for (const step of steps.slice(0, done)) step();
      await new SavedState(copy, 'Shoal 1', () => now).take();
      expect(names(), `after ${done} steps`).toEqual(['torrent 1', 'torrent 2', 'torrent 3']);
      expect(readdirSync(copy).sort()).toEqual(['backups', 'settings.json', 'torrents']);
      folder = before;
    }
    mkdirSync(join(folder, 'restore.new/torrents'), { recursive: true });
    rmSync(join(folder, 'restore'), { recursive: true });
    await state.take();
    expect(names(), 'one that was never ready').toEqual(['changed 1', 'changed 2', 'changed 3']);
    expect(existsSync(join(folder, 'restore.new'))).toBe(false);
  });

  it('goes into one file and comes out of it elsewhere, where all is checked', async () => {
    const file = scratch.path('out.shoal');
    expect(await state.exportTo(file)).toBe(3);
    const other = new SavedState(scratch.folder('other'), 'Shoal 1', () => now);
    expect(await other.importFrom(file)).toEqual({ torrents: 3, unreadable: 0 });
    await other.take();
    expect(records(scratch.path('other')).map(({ name, mustCheck }) => [name, mustCheck])).toEqual([
      ['torrent 1', true],
      ['torrent 2', true],
      ['torrent 3', true],
    ]);
    expect(readFileSync(scratch.path('other', 'settings.json'), 'utf8')).toBe('{"a":1}');
  });

  it('leaves records out of an import that cannot be read or that name no folder, and refuses one without any', async () => {
    writeFileSync(fileOf(1), 'rubbish');
    put(2, { savePath: 'relative/folder' });
    const file = scratch.path('out.shoal');
    await state.exportTo(file);
    expect(await state.importFrom(file)).toEqual({ torrents: 1, unreadable: 2 });
    rmSync(fileOf(3));
    await state.exportTo(file);
    await expect(state.importFrom(file)).rejects.toMatchObject({ code: 'state-unreadable' });
    await expect(state.importFrom(scratch.path('absent'))).rejects.toMatchObject({ code: 'path-unusable', facts: { errno: 'ENOENT' } });
    await expect(state.exportTo(scratch.path('no', 'folder'))).rejects.toMatchObject({ code: 'path-unusable' });
  });

  it('can be worked on only while nothing runs over it', async () => {
    await withSavedState(folder, 'Shoal 1', async (open) => {
      await open.backUp();
      await expect(withSavedState(folder, 'Shoal 1', async () => undefined)).rejects.toMatchObject({ code: 'profile-in-use' });
    });
    await withSavedState(folder, 'Shoal 1', async (open) => expect(await open.backups()).toHaveLength(1));
  });

  it('can be printed, the unreadable with the reason', async () => {
    writeFileSync(fileOf(2), 'rubbish');
    const dumped = await dumpState(folder);
    expect(dumped.torrents.map(({ id, have, name, savePath }) => [id, have, name, savePath])).toEqual([
      [idOf(1), 'ff0010', 'torrent 1', '/home/someone/Downloads'],
      [idOf(3), 'ff0010', 'torrent 3', '/home/someone/Downloads'],
    ]);
    expect(dumped.unreadable).toEqual([{ id: idOf(2), reason: 'The file is no saved state of a torrent.' }]);
    expect(dumped.settings).toBe('{"a":1}');
    await expect(dumpState(scratch.path('absent'))).rejects.toMatchObject({ code: 'path-unusable' });
  });
});
