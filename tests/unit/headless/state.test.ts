import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost } from './fake-host.js';

const run = async (words: string, host = new FakeHost()) => {
  host.folders.add('/place/profile');
  const code = await runCommand(words.split(' '), host);
  return { code, host };
};

describe('state', () => {
  it('lists backups, for people and for programs', async () => {
    const host = new FakeHost();
    host.backups = [
      {
        name: '20261122T100000000Z-daily',
        reason: 'daily',
        version: 'Shoal 1',
        createdAt: Date.UTC(2026, 10, 22, 10),
        torrents: 3,
        bytes: 4096,
      },
    ];
    expect((await run('state list --state profile', host)).code).toBe(0);
    expect(host.output).toBe('20261122T100000000Z-daily  2026-11-22 10:00  3 torrents, 4 KiB  Shoal 1, of the day\n');
    host.output = '';
    await run('state list --state profile --json', host);
    expect(host.lines()).toEqual([{ backups: host.backups }]);
    expect((await run('state list --state profile')).host.output).toBe('There are no backups.\n');
  });

  it('backs up, exports and prints', async () => {
    const { host } = await run('state backup --state profile');
    expect([host.output, host.stateCalls]).toEqual([
      'Backed up as 20261122T100000000Z-asked.\n',
      ['open /place/profile for Shoal 1.2.3', 'backUp'],
    ]);
    const exported = await run('state export all.shoal --state profile');
    expect(exported.host.stateCalls).toContain('exportTo /place/all.shoal');
    expect(exported.host.output).toBe('Wrote 2 torrents to /place/all.shoal.\n');
    const dumped = await run('state dump --state profile');
    expect(dumped.host.lines()).toEqual([{ settings: null, torrents: [], unreadable: [] }]);
  });

  it('brings a backup or an exported file back at once', async () => {
    const restored = await run('state restore 20261122T100000000Z-daily --state profile');
    expect(restored.host.stateCalls.slice(1)).toEqual(['restore 20261122T100000000Z-daily', 'take']);
    expect(restored.host.output).toBe('Brought back 2 torrents.\n');
    const imported = await run('state import all.shoal --state fresh');
    expect(imported.host.stateCalls).toEqual(['open /place/fresh for Shoal 1.2.3', 'importFrom /place/all.shoal', 'take']);
    expect(imported.host.output).toBe('Brought back 2 torrents. 1 record could not be read.\n');
  });

  it('finds the state inside a profile of the app', async () => {
    const host = new FakeHost();
    host.folders.add('/place/profile/engine/torrents');
    host.folders.add('/place/profile/engine');
    await run('state backup --state profile', host);
    expect(host.stateCalls[0]).toBe('open /place/profile/engine for Shoal 1.2.3');
  });

  it('says what is missing', async () => {
    expect((await run('state')).host.errors).toEqual([
      'error: state wants to know what to do: list, backup, restore, export, import, dump',
    ]);
    expect((await run('state restore --state profile')).host.errors).toEqual(['error: NAME is missing']);
    expect((await run('state list')).host.errors).toEqual(['error: --state is missing']);
    const absent = await run('state list --state nowhere');
    expect([absent.code, absent.host.errors]).toEqual([1, ['error: There is no folder /place/nowhere']]);
  });

  it('explains itself', async () => {
    expect((await run('state export --help')).host.output).toContain('Usage: shoal state export FILE --state DIR [options]');
  });
});
