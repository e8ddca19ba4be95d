import { beforeEach, describe, expect, test } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import type { SessionView } from '../../../../engine/api/session-view.js';
import type { TorrentRow } from '../../../../engine/api/torrent-view.js';
import type { ViewMessage } from '../../../../engine/api/view-messages.js';
import { messageSize } from '../../../../engine/view/message-size.js';
import { ViewPublisher } from '../../../../engine/view/view-publisher.js';
import { FakeTorrent, idOf } from '../session/fake-torrent.js';

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
  labels: [],
};

let rows: Map<TorrentId, { row: TorrentRow }>;
let sent: ViewMessage[];
let session: SessionView;
let nowMs: number;
let rowsBuilt: number;
let lines: string[];

beforeEach(() => {
  rows = new Map();
  sent = [];
  session = SESSION;
  nowMs = 0;
  rowsBuilt = 0;
  lines = [];
});

function add(count: number): void {
  for (let i = 0; i < count; i++) {
    const number = rows.size;
    rows.set(idOf(number), { row: new FakeTorrent(number).row });
  }
}
type View = ViewPublisher<{ row: TorrentRow }>;
function open(paced = false): View {
  return new ViewPublisher(
    (message) => sent.push(message),
    {
      nowMs: () => nowMs,
      get: (id) => rows.get(id),
      ids: () => rows.keys(),
      rowOf: ({ row }) => {
        rowsBuilt++;
        return row;
      },
      session: () => session,
      tabOf: () => ({
        snapshot: () => ({ tab: 'log', lines: [] }),
        delta: (now) =>
          lines.length === 0 ? null : { tab: 'log', append: lines.splice(0).map((text) => ({ at: now, level: 'info', text })) },
      }),
      closed: () => undefined,
    },
    paced,
  );
}
const rowOf = (number: number): TorrentRow => (rows.get(idOf(number)) as { row: TorrentRow }).row;
/** Changes a row without telling anybody. */
function set(number: number, fields: Partial<TorrentRow>): void {
  const held = rows.get(idOf(number)) as { row: TorrentRow };
  held.row = { ...held.row, ...fields };
}
function change(view: View, number: number, fields: Partial<TorrentRow>): void {
  set(number, fields);
  view.touch(idOf(number));
}
function move(view: View, number: number, fields: Partial<TorrentRow>): void {
  set(number, fields);
  view.stir(idOf(number));
}
/** What has been sent since the last call. */
const news = (): ViewMessage[] => sent.splice(0);
const deltas = () => news().filter((message) => message.kind === 'rows-delta');
const changedIn = (delta: ReturnType<typeof deltas>[number] | undefined): string[] => delta?.changed.map(({ id }) => id) ?? [];

describe('a view of the list', () => {
  test('begins with everything, in chunks of at most 256 kB', () => {
    add(2000);
    open();
    const chunks = news().filter((message) => message.kind === 'rows-snapshot');
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map(({ start }) => start)).toEqual(chunks.map((_, i) => i === 0));
    expect(chunks.map(({ end }) => end)).toEqual(chunks.map((_, i) => i === chunks.length - 1));
    expect(chunks.flatMap((chunk) => chunk.rows.map(({ id }) => id))).toEqual([...rows.keys()]);
    for (const chunk of chunks) expect(messageSize(chunk)).toBeLessThan(256_000);
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
    view.touch(idOf(2)); // touched, and yet the same
    view.publish();
    expect(news()).toEqual([{ kind: 'rows-delta', added: [], changed: [{ id: idOf(1), downBps: 5 }], removed: [], session: null }]);
    rowsBuilt = 0;
    view.publish();
    expect([news(), rowsBuilt]).toEqual([[], 0]);
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
    view.touch(idOf(2));
    rows.delete(idOf(0));
    view.touch(idOf(0));
    view.publish();
    expect(news()).toEqual([{ kind: 'rows-delta', added: [rowOf(2)], changed: [], removed: [idOf(0)], session: null }]);
    change(view, 2, { upBps: 1 });
    view.touch(idOf(0));
    view.publish();
    expect(deltas()).toMatchObject([{ added: [], changed: [{ id: idOf(2), upBps: 1 }], removed: [] }]);
  });

  test('says nothing of a row that came and went between two messages', () => {
    const view = open();
    news();
    add(1);
    view.touch(idOf(0));
    rows.clear();
    view.publish();
    expect(news()).toEqual([]);
  });

  test('never sends more than 64 kB at once, and the rest later', () => {
    add(3000);
    const view = open();
    news();
    for (let i = 0; i < 3000; i++) change(view, i, { downBps: 9, upBps: 9, downloadedBytes: 9e9, name: 'a new name for this one' });
    const told: string[] = [];
    for (let round = 0; round < 12; round++) {
      view.publish();
      const [delta] = deltas();
      expect(messageSize(delta)).toBeLessThan(64_000);
      told.push(...changedIn(delta));
    }
    expect(told.length).toBe(3000);
    expect(new Set(told).size).toBe(3000);
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

describe('rows that move by themselves', () => {
  const rounds = (view: View, count: number): ReturnType<typeof deltas> => {
    const found = [];
    for (let round = 0; round < count; round++) {
      view.publish();
      found.push(...deltas());
    }
    return found;
  };

  test('are told once a second on screen, their strip twice', () => {
    add(1);
    const view = open();
    view.setVisibleRows([idOf(0)]);
    rounds(view, 8);
    let step = 0;
    const told = [];
    for (let round = 0; round < 8; round++) {
      step++;
      move(view, 0, { downBps: step, strip: new Uint8Array(64).fill(step) });
      view.publish();
      told.push(...deltas().flatMap(({ changed }) => changed.map(({ id: _id, ...fields }) => Object.keys(fields).sort().join())));
    }
    expect(told).toEqual(['downBps,strip', 'strip', 'downBps,strip', 'strip']);
  });

  test('are told every two seconds off screen, and without the strip until they come on screen', () => {
    add(1);
    const view = open();
    rounds(view, 8);
    for (let step = 1; step <= 16; step++) {
      move(view, 0, { downBps: step, strip: new Uint8Array(64).fill(step) });
      view.publish();
    }
    expect(deltas().map(({ changed }) => changed)).toEqual([[{ id: idOf(0), downBps: 1 }], [{ id: idOf(0), downBps: 9 }]]);
    view.setVisibleRows([idOf(0)]);
    view.publish();
    expect(deltas()[0]?.changed).toEqual([{ id: idOf(0), downBps: 16, strip: new Uint8Array(64).fill(16) }]);
  });

  test('wait for nothing when something happens to them', () => {
    add(1);
    const view = open();
    rounds(view, 1);
    move(view, 0, { downBps: 3 });
    change(view, 0, { status: { kind: 'paused' } });
    view.publish();
    expect(deltas()[0]?.changed).toEqual([{ id: idOf(0), downBps: 3, status: { kind: 'paused' } }]);
  });
});

describe('a paced view', () => {
  test('gets a chunk each time it asks for more, rows on screen in the first', () => {
    add(2000);
    const view = open(true);
    view.setVisibleRows([idOf(1999)]);
    view.setVisible(false);
    news();
    view.setVisible(true);
    const first = news();
    expect(first).toHaveLength(1);
    expect(first[0]?.kind === 'rows-snapshot' && first[0].rows[0]?.id).toBe(idOf(1999));
    const seen = new Set(first.flatMap((message) => (message.kind === 'rows-snapshot' ? message.rows.map(({ id }) => id) : [])));
    expect(view.known()).toBeNull();
    for (let asked = 0; view.known() === null && asked < 50; asked++) {
      view.more();
      for (const message of news()) if (message.kind === 'rows-snapshot') for (const { id } of message.rows) seen.add(id);
    }
    expect(seen.size).toBe(2000);
    view.more();
    expect(news()).toEqual([]);
  });

  test('is told at once of rows that come between two chunks, and not again by the snapshot', () => {
    add(2000);
    const view = open(true);
    news();
    rows.delete(idOf(1500));
    view.touch(idOf(1500));
    view.touch(idOf(1800));
    view.publish();
    expect(deltas()[0]).toMatchObject({ added: [{ id: idOf(1800) }], removed: [] });
    const later: string[] = [];
    while (view.known() === null) {
      view.more();
      for (const message of news()) if (message.kind === 'rows-snapshot') later.push(...message.rows.map(({ id }) => id));
    }
    expect(later).not.toContain(idOf(1800));
    expect(later).not.toContain(idOf(1500));
    expect(view.known()?.rows).toHaveLength(1999);
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
    rows.delete(idOf(1));
    view.touch(idOf(1));
    view.publish();
    view.event({ kind: 'torrent-complete', id: idOf(0), name: 'x' });
    view.setDetails({ id: idOf(0), tab: 'log' });
    view.more();
    expect([news(), rowsBuilt]).toEqual([[], 0]);
    view.setVisible(true);
    const [snapshot, details, ...more] = news();
    expect(snapshot).toMatchObject({ kind: 'rows-snapshot', start: true, end: true, rows: [rowOf(0)] });
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
  test('come as a snapshot and then as news, until they are closed', () => {
    add(2);
    const view = open();
    news();
    view.setDetails({ id: idOf(1), tab: 'log' });
    expect(news()).toEqual([{ kind: 'details-snapshot', id: idOf(1), details: { tab: 'log', lines: [] } }]);
    view.publish();
    expect(news()).toEqual([]);
    nowMs = 1000;
    lines.push('second');
    view.publish();
    expect(news()).toEqual([
      { kind: 'details-delta', id: idOf(1), delta: { tab: 'log', append: [{ at: 1000, level: 'info', text: 'second' }] } },
    ]);
    view.setDetails(null);
    lines.push('third');
    view.publish();
    expect(news()).toEqual([]);
  });

  test('end with the torrent', () => {
    add(1);
    const view = open();
    view.setDetails({ id: idOf(0), tab: 'log' });
    news();
    rows.delete(idOf(0));
    lines.push('gone');
    view.publish();
    expect(news()).toEqual([]);
    view.setDetails({ id: idOf(7), tab: 'log' });
    expect(news()).toEqual([]);
  });
});
