import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { enableSandbox } from '../../../../../electron/main/security/sandbox.js';
import { guardSession, guardWebContents } from '../../../../../electron/main/security/web-contents-guard.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function guarded(devOrigin: string | null) {
  const app = new EventEmitter();
  let windowOpen: ((details: { url: string }) => { action: string }) | null = null;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: (details: { url: string }) => { action: string }) => {
      windowOpen = handler;
    },
  });
  guardWebContents(app as unknown as App, devOrigin, log);
  app.emit('web-contents-created', {}, contents);
  const refused = (name: string, url: string): boolean => {
    let prevented = false;
    contents.emit(name, {
      url,
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  };
  return { refused, openWindow: (url: string) => windowOpen?.({ url }) };
}

describe('a page', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('cannot leave its address (%s)', (name) => {
    const { refused } = guarded(null);
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'app://bundle/index.html', 'about:blank'])
      expect(refused(name, url)).toBe(true);
  });

  test('of a development server may reload itself and go nowhere else', () => {
    const { refused } = guarded('http://localhost:5173');
    expect(refused('will-navigate', 'http://localhost:5173/')).toBe(false);
    expect(refused('will-navigate', 'http://localhost:9222/')).toBe(true);
  });

  test('cannot open a window or attach a web view', () => {
    const { refused, openWindow } = guarded(null);
    expect(openWindow('https://example.org/')).toEqual({ action: 'deny' });
    expect(refused('will-attach-webview', '')).toBe(true);
  });

  test('gets no permission, device, download or foreign request', () => {
    const handlers: Record<string, (...args: never[]) => unknown> = {};
    const events = new EventEmitter();
    const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
      handlers[name] = handler;
    };
    const session = Object.assign(events, {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: keep('load') },
    });
    guardSession(session as unknown as Session, null, log);
    const answers: unknown[] = [];
    const answer = (value: unknown): number => answers.push(value);
    const call = (name: string, ...args: unknown[]): unknown => handlers[name]?.(...(args as never[]));
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal'])
      call('request', {}, permission, answer);
    expect(answers).toEqual([false, false, false, false, false]);
    expect([call('check'), call('device')]).toEqual([false, false]);
    answers.length = 0;
    for (const url of ['app://bundle/a.js', 'https://example.org/', 'http://127.0.0.1:1/']) call('load', { url }, answer);
    expect(answers).toEqual([{ cancel: false }, { cancel: true }, { cancel: true }]);
    let prevented = false;
    events.emit('will-download', {
      preventDefault: () => {
        prevented = true;
      },
    });
    expect(prevented).toBe(true);
  });
});

test('the sandbox is asked for unless Chromium runs without one, which is said aloud', () => {
  const run = (noSandbox: boolean): { enabled: number; lines: string[] } => {
    const lines: string[] = [];
    let enabled = 0;
    const app = { commandLine: { hasSwitch: (name: string) => noSandbox && name === 'no-sandbox' }, enableSandbox: () => enabled++ };
    enableSandbox(app as unknown as App, (line) => lines.push(line));
    return { enabled, lines };
  };
  expect(run(false)).toEqual({ enabled: 1, lines: [] });
  expect(run(true)).toMatchObject({ enabled: 0, lines: [expect.stringContaining('sandbox')] });
});
