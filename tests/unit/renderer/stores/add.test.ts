import { beforeEach, describe, expect, it } from 'vitest';
import type { InfoHashV1, Settings, TorrentPreview } from '../../../../electron/contract/index.js';
import {
  add,
  browseFolder,
  cancelAdd,
  confirmAdd,
  openTargets,
  refreshHeld,
  setAllWanted,
  setStartNow,
  setWanted,
  skipItem,
} from '../../../../renderer/stores/add.js';
import { isAddable, wantedOf } from '../../../../renderer/stores/add-item.js';
import { notices } from '../../../../renderer/stores/notices.js';
import { selection } from '../../../../renderer/stores/selection.js';
import { fetchRows } from '../../../../renderer/stores/torrent-files.js';
import { applyRowsMessage, resetTorrents } from '../../../../renderer/stores/torrents.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const second = { index: 2, path: 'Reef/b.txt', sizeBytes: 300 };
const files = [{ index: 0, path: 'Reef/a.mkv', sizeBytes: 700 }, second];
const preview = (name: string, more: Partial<TorrentPreview> = {}): TorrentPreview => ({
  name,
  version: 'v1',
  infoHashV1: null,
  infoHashV2: null,
  totalBytes: 1000,
  pieceLength: 16,
  pieceCount: 1,
  private: false,
  files,
  fileCount: 2,
  trackers: [],
  comment: null,
  duplicateOf: null,
  ...more,
});
const torrent = (fileName: string) => ({ kind: 'torrent' as const, fileName, bytes: new Uint8Array([1]) });
const magnet = { kind: 'magnet' as const, uri: 'magnet:?xt=urn:btih:1' };

let bridge: FakeBridge;
beforeEach(() => {
  bridge = useFakeBridge({
    'torrents.preview': () => preview('Reef'),
    'torrents.add': () => ({ id: idOf(5), duplicate: false }),
    'torrents.files': () => ({ total: 2, files }),
    'session.freeSpace': () => ({ freeBytes: 5000 }),
  });
  cancelAdd();
  bridge.calls.length = 0;
  notices.setState({ list: [] });
  resetTorrents();
  applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows: [makeRow(1)], session: SESSION });
});
const items = () => add.getState().items;
const only = () => {
  const [item] = items();
  if (item === undefined) throw new Error('the dialog is empty');
  return item;
};

describe('a torrent file', () => {
  it('is added with the chosen files, folder and start', async () => {
    bridge.answers['shell.chooseFolder'] = () => '/data/Films';
    await openTargets([torrent('reef.torrent')]);
    expect(only()).toMatchObject({ state: 'ready', name: 'Reef' });
    setWanted(only().key, [second], false);
    expect(wantedOf(only())).toEqual({ bytes: 700, files: 1 });
    await browseFolder();
    setStartNow(false);
    await confirmAdd();
    expect(bridge.named('torrents.add')).toEqual([
      { source: { kind: 'file', bytes: new Uint8Array([1]) }, savePath: '/data/Films', wanted: [0], paused: true },
    ]);
    expect(items()).toEqual([]);
    expect(selection.getState().focus).toBe(idOf(5));
  });

  it('cannot be added with no file chosen', async () => {
    await openTargets([torrent('reef.torrent')]);
    setWanted(only().key, files, false);
    await confirmAdd();
    expect(bridge.named('torrents.add')).toEqual([]);
  });
});

describe('a torrent of very many files', () => {
  const COUNT = 300_000;
  const hash = 'ab'.repeat(20) as InfoHashV1;
  const row = (index: number) => ({ index, path: `Reef/${index}`, sizeBytes: 10 });
  beforeEach(() => {
    bridge.answers['torrents.preview'] = () =>
      preview('Reef', { infoHashV1: hash, totalBytes: COUNT * 10, files: [row(0), row(1)], fileCount: COUNT });
    bridge.answers['torrents.previewFiles'] = ({ first }) => ({ files: [row(first)] });
  });

  it('is added whole without a list of what is wanted', async () => {
    await openTargets([torrent('reef.torrent')]);
    expect(wantedOf(only())).toEqual({ bytes: COUNT * 10, files: COUNT });
    await confirmAdd();
    expect(bridge.named('torrents.add')).toMatchObject([{ wanted: null }]);
    expect(bridge.named('torrents.previewFiles')).toEqual([]);
  });

  it('is added with the few files that were chosen after None', async () => {
    await openTargets([torrent('reef.torrent')]);
    setAllWanted(only().key, false);
    expect(isAddable(only())).toBe(false);
    setWanted(only().key, [row(70_000), row(5)], true);
    expect(wantedOf(only())).toEqual({ bytes: 20, files: 2 });
    await confirmAdd();
    expect(bridge.named('torrents.add')).toMatchObject([{ wanted: [5, 70_000] }]);
  });

  it('is added without the few files that were left out', async () => {
    await openTargets([torrent('reef.torrent')]);
    setWanted(only().key, [row(7)], false);
    setWanted(only().key, [row(8)], false);
    setWanted(only().key, [row(8)], true);
    expect(wantedOf(only())).toEqual({ bytes: (COUNT - 1) * 10, files: COUNT - 1 });
    await confirmAdd();
    const [added] = bridge.named('torrents.add') as { wanted: number[] }[];
    expect(added?.wanted).toHaveLength(COUNT - 1);
    expect(added?.wanted).not.toContain(7);
    expect(added?.wanted.at(-1)).toBe(COUNT - 1);
  });

  it('is looked at again when the engine has forgotten its list', async () => {
    await openTargets([torrent('reef.torrent')]);
    let asked = 0;
    bridge.answers['torrents.previewFiles'] = ({ first }) => (asked++ === 0 ? null : { files: [row(first)] });
    expect(await fetchRows(only(), 900, 200)).toEqual([row(900)]);
    expect(bridge.named('torrents.preview')).toHaveLength(2);
  });

  it('that came by magnet gives its rows from the list', async () => {
    bridge.answers['torrents.preview'] = () => preview('Reef', { files: null, fileCount: null });
    bridge.answers['torrents.files'] = ({ first, count }) => ({
      total: COUNT,
      files: Array.from({ length: count }, (_, i) => row(first + i)),
    });
    await openTargets([magnet]);
    const held = makeRow(5, { name: 'Reef', sizeBytes: COUNT * 10, status: { kind: 'awaiting-choice' } });
    applyRowsMessage({ kind: 'rows-delta', added: [held], changed: [], removed: [], session: null });
    await refreshHeld();
    expect(only()).toMatchObject({ state: 'ready', files: [], fileCount: COUNT, totalBytes: COUNT * 10 });
    expect(await fetchRows(only(), 299_900, 2)).toEqual([row(299_900), row(299_901)]);
    expect(bridge.named('torrents.files')).toEqual([
      { id: idOf(5), first: 0, count: 1 },
      { id: idOf(5), first: 299_900, count: 2 },
    ]);
  });
});

describe('a magnet link', () => {
  it('is held at once, shows its files when the details come, and is then accepted', async () => {
    await openTargets([magnet]);
    expect(bridge.named('torrents.add')).toEqual([
      { source: { kind: 'magnet', uri: magnet.uri }, savePath: SESSION.downloadFolder, hold: true },
    ]);
    expect(only()).toMatchObject({ state: 'fetching', id: idOf(5) });
    const held = makeRow(5, { name: 'Reef', status: { kind: 'awaiting-choice' } });
    applyRowsMessage({ kind: 'rows-delta', added: [held], changed: [], removed: [], session: null });
    await refreshHeld();
    expect(only()).toMatchObject({ state: 'ready', totalBytes: 1000 });
    setWanted(only().key, [second], false);
    await confirmAdd();
    expect(bridge.named('torrents.accept')).toEqual([{ id: idOf(5), savePath: SESSION.downloadFolder, wanted: [0], paused: false }]);
  });

  it('accepted before its details come starts by itself when they do', async () => {
    await openTargets([magnet]);
    await confirmAdd();
    expect(bridge.named('torrents.accept')).toEqual([]);
    applyRowsMessage({
      kind: 'rows-delta',
      added: [makeRow(5, { status: { kind: 'awaiting-choice' } })],
      changed: [],
      removed: [],
      session: null,
    });
    await refreshHeld();
    await refreshHeld();
    expect(bridge.named('torrents.accept')).toEqual([{ id: idOf(5), savePath: SESSION.downloadFolder, wanted: null, paused: false }]);
  });

  it('leaves the list when the dialog is cancelled or the entry skipped', async () => {
    await openTargets([magnet]);
    skipItem(only().key);
    expect(items()).toEqual([]);
    expect(bridge.named('torrents.remove')).toEqual([{ ids: [idOf(5)], deleteData: false }]);
  });

  it('opened twice makes one entry', async () => {
    await openTargets([magnet]);
    bridge.answers['torrents.preview'] = () => preview('Reef', { duplicateOf: idOf(5), files: null });
    await Promise.all([openTargets([magnet]), openTargets([magnet])]);
    expect(items()).toHaveLength(1);
    expect(bridge.named('torrents.add')).toHaveLength(1);
    expect(notices.getState().list).toEqual([]);
  });
});

describe('a link that the app was started with', () => {
  it('is held in the right folder even before the first snapshot', async () => {
    resetTorrents();
    bridge.answers['settings.get'] = () => ({ downloadFolder: '/data/Downloads' }) as Settings;
    await openTargets([magnet]);
    expect(bridge.named('torrents.add')).toMatchObject([{ savePath: '/data/Downloads', hold: true }]);
    expect(add.getState().savePath).toBe('/data/Downloads');
  });
});

describe('what cannot be added', () => {
  it('opens no dialog when it is alone: a duplicate is selected in the list', async () => {
    bridge.answers['torrents.preview'] = () => preview('torrent 1', { duplicateOf: idOf(1) });
    await openTargets([torrent('again.torrent')]);
    expect(items()).toEqual([]);
    expect(notices.getState().list[0]?.body).toEqual({ kind: 'duplicate', name: 'torrent 1' });
    expect([...selection.getState().selected]).toEqual([idOf(1)]);
  });

  it('hands its details to a magnet in the list that waits for them, and to no other', async () => {
    const rows = [makeRow(1), makeRow(2, { sizeBytes: null, status: { kind: 'fetching-details' } })];
    applyRowsMessage({ kind: 'rows-snapshot', start: true, end: true, rows, session: SESSION });
    for (const nth of [1, 2]) {
      bridge.answers['torrents.preview'] = () => preview('Reef', { duplicateOf: idOf(nth) });
      await openTargets([torrent('reef.torrent')]);
    }
    expect(bridge.named('torrents.add')).toEqual([{ source: { kind: 'file', bytes: new Uint8Array([1]) }, savePath: makeRow(2).savePath }]);
  });

  it('is listed beside what can: none swallows another', async () => {
    let n = 0;
    bridge.answers['torrents.preview'] = () => preview('Reef', n++ % 2 === 1 ? { duplicateOf: idOf(1) } : {});
    await openTargets([torrent('a'), torrent('b'), torrent('c'), { kind: 'rejected', fileName: 'p.png', message: 'This is a picture.' }]);
    expect(items().map((item) => item.state)).toEqual(['ready', 'duplicate', 'ready', 'invalid']);
    await confirmAdd();
    expect(bridge.named('torrents.add')).toHaveLength(2);
  });
});
