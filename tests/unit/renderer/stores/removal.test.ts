import { beforeEach, describe, expect, it } from 'vitest';
import { notices } from '../../../../renderer/stores/notices.js';
import { removeTorrents, removeWithData } from '../../../../renderer/stores/removal.js';
import { forgetUndo, undoLast } from '../../../../renderer/stores/undo.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { idOf, makeRow } from '../support/rows.js';

let bridge: FakeBridge;
beforeEach(() => {
  notices.setState({ list: [] });
  forgetUndo();
  bridge = useFakeBridge();
});
const kinds = (): string[] => notices.getState().list.map((notice) => notice.body.kind);

describe('removing', () => {
  it('asks nothing, keeps the files and can be undone', async () => {
    await removeTorrents([makeRow(1), makeRow(2)]);
    expect(bridge.named('torrents.remove')).toEqual([{ ids: [idOf(1), idOf(2)], deleteData: false }]);
    expect(kinds()).toEqual(['removed']);
    await undoLast();
    expect(bridge.named('torrents.restore')).toEqual([{ ids: [idOf(1), idOf(2)] }]);
    expect(kinds()).toEqual(['info']);
  });

  it('undoes the latest first, and each only once', async () => {
    await removeTorrents([makeRow(1)]);
    await removeTorrents([makeRow(2)]);
    await undoLast();
    await undoLast();
    await undoLast();
    expect(bridge.named('torrents.restore')).toEqual([{ ids: [idOf(2)] }, { ids: [idOf(1)] }]);
  });

  it('undoes the one whose message was used', async () => {
    await removeTorrents([makeRow(1)]);
    const first = notices.getState().list[0]?.key;
    await removeTorrents([makeRow(2)]);
    await undoLast(first);
    expect(bridge.named('torrents.restore')).toEqual([{ ids: [idOf(1)] }]);
    await undoLast();
  });

  it('deletes files only after a yes', async () => {
    bridge.answers['shell.confirmRemoveData'] = () => false;
    bridge.answers['torrents.files'] = () => ({ total: 3, files: [] });
    await removeWithData([makeRow(1)]);
    expect(bridge.named('shell.confirmRemoveData')).toEqual([
      { names: ['torrent 1'], fileCount: 3, bytes: 612, folder: '/home/reef/Downloads' },
    ]);
    expect(bridge.named('torrents.remove')).toEqual([]);
    bridge.answers['shell.confirmRemoveData'] = () => true;
    await removeWithData([makeRow(1)]);
    expect(bridge.named('torrents.remove')).toEqual([{ ids: [idOf(1)], deleteData: true }]);
  });
});
