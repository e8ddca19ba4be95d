import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, test } from 'vitest';
import { claimInstance, Lifecycle, type SecondStart, secondStartFrom } from '../../../../electron/main/lifecycle.js';

function setup(platform: NodeJS.Platform = 'linux', shutdown: () => Promise<void> = async () => undefined) {
  const log: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    quit: () => log.push('quit'),
    exit: (code: number) => log.push(`exit ${code}`),
    requestSingleInstanceLock: (data: unknown) => {
      log.push(JSON.stringify(data));
      return true;
    },
  });
  const starts: SecondStart[] = [];
  const lifecycle = new Lifecycle(app as unknown as App, {
    platform,
    present: () => log.push('present'),
    onSecondStart: (start) => starts.push(start),
    shutdown: async () => {
      log.push('shutdown');
      await shutdown();
    },
  });
  return { app, log, starts, lifecycle };
}

describe('the app’s life', () => {
  test('a second start hands over its arguments as given', () => {
    const { app, log, starts } = setup();
    claimInstance(app as unknown as App, { argv: ['shoal', 'a.torrent'], cwd: '/home/me' });
    expect(log).toEqual(['{"argv":["shoal","a.torrent"],"cwd":"/home/me"}']);
    app.emit('second-instance', {}, ['reordered'], '/', { argv: ['shoal', 'a.torrent'], cwd: '/home/me' });
    app.emit('second-instance', {}, [], '/', { argv: 'x', cwd: 3 });
    expect(starts).toEqual([{ argv: ['shoal', 'a.torrent'], cwd: '/home/me' }]);
  });

  test.each([null, 'x', {}, { argv: [], cwd: 1 }, { argv: [1], cwd: '/' }])('%j from another process is no start', (data) => {
    expect(secondStartFrom(data)).toBeNull();
  });

  test('closing the last window quits, except on macOS', () => {
    const linux = setup('linux');
    linux.app.emit('window-all-closed');
    expect(linux.log).toEqual(['quit']);
    const mac = setup('darwin');
    mac.app.emit('window-all-closed');
    mac.app.emit('activate');
    expect(mac.log).toEqual(['present']);
  });

  test('quitting waits until everything is saved, and ends once', async () => {
    let saved = (): void => undefined;
    const { app, log, lifecycle } = setup(
      'linux',
      () =>
        new Promise<void>((resolve) => {
          saved = resolve;
        }),
    );
    app.emit('before-quit');
    expect(lifecycle.quitting).toBe(true);
    let prevented = 0;
    const event = { preventDefault: () => prevented++ };
    app.emit('will-quit', event);
    app.emit('will-quit', event);
    await Promise.resolve();
    expect([log, prevented]).toEqual([['shutdown'], 2]);
    saved();
    await lifecycle.end(0);
    expect(log).toEqual(['shutdown', 'exit 0']);
  });
});
