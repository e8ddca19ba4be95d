import { beforeEach, describe, expect, it } from 'vitest';
import type { TorrentRow, ViewMessage } from '../../../../electron/contract/index.js';
import { sidebarCounts } from '../../../../renderer/stores/sidebar-counts.js';
import { applyRowsMessage, resetTorrents, torrents } from '../../../../renderer/stores/torrents.js';
import { idOf, makeRow, SESSION } from '../support/rows.js';

const snapshot = (rows: readonly TorrentRow[], start = true, end = true): void =>
  applyRowsMessage({ kind: 'rows-snapshot', start, end, rows, session: SESSION });
const delta = (message: Partial<Extract<ViewMessage, { kind: 'rows-delta' }>>): void =>
  applyRowsMessage({ kind: 'rows-delta', added: [], changed: [], removed: [], session: null, ...message });
const row = (n: number): TorrentRow | undefined => torrents.getState().rows.get(idOf(n));

beforeEach(resetTorrents);

describe('the torrents store', () => {
  it('is loaded only when the last chunk of the first snapshot has come', () => {
    snapshot([makeRow(1)], true, false);
    expect(torrents.getState().loaded).toBe(false);
    expect(row(1)).toBeDefined();
    snapshot([makeRow(2)], false, true);
    expect(torrents.getState()).toMatchObject({ loaded: true });
    expect(torrents.getState().rows.size).toBe(2);
  });

  it('keeps the reference of a row that a delta does not touch', () => {
    snapshot([makeRow(1), makeRow(2)]);
    const before = row(2);
    delta({ changed: [{ id: idOf(1), downBps: 7 }] });
    expect(row(1)?.downBps).toBe(7);
    expect(row(1)?.name).toBe('torrent 1');
    expect(row(2)).toBe(before);
  });

  it('keeps references over a second snapshot with the same content', () => {
    snapshot([makeRow(1), makeRow(2)]);
    const before = row(1);
    const { structure } = torrents.getState();
    snapshot([makeRow(1), makeRow(2, { name: 'renamed' })]);
    expect(row(1)).toBe(before);
    expect(row(2)?.name).toBe('renamed');
    expect(torrents.getState().structure).toBe(structure);
  });

  it('drops rows that a later snapshot does not hold', () => {
    snapshot([makeRow(1), makeRow(2)]);
    snapshot([makeRow(2)], true, false);
    expect(row(1)).toBeDefined();
    snapshot([makeRow(3)], false, true);
    expect([...torrents.getState().rows.keys()]).toEqual([idOf(2), idOf(3)]);
  });

  it('keeps a row that was added while a snapshot was arriving', () => {
    snapshot([makeRow(1)], true, false);
    delta({ added: [makeRow(9)] });
    snapshot([makeRow(2)], false, true);
    expect(row(9)).toBeDefined();
  });

  it('ignores changes for rows it does not know', () => {
    snapshot([makeRow(1)]);
    const { revision } = torrents.getState();
    delta({ changed: [{ id: idOf(77), downBps: 7 }] });
    expect(torrents.getState().rows.size).toBe(1);
    expect(torrents.getState().revision).toBe(revision);
  });

  it('tells structure from change', () => {
    snapshot([makeRow(1)]);
    const { structure } = torrents.getState();
    delta({ changed: [{ id: idOf(1), upBps: 3 }] });
    expect(torrents.getState().structure).toBe(structure);
    delta({ removed: [idOf(1)] });
    expect(torrents.getState().structure).toBe(structure + 1);
  });

  it('merges changed fields of the session', () => {
    snapshot([]);
    delta({ session: { downBps: 5 } });
    expect(torrents.getState().session).toMatchObject({ downBps: 5, listenPort: 51413 });
  });
});

describe('the groups of the sidebar', () => {
  it('count each row once beside all', () => {
    const rows = [
      makeRow(1),
      makeRow(2, { status: { kind: 'seeding' } }),
      makeRow(3, { status: { kind: 'needs-attention', error: { code: 'disk-full', message: '', facts: {} } } }),
      makeRow(4, { status: { kind: 'checking', progress: 0 }, doneBytes: 1000 }),
      makeRow(5, { status: { kind: 'checking', progress: 0 } }),
      makeRow(6, { status: { kind: 'fetching-details' }, sizeBytes: null }),
    ];
    expect(sidebarCounts(new Map(rows.map((each) => [each.id, each]))).groups).toEqual({
      all: 6,
      downloading: 3,
      seeding: 1,
      finished: 0,
      paused: 0,
      attention: 1,
    });
  });
});
