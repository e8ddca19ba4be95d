import { afterEach, expect, test } from 'vitest';
import { countPush, exposeTestHooks } from '../../../../electron/main/test-hooks.js';

afterEach(() => {
  globalThis.__shoalTest?.loopDelay.disable();
  globalThis.__shoalTest = undefined;
});

test('there are no test hooks without SHOAL_E2E=1, and never in a packaged app', () => {
  expect(exposeTestHooks({}, false)).toBeNull();
  expect(exposeTestHooks({ SHOAL_E2E: '0' }, false)).toBeNull();
  expect(exposeTestHooks({ SHOAL_E2E: '1' }, true)).toBeNull();
  expect(globalThis.__shoalTest).toBeUndefined();
});

test('counts messages and bytes, snapshots apart', () => {
  const hooks = exposeTestHooks({ SHOAL_E2E: '1' }, false);
  expect(globalThis.__shoalTest).toBe(hooks);
  if (hooks === null) throw new Error('no hooks');
  countPush(hooks.ipc, [{ kind: 'shell', push: { kind: 'menu', command: 'find' } }]);
  const deltaBytes = hooks.ipc.bytes;
  expect(deltaBytes).toBeGreaterThan(10);
  countPush(hooks.ipc, [{ kind: 'view', message: { kind: 'rows-snapshot', start: true, end: true, rows: [], session: {} as never } }]);
  expect(hooks.ipc).toMatchObject({ messages: 2, snapshotMessages: 1, snapshotBytes: hooks.ipc.bytes - deltaBytes });
  hooks.ipc.reset();
  expect(hooks.ipc).toMatchObject({ messages: 0, bytes: 0, largestBytes: 0 });
});
