import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRouter, type RouterHost, type ShellHandlers } from '../../../../../electron/main/ipc/router.js';
import { shellParsers } from '../../../../../electron/main/ipc/shell-parsers.js';
import type { Sender } from '../../../../../electron/main/ipc/trusted-sender.js';
import { EngineError } from '../../../../../engine/api/errors.js';
import { commandParsers } from '../../../../../engine/commands/index.js';

const page: Sender = { webContentsId: 1, frameUrl: 'app://bundle/index.html', isMainFrame: true };
const id = '0123456789abcdef';
const shellNames = Object.keys(shellParsers);
const allNames = [...Object.keys(commandParsers), ...shellNames];

function setup(execute: RouterHost['execute'] = async () => null as never) {
  const calls: { name: string; args: unknown }[] = [];
  const logged: string[] = [];
  const shell = Object.fromEntries(
    shellNames.map((name) => [
      name,
      async (args: unknown) => {
        calls.push({ name, args });
        return null;
      },
    ]),
  ) as unknown as ShellHandlers;
  const route = createRouter({
    devOrigin: null,
    log: {
      info: () => undefined,
      warn: (text) => logged.push(text),
      error: (text, cause) => logged.push(`${text} ${(cause as Error).stack}`),
    },
    isOurWindow: (webContentsId) => webContentsId === 1,
    execute: async (name, args) => {
      calls.push({ name, args });
      return execute(name, args);
    },
    shell,
  });
  return { route, calls, logged };
}

describe('the router', () => {
  test('hands a parsed engine command to the engine and a shell command to the shell', async () => {
    const { route, calls } = setup(async () => null as never);
    expect(await route(page, { name: 'torrents.pause', args: { ids: [id] } })).toEqual({ ok: true, value: null });
    expect(await route(page, { name: 'shell.copyText', args: { text: 'x' } })).toEqual({ ok: true, value: null });
    expect(calls).toEqual([
      { name: 'torrents.pause', args: { ids: [id] } },
      { name: 'shell.copyText', args: { text: 'x' } },
    ]);
  });

  test('does nothing for a sender it does not trust', async () => {
    const { route, calls } = setup();
    for (const sender of [
      { ...page, isMainFrame: false },
      { ...page, webContentsId: 2 },
      { ...page, frameUrl: 'https://example.org/' },
    ]) {
      expect(await route(sender, { name: 'torrents.remove', args: { ids: [id], deleteData: true } })).toMatchObject({ ok: false });
    }
    expect(calls).toEqual([]);
  });

  test('does not run a command whose arguments do not fit', async () => {
    const { route, calls } = setup();
    const answer = await route(page, { name: 'torrents.pause', args: { ids: 'all' } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'arguments-invalid', facts: { field: 'ids' } } });
    expect(calls).toEqual([]);
  });

  test('passes an engine error on as data', async () => {
    const { route } = setup(async () => {
      throw new EngineError('disk-full', 'The disk is full.', { path: '/d' });
    });
    const answer = await route(page, { name: 'settings.get', args: {} });
    expect(answer).toEqual({ ok: false, error: { code: 'disk-full', message: 'The disk is full.', facts: { path: '/d' } } });
  });

  test('keeps the details of any other error out of the page and writes them to the log', async () => {
    const { route, logged } = setup(async () => {
      throw new TypeError('cannot read /secret/place');
    });
    const answer = await route(page, { name: 'settings.get', args: {} });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal', facts: {} } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged.join()).toContain('/secret/place');
  });

  test.each([undefined, null, 'torrents.pause', 7, [], {}, { name: 3 }, { name: '__proto__', args: {} }, { name: 'toString', args: {} }])(
    'answers %j with an error',
    async (request) => {
      const { route, calls } = setup();
      expect(await route(page, request)).toMatchObject({ ok: false, error: { code: 'arguments-invalid' } });
      expect(calls).toEqual([]);
    },
  );

  test('answers 10,000 random requests, never rejects, and lets through only what its parser takes', async () => {
    const { route, calls } = setup();
    const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...allNames) }, fc.string());
    const leaf = fc.oneof(fc.constant(id), fc.constant('/tmp'), fc.nat(), fc.boolean(), fc.constant(null), fc.string(), fc.uint8Array());
    const key = fc.constantFrom(
      'ids',
      'id',
      'source',
      'kind',
      'bytes',
      'uri',
      'savePath',
      'paths',
      'texts',
      'text',
      'changes',
      'first',
      'count',
      '__proto__',
    );
    const args = fc.oneof(
      fc.anything({ withTypedArray: true }),
      fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf))),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: fc.record({ name, args }) }, fc.anything()), async (request) => {
        calls.length = 0;
        const answer = await route(page, request);
        expect(typeof answer.ok).toBe('boolean');
        expect(structuredClone(answer)).toEqual(answer);
        if (!answer.ok) expect(['arguments-invalid', 'internal']).toContain(answer.error.code);
        for (const call of calls) {
          const parser = { ...commandParsers, ...shellParsers }[call.name as keyof typeof commandParsers];
          expect(parser.safeParse(call.args).success).toBe(true);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test('answers even when a request cannot be read', async () => {
    const { route } = setup();
    const hostile = {
      get name(): never {
        throw new Error('no');
      },
    };
    expect(await route(page, hostile)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

describe('shell arguments', () => {
  test.each<[string, unknown]>([
    ['shell.openDropped', { paths: Array.from({ length: 1_001 }, () => '/a.torrent'), texts: [] }],
    ['shell.openDropped', { paths: [], texts: ['x'.repeat(1024 * 1024 + 1)] }],
    ['shell.showInFolder', { id, fileIndex: -1 }],
    ['shell.showInFolder', { id: '../../etc' }],
    ['shell.torrentMenu', { count: 0, canPause: true, canResume: true }],
    ['shell.fileMenu', { priority: 'urgent' }],
    ['preferences.set', { changes: { theme: 'pink' } }],
    ['preferences.set', { changes: { unknown: 1 } }],
    ['shell.info', { all: true }],
  ])('%s refuses what its type does not allow', async (name, args) => {
    const { route, calls } = setup();
    expect(await route(page, { name, args })).toMatchObject({ ok: false, error: { code: 'arguments-invalid' } });
    expect(calls).toEqual([]);
  });
});
