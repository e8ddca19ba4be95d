import { describe, expect, test } from 'vitest';
import { EngineHost } from '../../../../electron/main/engine-host.js';
import type { EngineApi } from '../../../../engine/api/engine.js';
import { EngineError } from '../../../../engine/api/errors.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../engine/api/settings.js';

function fakeEngine(options: { settings?: Partial<Settings>; close?: () => Promise<void> } = {}) {
  const calls: unknown[] = [];
  const engine = {
    execute: async (name: string, args: unknown) => {
      calls.push([name, args]);
      return { ...DEFAULT_SETTINGS, ...options.settings };
    },
    close: async () => {
      calls.push('close');
      await options.close?.();
    },
  } as unknown as EngineApi;
  return { engine, calls };
}

describe('the engine’s host', () => {
  test('gives the engine a download folder only while none was chosen', async () => {
    const fresh = fakeEngine();
    await new EngineHost(
      async () => fresh.engine,
      async () => '/home/me/Downloads',
    ).ready;
    expect(fresh.calls).toContainEqual(['settings.set', { changes: { downloadFolder: '/home/me/Downloads' } }]);
    const used = fakeEngine({ settings: { downloadFolder: '/media' } });
    await new EngineHost(
      async () => used.engine,
      async () => '/home/me/Downloads',
    ).ready;
    expect(used.calls).toEqual([['settings.get', {}]]);
  });

  test('lets commands wait for the engine', async () => {
    const { engine } = fakeEngine({ settings: { downloadFolder: '/d' } });
    let open = (_engine: EngineApi): void => undefined;
    const host = new EngineHost(
      () =>
        new Promise((resolve) => {
          open = resolve;
        }),
      async () => '/d',
    );
    expect(host.current).toBeNull();
    const answer = host.execute('settings.get', {});
    open(engine);
    expect((await answer).downloadFolder).toBe('/d');
    expect(host.current).toBe(engine);
  });

  test('passes on why the engine could not open', async () => {
    const host = new EngineHost(
      async () => {
        throw new EngineError('profile-in-use', 'Another Shoal uses this profile.');
      },
      async () => '/d',
    );
    await expect(host.execute('settings.get', {})).rejects.toMatchObject({ code: 'profile-in-use' });
    expect(await host.close(1_000)).toBe(true);
  });

  test('closes once, and takes no command afterwards', async () => {
    const { engine, calls } = fakeEngine();
    const host = new EngineHost(
      async () => engine,
      async () => '/d',
    );
    await host.ready;
    expect(await Promise.all([host.close(1_000), host.close(1_000)])).toEqual([true, true]);
    expect(calls.filter((call) => call === 'close')).toHaveLength(1);
    await expect(host.execute('settings.get', {})).rejects.toMatchObject({ code: 'cancelled' });
    expect(host.current).toBeNull();
  });

  test('does not wait longer than its cap for an engine that hangs', async () => {
    const { engine } = fakeEngine({ close: () => new Promise(() => undefined) });
    const host = new EngineHost(
      async () => engine,
      async () => '/d',
    );
    expect(await host.close(20)).toBe(false);
  });
});
