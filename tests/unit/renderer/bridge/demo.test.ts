// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Push, TorrentRow, ViewMessage } from '../../../../electron/contract/index.js';
import { demoClient } from '../../../../renderer/bridge/demo-client.js';

/** News goes out four times a second. */
const nextRound = (): Promise<void> => new Promise((done) => setTimeout(done, 300));
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 40));

function open(query: string) {
  const bridge = demoClient(new URLSearchParams(query));
  const messages: ViewMessage[] = [];
  bridge.onPush((push: Push) => void (push.kind === 'view' && messages.push(push.message)));
  bridge.send({ kind: 'ready' });
  const rows = (): readonly TorrentRow[] => messages.flatMap((message) => (message.kind === 'rows-snapshot' ? message.rows : []));
  return { bridge, messages, rows };
}

describe('the demo', () => {
  it('makes the same torrents for the same seed', async () => {
    const [a, b, c] = [open('demo=30&seed=7&freeze'), open('demo=30&seed=7&freeze'), open('demo=30&seed=8&freeze')];
    await settle();
    expect(a.rows()).toHaveLength(30);
    expect(a.rows().map((row) => row.id)).toEqual(b.rows().map((row) => row.id));
    expect(a.rows()[0]?.id).not.toBe(c.rows()[0]?.id);
  });

  it('answers for every tab with that tab', async () => {
    const { bridge, messages, rows } = open('demo=3&freeze');
    await settle();
    const id = rows()[2]?.id;
    if (id === undefined) throw new Error('no rows');
    for (const tab of ['overview', 'files', 'peers', 'pieces', 'trackers', 'speed', 'log'] as const) {
      bridge.send({ kind: 'details', request: { id, tab } });
      await settle();
      const last = messages.at(-1);
      expect(last?.kind === 'details-snapshot' ? last.details.tab : null).toBe(tab);
    }
  });

  it('removes and restores', async () => {
    const { bridge, messages, rows } = open('demo=3&freeze');
    await settle();
    const id = rows()[0]?.id;
    if (id === undefined) throw new Error('no rows');
    await bridge.invoke('torrents.remove', { ids: [id], deleteData: false });
    await nextRound();
    expect(messages.at(-1)).toMatchObject({ kind: 'rows-delta', removed: [id] });
    await bridge.invoke('torrents.restore', { ids: [id] });
    await nextRound();
    expect(messages.at(-1)).toMatchObject({ added: [{ id }] });
  });
});
