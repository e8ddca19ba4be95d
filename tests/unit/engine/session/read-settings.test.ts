import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../engine/api/settings.js';
import { readSettings } from '../../../../engine/session/read-settings.js';

describe('saved settings', () => {
  test('are read field by field', () => {
    const saved = {
      ...DEFAULT_SETTINGS,
      listenPort: 5000,
      maxDownBps: 1000,
      maxUpBps: null,
      dht: false,
      downloadFolder: '/x',
      bindAddress: '10.0.0.1',
      encryption: 'require' as const,
      ipFilter: '/lists/level1.gz',
      transport: 'utp' as const,
    };
    expect(readSettings(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
    expect(readSettings({})).toEqual(DEFAULT_SETTINGS);
  });

  test.each([
    ['listenPort', 65_536],
    ['listenPort', -1],
    ['listenPort', 1.5],
    ['listenPort', '80'],
    ['maxDownBps', 0],
    ['maxDownBps', Number.NaN],
    ['maxUpBps', '5'],
    ['maxConnections', 0],
    ['uploadSlotsPerTorrent', null],
    ['bindAddress', 5],
    ['transport', 'udp'],
    ['downloadFolder', null],
    ['encryption', 'always'],
    ['encryption', true],
    ['ipFilter', 7],
    ['dht', 1],
  ])('%s cannot be %j: that one falls back, the others stay', (key, value) => {
    expect(readSettings({ [key]: value, pex: false })).toEqual({ ...DEFAULT_SETTINGS, pex: false });
  });

  test('take nothing that is no setting', () => {
    const json = JSON.parse('{"__proto__": {"dht": false}, "constructor": 1, "toString": 2, "theme": "dark", "lsd": false}');
    const read = readSettings(json);
    expect(Object.keys(read).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
    expect(read).toEqual({ ...DEFAULT_SETTINGS, lsd: false });
  });

  test.each([null, 5, 'x', [], undefined])('%j is not a file of settings', (json) => {
    expect(() => readSettings(json)).toThrow('not an object');
  });

  test('any object gives usable settings', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(Object.keys(DEFAULT_SETTINGS).map((key) => [key, fc.anything()]))), (json) => {
        const read = readSettings(json);
        expect(Object.keys(read).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
        expect(Number.isInteger(read.listenPort) && typeof read.trackers === 'boolean').toBe(true);
      }),
    );
  });
});
