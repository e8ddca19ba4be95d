import { beforeEach, describe, expect, test } from 'vitest';
import type { TorrentId } from '../../../engine/api/ids.js';
import type { TorrentRow } from '../../../engine/api/torrent-view.js';
import type { ViewMessage } from '../../../engine/api/view-messages.js';
import { messageSize } from '../../../engine/view/message-size.js';
import { MockEngine } from '../../../mock/mock-engine.js';

let now = 0;
beforeEach(() => {
  now = Date.UTC(2024, 8, 15);
});

function make(count: number, seed = 7) {
  const engine = new MockEngine({ count, seed, now: () => now });
  const messages: ViewMessage[] = [];
  const view = engine.openView((message) => messages.push(message));
  const live = (rounds: number): void => {
    for (let i = 0; i < rounds; i++) {
      now += 250;
      engine.live();
    }
  };
  return { engine, view, messages, live };
}
const rowsOf = (messages: readonly ViewMessage[]): TorrentRow[] =>
  messages.flatMap((message) => (message.kind === 'rows-snapshot' ? message.rows : []));
const idAt = (engine: MockEngine, n: number): TorrentId => engine.rows()[n]?.id as TorrentId;

describe('the mock engine', () => {
  test('makes the same torrents and the same traffic for the same seed', () => {
    const runs = [7, 7, 8].map((seed) => {
      now = Date.UTC(2024, 8, 15);
      const { engine, live } = make(60, seed);
      live(40);
      return engine.rows();
    });
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.map(({ id }) => id)).not.toEqual(runs[2]?.map(({ id }) => id));
  });

  test('lets ten thousand live, and tells of them in messages within their cap', () => {
    const { messages, live, view } = make(10_000);
    expect(rowsOf(messages)).toHaveLength(10_000);
    view.setVisibleRows(
      rowsOf(messages)
        .slice(0, 40)
        .map(({ id }) => id),
    );
    messages.length = 0;
    live(40);
    const deltas = messages.filter(({ kind }) => kind === 'rows-delta').length;
    expect(deltas).toBeLessThanOrEqual(40);
    expect(deltas).toBeGreaterThan(10);
    for (const message of messages) expect(messageSize(message)).toBeLessThan(64_000);
  });

  test('has a torrent of every state', () => {
    const kinds = new Set(
      make(24)
        .engine.rows()
        .map(({ status }) => status.kind),
    );
    expect([...kinds].sort()).toEqual(
      [
        'awaiting-choice',
        'checking',
        'downloading',
        'fetching-details',
        'finished',
        'needs-attention',
        'paused',
        'queued',
        'seeding',
        'waiting-for-peers',
      ].filter((kind) => kinds.has(kind as never)),
    );
    expect(kinds.size).toBeGreaterThanOrEqual(9);
  });

  test('does what it is told, and says so', async () => {
    const { engine, messages, live } = make(3);
    const id = idAt(engine, 1);
    messages.length = 0;
    await engine.execute('torrents.pause', { ids: [id] });
    live(1);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      kind: 'rows-delta',
      changed: expect.arrayContaining([expect.objectContaining({ id, status: { kind: 'paused' } })]),
    });
    await engine.execute('torrents.remove', { ids: [id], deleteData: false });
    live(1);
    expect(messages.at(-1)).toMatchObject({ removed: [id] });
    await engine.execute('torrents.restore', { ids: [id] });
    live(1);
    expect(messages.at(-1)).toMatchObject({ added: [{ id, status: { kind: 'paused' } }] });
    await expect(engine.execute('torrents.files', { id: 'gone' as TorrentId, first: 0, count: 1 })).rejects.toMatchObject({
      code: 'torrent-unknown',
    });
  });

  test('brings the details of a magnet after a while, and knows the same link again', async () => {
    const { engine, messages, live } = make(0);
    const source = { kind: 'magnet', uri: 'magnet:?xt=urn:btih:00&dn=Reef%20survey' } as const;
    const added = await engine.execute('torrents.add', { source, savePath: '/d', hold: true });
    expect(engine.rows()).toMatchObject([{ name: 'Reef survey', sizeBytes: null, status: { kind: 'fetching-details' } }]);
    expect(await engine.execute('torrents.add', { source, savePath: '/d', hold: true })).toEqual({ id: added.id, duplicate: true });
    live(12);
    expect(engine.rows()[0]?.status.kind).toBe('awaiting-choice');
    expect(messages).toContainEqual({ kind: 'event', event: { kind: 'metadata-received', id: added.id, name: 'Reef survey' } });
  });

  test('answers for every tab with that tab', () => {
    const { engine, messages, view } = make(3);
    for (const tab of ['overview', 'files', 'peers', 'pieces', 'trackers', 'speed', 'log'] as const) {
      view.setDetails({ id: idAt(engine, 2), tab });
      const last = messages.at(-1);
      expect(last?.kind === 'details-snapshot' ? last.details.tab : null).toBe(tab);
    }
  });
});
