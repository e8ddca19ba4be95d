import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../../../engine/api/commands.js';
import { DEFAULT_SETTINGS } from '../../../../engine/api/settings.js';
import { commandParsers, isCommandName, MAX_TORRENT_BYTES, parseCommandArgs, settingsParsers } from '../../../../engine/commands/index.js';

const id = '0123456789abcdef';
const names = Object.keys(commandParsers) as CommandName[];

/** The field named by the error, or null when the arguments were taken. */
function refusedField(name: CommandName, args: unknown): string | null {
  const result = parseCommandArgs(name, args);
  if (result.ok) return null;
  expect(result.error.code).toBe('arguments-invalid');
  return String(result.error.facts.field);
}

describe('command arguments', () => {
  test.each<[CommandName, unknown]>([
    ['torrents.preview', { source: { kind: 'magnet', uri: 'magnet:?xt=urn:btih:aa' } }],
    ['torrents.add', { source: { kind: 'file', bytes: new Uint8Array(3) }, savePath: '/home/me/Downloads' }],
    [
      'torrents.add',
      {
        source: { kind: 'magnet', uri: 'magnet:?x' },
        savePath: 'C:\\Users\\me',
        wanted: null,
        paused: true,
        hold: true,
        peers: ['10.0.0.1:6881', '[::1]:6881'],
        seed: false,
      },
    ],
    ['torrents.accept', { id, savePath: '\\\\nas\\share', wanted: [0, 5, 7], paused: false }],
    ['torrents.pause', { ids: [id] }],
    ['torrents.remove', { ids: [], deleteData: true }],
    ['torrents.setPriorities', { id, files: [{ index: 0, priority: 'skip' }] }],
    ['torrents.setPieceDeadlines', { id, pieces: [{ piece: 0, withinMs: 0 }] }],
    ['torrents.clearPieceDeadlines', { id, pieces: [3, 4] }],
    ['torrents.clearPieceDeadlines', { id, pieces: null }],
    ['torrents.setLimits', { ids: [id], maxDownBps: 50_000, maxUpBps: null }],
    ['torrents.setOptions', { ids: [id], superSeed: true, sequential: true, firstLast: false }],
    ['torrents.files', { id, first: 0, count: 5_000 }],
    ['settings.get', {}],
    ['settings.set', { changes: { dht: false, listenPort: 6881, bindAddress: '127.0.0.1' } }],
    ['session.freeSpace', { path: '/' }],
  ])('%s takes what its type allows', (name, args) => {
    const result = parseCommandArgs(name, args);
    expect(result).toEqual({ ok: true, value: args });
  });

  test.each<[string, CommandName, unknown, string]>([
    ['a relative folder', 'torrents.add', { source: { kind: 'magnet', uri: 'm' }, savePath: 'Downloads' }, 'savePath'],
    ['a folder with NUL', 'session.freeSpace', { path: '/tmp/\0' }, 'path'],
    ['an endless folder', 'session.freeSpace', { path: `/${'a'.repeat(40_000)}` }, 'path'],
    ['an unknown field', 'torrents.pause', { ids: [id], force: true }, ''],
    ['a misspelt setting', 'settings.set', { changes: { listenport: 1 } }, 'changes'],
    ['a port out of range', 'settings.set', { changes: { listenPort: 65_536 } }, 'changes.listenPort'],
    ['a zero limit', 'torrents.setLimits', { ids: [id], maxDownBps: 0, maxUpBps: null }, 'maxDownBps'],
    ['an upper-case id', 'torrents.pause', { ids: ['0123456789ABCDEF'] }, 'ids'],
    ['a list with a hole', 'torrents.pause', { ids: new Array(1) }, 'ids'],
    ['a negative file index', 'torrents.accept', { id, savePath: '/', wanted: [-1], paused: false }, 'wanted'],
    ['a fractional file index', 'torrents.accept', { id, savePath: '/', wanted: [0.5], paused: false }, 'wanted'],
    ['an unknown priority', 'torrents.setPriorities', { id, files: [{ index: 0, priority: 'urgent' }] }, 'files'],
    ['a deadline in the past', 'torrents.setPieceDeadlines', { id, pieces: [{ piece: 0, withinMs: -1 }] }, 'pieces'],
    ['a deadline in years', 'torrents.setPieceDeadlines', { id, pieces: [{ piece: 0, withinMs: 1e12 }] }, 'pieces'],
    ['a deadline without a piece', 'torrents.setPieceDeadlines', { id, pieces: [{ withinMs: 5 }] }, 'pieces'],
    ['too many deadlines', 'torrents.clearPieceDeadlines', { id, pieces: Array.from({ length: 4_097 }, (_, piece) => piece) }, 'pieces'],
    ['too many rows', 'torrents.files', { id, first: 0, count: 5_001 }, 'count'],
    ['an endless magnet', 'torrents.preview', { source: { kind: 'magnet', uri: 'm'.repeat(65_537) } }, 'source.uri'],
    ['a list where bytes belong', 'torrents.preview', { source: { kind: 'file', bytes: [1, 2] } }, 'source.bytes'],
    ['too many peers', 'torrents.addPeers', { id, peers: Array.from({ length: 1_001 }, () => 'a:1') }, 'peers'],
    ['nothing', 'torrents.pause', undefined, ''],
  ])('refuses %s', (_what, name, args, field) => {
    expect(refusedField(name, args)).toBe(field);
  });

  test('takes a torrent file of exactly 32 MiB and refuses one byte more', () => {
    const bytes = new Uint8Array(MAX_TORRENT_BYTES + 1);
    expect(refusedField('torrents.preview', { source: { kind: 'file', bytes: bytes.subarray(1) } })).toBeNull();
    expect(refusedField('torrents.preview', { source: { kind: 'file', bytes } })).toBe('source.bytes');
  });

  test('refuses a list over its cap without reading an entry', () => {
    let reads = 0;
    const ids = new Proxy(new Array(100_001), {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(target, key);
      },
    });
    expect(refusedField('torrents.pause', { ids })).toBe('ids');
    expect(reads).toBe(0);
  });

  test('an error never carries more than a little of what was sent', () => {
    const result = parseCommandArgs('torrents.pause', { ids: [], ['x'.repeat(100_000)]: 1 });
    expect(JSON.stringify(result).length).toBeLessThan(1_000);
  });

  test('knows its own names and no inherited ones', () => {
    expect(names.every(isCommandName)).toBe(true);
    expect(['toString', '__proto__', 'constructor', '', 'torrents'].some(isCommandName)).toBe(false);
  });

  test('answers with a value or an error whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.anything({ withTypedArray: true, withNullPrototype: true, withBigInt: true }),
        (name, value) => {
          const result = parseCommandArgs(name, value);
          return result.ok || result.error.code === 'arguments-invalid';
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('survives an argument that throws when it is read', () => {
    const hostile = {
      get ids(): never {
        throw new Error('no');
      },
    };
    expect(refusedField('torrents.pause', hostile)).toBe('');
  });
});

test('every default setting passes its own parser', () => {
  for (const name of Object.keys(DEFAULT_SETTINGS) as (keyof typeof DEFAULT_SETTINGS)[]) {
    expect(settingsParsers[name].safeParse(DEFAULT_SETTINGS[name]).success, name).toBe(true);
  }
});
