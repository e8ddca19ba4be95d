import { beforeEach, describe, expect, test } from 'vitest';
import type { SessionView } from '../../../../engine/api/session-view.js';
import type { TorrentRow } from '../../../../engine/api/torrent-view.js';
import type { ViewMessage } from '../../../../engine/api/view-messages.js';
import { TorrentRegistry } from '../../../../engine/session/torrent-registry.js';
import { ViewPublisher } from '../../../../engine/session/view-publisher.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { FakeTorrent, idOf } from './fake-torrent.js';

const SESSION: SessionView = {
  downBps: 0,
  upBps: 0,
  downloadedBytes: 0,
  uploadedBytes: 0,
  allTime: { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, activeSeconds: 0, sessions: 1, since: 0 },
  listenPort: 6881,
  portStatus: 'unconfirmed',
  lastIncomingAt: null,
  portMapping: { kind: 'off' },
  dht: { kind: 'off' },
  filteredRanges: null,
  connections: 0,
  maxDownBps: null,
  maxUpBps: null,
  freeBytes: null,
  downloadFolder: '/downloads',
};

let registry: TorrentRegistry;
let torrents: FakeTorrent[];
let sent: ViewMessage[];
let session: SessionView;
let nowMs: number;
let rowsBuilt: number;

beforeEach(() => {
  registry = new TorrentRegistry();
  torrents = [];
  sent = [];
  session = SESSION;
  nowMs = 0;
  rowsBuilt = 0;
});

function add(count: number): void {
  for (let i = 0; i < count; i++) {
    const torrent = new FakeTorrent(torrents.length);
    torrents.push(torrent);
    registry.add(torrent.asTorrent);
  }
}
function open(): ViewPublisher {
  return new ViewPublisher(registry, (message) => sent.push(message), {
    nowMs: () => nowMs,
    rowOf: (torrent: Torrent) => {
      rowsBuilt++;
      return (torrent as unknown as FakeTorrent).row;
    },
    session: () => session,
    closed: () => undefined,
  });
}
const at = (number: number): FakeTorrent => torrents[number] as FakeTorrent;
function change(view: ViewPublisher, number: number, fields: Partial<TorrentRow>): void {
  at(number).row = { ...at(number).row, ...fields };
  view.touch(at(number).asTorrent);
}
/** What has been sent since the last call. */
const news = (): ViewMessage[] => sent.splice(0);
const deltas = () => news().filter((message) => message.kind === 'rows-delta');

describe('a view of the list', () => {
  test('begins with everything, in chunks', () => {
    add(900);
    open();
    const chunks = news();
    expect(chunks.map((chunk) => chunk.kind === 'rows-snapshot' && [chunk.start, chunk.end, chunk.rows.length])).toEqual([
      [true, false, 400],
      [false, false, 400],
      [false, true, 100],
    ]);
    for (const chunk of chunks) expect(JSON.stringify(chunk).length).toBeLessThan(600_000); // strips are much larger as JSON
  });

  test('begins with an empty snapshot when there is nothing', () => {
    open();
    expect(news()).toEqual([{ kind: 'rows-snapshot', start: true, end: true, rows: [], session: SESSION }]);
  });

  test('then tells only the fields that changed, of only the rows that changed', () => {
    add(3);
    const view = open();
    news();
    change(view, 1, { downBps: 5, strip: new Uint8Array(64) });
    view.touch(at(2).asTorrent); // touched, and yet the same
    view.publish();
    expect(news()).toEqual([{ kind: 'rows-delta', added: [], changed: [{ id: idOf(1), downBps: 5 }], removed: [], session: null }]);
    rowsBuilt = 0;
    view.publish();
    expect([news(), rowsBuilt]).toEqual([[], 0]);
    change(view, 1, { strip: new Uint8Array(64).fill(1) });
    view.publish();
    expect(deltas().map((delta) => delta.changed)).toEqual([[{ id: idOf(1), strip: new Uint8Array(64).fill(1) }]]);
  });

  test('tells of the session only what changed', () => {
    const view = open();
    news();
    session = { ...SESSION, downBps: 7 };
    view.publish();
    expect(deltas().map((delta) => delta.session)).toEqual([{ downBps: 7 }]);
    view.publish();
    expect(news()).toEqual([]);
  });

  test('tells of rows that came and went', () => {
    add(2);
    const view = open();
    news();
    add(1);
    view.touch(at(2).asTorrent);
    registry.delete(at(0).asTorrent);
    view.touch(at(0).asTorrent);
    view.publish();
    expect(news()).toEqual([{ kind: 'rows-delta', added: [at(2).row], changed: [], removed: [idOf(0)], session: null }]);
    change(view, 2, { upBps: 1 });
    view.touch(at(0).asTorrent);
    view.publish();
    expect(deltas()).toMatchObject([{ added: [], changed: [{ id: idOf(2), upBps: 1 }], removed: [] }]);
  });

  test('says nothing of a row that came and went between two messages', () => {
    const view = open();
    news();
    add(1);
    view.touch(at(0).asTorrent);
    registry.delete(at(0).asTorrent);
    view.publish();
    expect(news()).toEqual([]);
  });

  test('sends at most 120 rows at once, those on screen first, and the rest later', () => {
    add(500);
    const view = open();
    news();
    view.setVisibleRows([450, 451, 452].map(idOf));
    for (let i = 0; i < 500; i++) change(view, i, { downBps: 9 });
    const told: string[] = [];
    for (let round = 0; round < 5; round++) {
      view.publish();
      const [delta] = deltas();
      const ids = delta?.changed.map(({ id }) => id) ?? [];
      expect(ids.length).toBe(round < 4 ? 120 : 20);
      if (round === 0) expect(ids.slice(0, 3)).toEqual([450, 451, 452].map(idOf));
      told.push(...ids);
    }
    expect(new Set(told).size).toBe(500);
    view.publish();
    expect(news()).toEqual([]);
  });

  test('catches a row on its latest value, however often it changed', () => {
    add(1);
    const view = open();
    news();
    for (let bps = 1; bps <= 50; bps++) change(view, 0, { downBps: bps });
    view.publish();
    expect(deltas().map((delta) => delta.changed)).toEqual([[{ id: idOf(0), downBps: 50 }]]);
  });
});

describe('a hidden view', () => {
  test('gets nothing and costs nothing, and a fresh snapshot when it is shown again', () => {
    add(2);
    const view = open();
    news();
    view.setVisible(false);
    rowsBuilt = 0;
    change(view, 0, { downBps: 5 });
    registry.delete(at(1).asTorrent);
    view.touch(at(1).asTorrent);
    view.publish();
    view.event({ kind: 'torrent-complete', id: idOf(0), name: 'x' });
    view.setDetails({ id: idOf(0), tab: 'log' });
    expect([news(), rowsBuilt]).toEqual([[], 0]);
    view.setVisible(true);
    const [snapshot, details, ...more] = news();
    expect(snapshot).toMatchObject({ kind: 'rows-snapshot', start: true, end: true, rows: [at(0).row] });
    expect(details).toMatchObject({ kind: 'details-snapshot', id: idOf(0) });
    expect(more).toEqual([]);
    view.publish();
    expect(news()).toEqual([]);
    view.setVisible(true);
    expect(news()).toEqual([]);
  });

  test('gets nothing for ever once it is closed', () => {
    add(1);
    const view = open();
    news();
    view.close();
    view.setVisible(false);
    view.setVisible(true);
    view.setDetails({ id: idOf(0), tab: 'log' });
    change(view, 0, { downBps: 5 });
    view.publish();
    view.event({ kind: 'torrent-complete', id: idOf(0), name: 'x' });
    expect(news()).toEqual([]);
  });
});

describe('details of a view', () => {
  test('come as a snapshot and then as news, of the torrent asked for', () => {
    add(2);
    at(1).log_.add(1, 'info', 'first');
    const view = open();
    news();
    view.setDetails({ id: idOf(1), tab: 'log' });
    expect(news()).toEqual([
      { kind: 'details-snapshot', id: idOf(1), details: { tab: 'log', lines: [{ at: 1, level: 'info', text: 'first' }] } },
    ]);
    at(1).log_.add(2, 'warn', 'second');
    view.publish();
    expect(news()).toEqual([]); // too early
    nowMs = 1000;
    view.publish();
    expect(news()).toEqual([
      { kind: 'details-delta', id: idOf(1), delta: { tab: 'log', append: [{ at: 2, level: 'warn', text: 'second' }] } },
    ]);
    view.setDetails(null);
    at(1).log_.add(3, 'info', 'third');
    nowMs = 5000;
    view.publish();
    expect(news()).toEqual([]);
  });

  test('end with the torrent', () => {
    add(1);
    const view = open();
    view.setDetails({ id: idOf(0), tab: 'log' });
    news();
    registry.delete(at(0).asTorrent);
    at(0).log_.add(2, 'info', 'gone');
    nowMs = 5000;
    view.publish();
    expect(news()).toEqual([]);
    view.setDetails({ id: idOf(7), tab: 'log' });
    expect(news()).toEqual([]);
  });
});
