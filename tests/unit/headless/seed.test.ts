import { describe, expect, it } from 'vitest';
import type { SessionView } from '../../../engine/api/session-view.js';
import type { TorrentRow, TorrentStatus } from '../../../engine/api/torrent-view.js';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost, ID, settle } from './fake-host.js';

async function start(...words: string[]) {
  const host = new FakeHost();
  const code = runCommand(['seed', 't.torrent', '--data', 'data', '--json', ...words], host);
  await settle();
  const show = (status: TorrentStatus, listenPort: number | null) => {
    const rows = [{ id: ID, status }] as unknown as readonly TorrentRow[];
    host.puppet.say({ kind: 'rows-snapshot', start: true, end: true, rows, session: { listenPort } as SessionView });
  };
  return { host, engine: host.puppet, code, show, names: () => host.lines().map((line) => line.event) };
}

describe('seed', () => {
  it('keeps its state away from the data and wants no file, so that nothing is written', async () => {
    const { engine } = await start();
    expect(engine.options?.stateDir).toBe('/tmp/shoal-x');
    expect(engine.calls[0]).toMatchObject({ name: 'torrents.add', args: { savePath: '/place/data', seed: true, wanted: [] } });
  });

  it('asks for super-seeding before the first peer is met, where that is wished', async () => {
    const { engine } = await start('--super-seed');
    expect(engine.calls.map(({ name }) => name)).toEqual(['torrents.add', 'torrents.setOptions']);
    expect(engine.calls[1]).toMatchObject({ args: { ids: [ID], superSeed: true } });
    expect((await start()).engine.calls.map(({ name }) => name)).toEqual(['torrents.add']);
  });

  it('says seeding only once every piece is good and it listens', async () => {
    const { host, engine, show, names } = await start();
    show({ kind: 'checking', progress: 0.5 }, 7000);
    engine.figuresBecome({ verifiedPieces: 3 });
    await host.pass(300);
    expect(names()).toEqual(['added']);
    show({ kind: 'seeding' }, null);
    await host.pass(300);
    expect(names()).toEqual(['added']);
    show({ kind: 'seeding' }, 7000);
    await host.pass(300);
    expect(host.lines()[1]).toEqual({ event: 'seeding', name: 'set', port: 7000 });
  });

  it('ends with 1 when the data is not whole', async () => {
    const { host, engine, show, code, names } = await start();
    engine.figuresBecome({ verifiedPieces: 2 });
    show({ kind: 'finished' }, 7000);
    await host.pass(300);
    expect(await code).toBe(1);
    expect(host.errors).toEqual(['error: the data is not whole: 2 of 3 pieces are good']);
    expect(names()).toEqual(['added', 'error']);
    expect(engine.closed).toBe(1);
  });

  it('ends with 0 when it is stopped', async () => {
    const { host, engine, show, code } = await start();
    engine.figuresBecome({ verifiedPieces: 3 });
    show({ kind: 'seeding' }, 7000);
    await host.pass(300);
    host.stop('signal');
    expect(await code).toBe(0);
    expect(engine.closed).toBe(1);
  });

  it('hands the goals over, and ends with 0 when one is reached', async () => {
    const { host, engine, show, code, names } = await start('--ratio', '1.5', '--seed-time', '90');
    expect(engine.options?.settings).toMatchObject({ goalRatio: 1.5, goalSeedMinutes: 90 });
    engine.figuresBecome({ verifiedPieces: 3 });
    show({ kind: 'seeding' }, 7000);
    await host.pass(300);
    show({ kind: 'finished' }, 7000);
    await host.pass(3000);
    expect(await code).toBe(0);
    expect(names().at(-1)).toBe('stopped');
  });

  it('takes a goal as a number only', async () => {
    const host = new FakeHost();
    expect(await runCommand(['seed', 't.torrent', '--data', 'data', '--ratio', 'two'], host)).toBe(2);
  });

  it('fails when it cannot listen and was not told whom to dial', async () => {
    const { engine, code } = await start();
    engine.event({ kind: 'session-error', error: { code: 'port-unavailable', message: 'No port.', facts: {} } });
    expect(await code).toBe(1);
  });
});
