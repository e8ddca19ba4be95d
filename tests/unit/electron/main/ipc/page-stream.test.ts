import { describe, expect, test } from 'vitest';
import type { Push } from '../../../../../electron/contract/channel.js';
import { PageStream } from '../../../../../electron/main/ipc/page-stream.js';
import type { TorrentId } from '../../../../../engine/api/ids.js';
import type { EngineView, ViewMessage } from '../../../../../engine/api/view-messages.js';

const id = '0123456789abcdef' as TorrentId;
const session = {} as never;
const snapshot = (start: boolean, end: boolean): ViewMessage => ({ kind: 'rows-snapshot', start, end, rows: [], session });
const delta: ViewMessage = { kind: 'rows-delta', added: [], changed: [], removed: [], session: null };

/** A window, a page and an engine whose view sends a snapshot of two chunks whenever it becomes visible. */
function setup(options: { engine?: boolean } = {}) {
  let engine = options.engine ?? true;
  const posted: (readonly Push[])[] = [];
  const tasks: (() => void)[] = [];
  const views: { log: string[]; send: (message: ViewMessage) => void }[] = [];
  const listening: boolean[] = [];
  const stream = new PageStream({
    openView: (send) => {
      if (!engine) return null;
      const log: string[] = [];
      const snapshots = (): void => {
        send(snapshot(true, false));
        send(snapshot(false, true));
      };
      const view: EngineView = {
        setVisible: (visible) => {
          log.push(`visible ${visible}`);
          if (visible) snapshots();
        },
        setVisibleRows: (ids) => log.push(`rows ${ids.length}`),
        setDetails: (request) => log.push(`details ${request?.tab ?? 'none'}`),
        more: () => log.push('more'),
        known: () => null,
        close: () => log.push('close'),
      };
      views.push({ log, send });
      snapshots();
      return view;
    },
    post: (batch) => posted.push(batch),
    soon: (run) => tasks.push(run),
    observe: () => undefined,
    onListening: (value) => listening.push(value),
  });
  const tick = (): void => {
    for (const run of tasks.splice(0)) run();
  };
  const settle = (): void => {
    while (tasks.length > 0) tick();
  };
  const kinds = (): string[] =>
    posted.map((batch) => batch.map((push) => (push.kind === 'view' ? push.message.kind : push.push.kind)).join('+'));
  return {
    stream,
    posted,
    views,
    listening,
    tick,
    settle,
    kinds,
    startEngine: () => {
      engine = true;
      stream.engineReady();
    },
  };
}

describe('a page’s stream', () => {
  test('opens the view when the page listens and the window is shown, in either order', () => {
    for (const windowFirst of [true, false]) {
      const { stream, views, settle, kinds } = setup();
      if (windowFirst) stream.setWindowVisible(true);
      stream.receive({ kind: 'ready' });
      if (!windowFirst) {
        expect(views).toHaveLength(0);
        stream.setWindowVisible(true);
      }
      settle();
      expect(views).toHaveLength(1);
      expect(kinds()).toEqual(['rows-snapshot', 'rows-snapshot']);
    }
  });

  test('waits for the engine without losing what the page has asked for', () => {
    const { stream, views, startEngine } = setup({ engine: false });
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    stream.receive({ kind: 'visible-rows', ids: [id] });
    stream.receive({ kind: 'details', request: { id, tab: 'peers' } });
    expect(views).toHaveLength(0);
    startEngine();
    expect(views[0]?.log).toEqual(['rows 1', 'details peers']);
  });

  test('puts the engine’s view in the place of the one that stood in for it, and drops what that still had to say', () => {
    const { stream, views, settle, posted, kinds, startEngine } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    stream.receive({ kind: 'visible-rows', ids: [id] });
    settle();
    posted.length = 0;
    views[0]?.send(delta);
    startEngine();
    settle();
    expect(views[0]?.log).toEqual(['rows 1', 'close']);
    expect(views[1]?.log).toEqual(['rows 1']);
    expect(kinds()).toEqual(['rows-snapshot', 'rows-snapshot']);
  });

  test('asks for the next chunk when the page has taken in the last', () => {
    const { stream, views } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    stream.receive({ kind: 'more' });
    expect(views[0]?.log).toEqual(['more']);
  });

  test('sends the messages of one turn as one, and each snapshot chunk as the end of one', () => {
    const { stream, views, settle, posted, kinds } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    settle();
    posted.length = 0;
    views[0]?.send(delta);
    views[0]?.send(delta);
    stream.push({ kind: 'menu', command: 'find' });
    expect(posted).toHaveLength(0);
    settle();
    expect(kinds()).toEqual(['rows-delta+rows-delta+menu']);
    posted.length = 0;
    views[0]?.send(delta);
    views[0]?.send(snapshot(true, false));
    views[0]?.send(snapshot(false, true));
    views[0]?.send(delta);
    settle();
    expect(kinds()).toEqual(['rows-delta+rows-snapshot', 'rows-snapshot', 'rows-delta']);
  });

  test('sends at most one message a turn', () => {
    const { stream, views, tick, settle, posted } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    settle();
    posted.length = 0;
    for (let i = 0; i < 5; i++) views[0]?.send(snapshot(i === 0, i === 4));
    for (let i = 1; i <= 5; i++) {
      tick();
      expect(posted).toHaveLength(i);
    }
  });

  test.each([
    ['the window is hidden', (stream: PageStream, visible: boolean) => stream.setWindowVisible(visible)],
    ['the page is hidden', (stream: PageStream, visible: boolean) => stream.receive({ kind: 'visible', visible })],
  ])('sends nothing of the view while %s, and a fresh snapshot afterwards', (_what, setVisible) => {
    const { stream, views, settle, posted, kinds } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    settle();
    posted.length = 0;
    setVisible(stream, false);
    views[0]?.send(delta); // a view that does not obey
    settle();
    expect(posted).toEqual([]);
    setVisible(stream, true);
    settle();
    expect(kinds()).toEqual(['rows-snapshot', 'rows-snapshot']);
    expect(views).toHaveLength(1);
  });

  test('shows a window that is shown already without another snapshot', () => {
    const { stream, views, settle, posted } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    settle();
    posted.length = 0;
    stream.setWindowVisible(true);
    stream.receive({ kind: 'visible', visible: true });
    settle();
    expect(posted).toEqual([]);
    expect(views[0]?.log).toEqual([]);
  });

  test('gives a reloaded page a new view that knows nothing of the old page', () => {
    const { stream, views, settle, posted, kinds, listening } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    stream.receive({ kind: 'details', request: { id, tab: 'peers' } });
    settle();
    stream.pageGone();
    expect(views[0]?.log.at(-1)).toBe('close');
    posted.length = 0;
    views[0]?.send(delta);
    stream.push({ kind: 'menu', command: 'find' });
    settle();
    expect(posted).toEqual([]);
    stream.receive({ kind: 'ready' });
    views[0]?.send(delta); // a late message of the closed view
    settle();
    expect(kinds()).toEqual(['rows-snapshot', 'rows-snapshot']);
    expect(views[1]?.log).toEqual([]);
    expect(listening).toEqual([true, false, true]);
  });

  test('a page that says ready twice gets its snapshot again', () => {
    const { stream, views, settle, kinds } = setup();
    stream.setWindowVisible(true);
    stream.receive({ kind: 'ready' });
    settle();
    stream.receive({ kind: 'ready' });
    settle();
    expect(views[0]?.log).toEqual(['close']);
    expect(kinds()).toHaveLength(4);
  });
});
