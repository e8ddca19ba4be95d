import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCachedView } from '../../../../../electron/main/row-cache/cached-view.js';
import { loadRows, saveRows } from '../../../../../electron/main/row-cache/row-cache.js';
import { RowKeeper } from '../../../../../electron/main/row-cache/row-keeper.js';
import type { SessionView } from '../../../../../engine/api/session-view.js';
import type { EngineView, ViewMessage } from '../../../../../engine/api/view-messages.js';
import { MockEngine } from '../../../../../mock/mock-engine.js';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shoal-rows-'));
  file = path.join(folder, 'rows.cache');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function list(count: number) {
  const engine = new MockEngine({ count, seed: 7, now: () => 0 });
  const view = engine.openView(() => undefined);
  const known = view.known();
  if (known === null) throw new Error('no list');
  return { ...known, view };
}
const session = { downloadFolder: '/d' } as SessionView;

describe('the list of the last run', () => {
  test('comes back whole, and nothing in it moves', async () => {
    const { rows, session } = list(1203);
    await saveRows(file, { rows, session });
    const loaded = await loadRows(file);
    expect(loaded?.rows.map(({ id, name, strip }) => [id, name, strip])).toEqual(rows.map(({ id, name, strip }) => [id, name, strip]));
    expect(loaded?.rows.every((row) => row.downBps === 0 && row.upBps === 0 && row.etaSeconds === null)).toBe(true);
    expect(loaded?.session).toMatchObject({ downloadFolder: session.downloadFolder, downBps: 0 });
  });

  test('holds no row that drags the bytes of the others along', async () => {
    await saveRows(file, list(600));
    const loaded = await loadRows(file);
    expect(loaded?.rows.filter(({ strip }) => strip.buffer.byteLength !== strip.byteLength)).toEqual([]);
  });

  test('is none where there is no file, or one cut off, of another version or of another kind', async () => {
    expect(await loadRows(file)).toBeNull();
    await saveRows(file, list(20));
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length - 9));
    expect(await loadRows(file)).toBeNull();
    const block = (value: unknown): Buffer => {
      const bytes = serialize(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return Buffer.concat([length, bytes]);
    };
    for (const blocks of [[{ version: 1, session }], [{ version: 2, session }, [{ id: 5 }]], ['x'], [{ version: 2, session: null }]]) {
      await writeFile(file, Buffer.concat(blocks.map(block)));
      expect(await loadRows(file), JSON.stringify(blocks)).toBeNull();
    }
    await writeFile(file, Buffer.alloc(50, 255));
    expect(await loadRows(file)).toBeNull();
  });

  test('is shown as a view of its own, chunk by chunk', () => {
    const messages: ViewMessage[] = [];
    const { rows, session } = list(1500);
    const view = openCachedView({ rows, session }, (message) => messages.push(message));
    while (view.known() === null) view.more();
    const shown = messages.flatMap((message) => (message.kind === 'rows-snapshot' ? message.rows : []));
    expect(shown).toEqual(rows);
    expect(messages.length).toBeGreaterThan(2);
  });
});

describe('its keeper', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

  test('saves at the end what the window knows', async () => {
    const { rows, view } = list(30);
    const keeper = new RowKeeper(file, () => view, log);
    await keeper.flush();
    expect((await loadRows(file))?.rows).toHaveLength(rows.length);
  });

  test('saves nothing while a snapshot is under way or there is no window', async () => {
    const none = { known: () => null } as unknown as EngineView;
    for (const view of [none, null]) {
      const keeper = new RowKeeper(file, () => view, log);
      await keeper.flush();
      expect(await loadRows(file)).toBeNull();
    }
  });
});
