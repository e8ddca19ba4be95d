import { expect, test } from 'vitest';
import { TorrentPlaces } from '../../../../../electron/main/ipc/torrent-places.js';
import type { TorrentId } from '../../../../../engine/api/ids.js';
import type { TorrentRow } from '../../../../../engine/api/torrent-view.js';

const a = 'aaaaaaaaaaaaaaaa' as TorrentId;
const b = 'bbbbbbbbbbbbbbbb' as TorrentId;
const row = (id: TorrentId, savePath: string): TorrentRow => ({ id, savePath }) as TorrentRow;
const session = {} as never;

test('knows where each torrent lies from what the window was sent', () => {
  const places = new TorrentPlaces();
  places.observe({ kind: 'rows-snapshot', start: true, end: false, rows: [row(a, '/a')], session });
  places.observe({ kind: 'rows-snapshot', start: false, end: true, rows: [row(b, '/b')], session });
  expect([places.savePath(a), places.savePath(b)]).toEqual(['/a', '/b']);
  places.observe({
    kind: 'rows-delta',
    added: [],
    changed: [
      { id: a, savePath: '/moved' },
      { id: b, downBps: 1 },
    ],
    removed: [],
    session: null,
  });
  expect([places.savePath(a), places.savePath(b)]).toEqual(['/moved', '/b']);
  places.observe({ kind: 'rows-delta', added: [], changed: [], removed: [a], session: null });
  expect(places.savePath(a)).toBeNull();
  places.observe({ kind: 'rows-snapshot', start: true, end: true, rows: [], session });
  expect(places.savePath(b)).toBeNull();
});
