import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost, HASH, ID, settle } from './fake-host.js';

const MAGNET = `magnet:?xt=urn:btih:${HASH}`;

async function start(...words: string[]) {
  const host = new FakeHost();
  const code = runCommand(['download', ...words, '--out', 'out'], host);
  await settle();
  const names = () => host.lines().map((line) => line.event);
  return { host, engine: host.puppet, code, names };
}
const complete = { kind: 'torrent-complete', id: ID, name: 'set' } as const;

describe('download', () => {
  it('opens the engine with the state beside the data and the settings asked for', async () => {
    const { host, engine } = await start(
      't.torrent',
      '--json',
      '--port',
      '7000',
      '--bind',
      '127.0.0.1',
      '--max-down',
      '1000',
      '--encryption',
      'require',
      '--ip-filter',
      'lists/level1',
      '--no-dht',
      '--no-trackers',
    );
    expect(host.folders.has('/place/out')).toBe(true);
    expect(engine.options).toMatchObject({
      stateDir: `/place/out/.shoal/${HASH}`,
      diskWorker: 'file:///disk-worker.mjs',
      clientName: 'Shoal 1.2.3',
    });
    expect(engine.options?.settings).toEqual({
      listenPort: 7000,
      bindAddress: '127.0.0.1',
      maxDownBps: 1000,
      maxUpBps: null,
      encryption: 'require',
      ipFilter: '/place/lists/level1',
      dht: false,
      dhtRouters: null,
      pex: true,
      lsd: true,
      lsdInterface: null,
      nat: true,
      trackers: false,
      webSeeds: true,
    });
  });

  it('enters the DHT where it is told to', async () => {
    const { engine } = await start('t.torrent', '--dht-bootstrap', '127.0.0.2:99', '--dht-bootstrap=[::1]:98');
    expect(engine.options?.settings).toMatchObject({ dht: true, dhtRouters: ['127.0.0.2:99', '[::1]:98'] });
    const wrong = await start('t.torrent', '--dht-bootstrap', 'router');
    expect(await wrong.code).toBe(2);
    expect(wrong.host.errors.join('\n')).toContain('--dht-bootstrap takes HOST:PORT, not "router"');
  });

  it('takes the transport of connections to peers, and no word that is none', async () => {
    const { engine } = await start('t.torrent', '--json', '--transport', 'utp');
    expect(engine.options?.settings).toMatchObject({ transport: 'utp' });
    const wrong = await start('t.torrent', '--json', '--transport', 'udp');
    expect([await wrong.code, wrong.engine.options]).toEqual([2, null]);
  });

  it('adds the torrent with the chosen files and peers', async () => {
    const { engine } = await start('t.torrent', '--json', '--select', '2,0-1', '--peer', '127.0.0.2:99', '--peer', '[::1]:98');
    expect(engine.calls[0]).toMatchObject({
      name: 'torrents.add',
      args: { savePath: '/place/out', wanted: [0, 1, 2], peers: ['127.0.0.2:99', '[::1]:98'] },
    });
  });

  it('refuses a word about encryption that it does not know', async () => {
    const { code, host } = await start('t.torrent', '--encryption', 'always');
    expect(await code).toBe(2);
    expect(host.errors[0]).toContain('--encryption takes prefer, require, disable, not "always"');
  });

  it('asks for super-seeding where it stays to seed, and refuses the wish without that', async () => {
    const { engine } = await start('t.torrent', '--json', '--seed', '--super-seed');
    expect(engine.calls.find(({ name }) => name === 'torrents.setOptions')).toMatchObject({ args: { ids: [ID], superSeed: true } });
    const alone = await start('t.torrent', '--super-seed');
    expect(await alone.code).toBe(2);
    expect(alone.engine.calls).toEqual([]);
  });

  it('reports 20 times a second until the first byte and then 4 times', async () => {
    const { host, engine, names } = await start('t.torrent', '--json');
    await host.pass(1000);
    const eager = names().filter((name) => name === 'progress').length;
    engine.figuresBecome({ receivedBytes: 16_384, wantedBytes: 33_616 });
    await host.pass(2000);
    const calm = names().filter((name) => name === 'progress').length - eager;
    expect(eager).toBeGreaterThanOrEqual(20);
    expect(eager).toBeLessThanOrEqual(22);
    expect(calm).toBeGreaterThanOrEqual(8);
    expect(calm).toBeLessThanOrEqual(10);
  });

  it('says complete inside the engine event, after a last progress line', async () => {
    const { host, engine, code, names } = await start('t.torrent', '--json');
    await host.pass(1500);
    engine.figuresBecome({ receivedBytes: 50_000, wastedBytes: 16_384, wantedBytes: 33_616, doneBytes: 33_616, verifiedPieces: 3 });
    engine.event(complete);
    expect(names().slice(-2)).toEqual(['progress', 'complete']);
    expect(host.lines().at(-1)).toEqual({ event: 'complete', bytes: 33_616, seconds: 1.5, verifiedPieces: 3, wastedBytes: 16_384 });
    expect(await code).toBe(0);
    expect(engine.closed).toBe(1);
  });

  it('does not lose a completion that comes while the torrent is being added', async () => {
    const host = new FakeHost();
    const add = host.puppet.execute;
    Object.assign(host.puppet, {
      execute: async (name: 'torrents.add', args: never) => {
        host.puppet.figuresBecome({ wantedBytes: 1, doneBytes: 1, receivedBytes: 1 });
        host.puppet.event(complete);
        return add(name, args);
      },
    });
    expect(await runCommand(['download', 't.torrent', '--out', 'out', '--json'], host)).toBe(0);
    expect(host.lines().map((line) => line.event)).toEqual(['added', 'progress', 'complete']);
  });

  it('sees that a torrent was whole from the start, without an event', async () => {
    const { host, engine, code } = await start('t.torrent', '--json');
    engine.figuresBecome({ wantedBytes: 33_616, doneBytes: 33_616, verifiedPieces: 3 });
    await host.pass(500);
    expect(await code).toBe(0);
    expect(host.lines().at(-1)).toMatchObject({ event: 'complete', bytes: 33_616 });
  });

  it('takes up what an earlier run left, with this run’s files', async () => {
    const host = new FakeHost();
    host.puppet.duplicate = true;
    void runCommand(['download', 't.torrent', '--out', 'out', '--json', '--peer', '127.0.0.2:99', '--select', '2'], host);
    await settle();
    expect(host.puppet.calls.slice(1)).toEqual([
      {
        name: 'torrents.setPriorities',
        args: {
          id: ID,
          files: [
            { index: 0, priority: 'skip' },
            { index: 1, priority: 'skip' },
            { index: 2, priority: 'normal' },
          ],
        },
      },
      { name: 'torrents.resume', args: { ids: [ID] } },
    ]);
  });

  it('says once what a magnet turned out to hold', async () => {
    const { host, engine, names } = await start(MAGNET, '--json');
    await host.pass(200);
    expect(names()).not.toContain('metadata');
    engine.figuresBecome({ wantedBytes: 33_616 });
    engine.event({ kind: 'metadata-received', id: ID, name: 'set' });
    await host.pass(200);
    expect(names().filter((name) => name === 'metadata')).toHaveLength(1);
    expect(host.lines().find((line) => line.event === 'metadata')).toEqual({ event: 'metadata', name: 'set', totalSize: 33_616 });
  });

  it('ends with 1 and an error event when the torrent fails', async () => {
    const { host, engine, code } = await start('t.torrent', '--json');
    engine.event({ kind: 'torrent-error', id: ID, name: 'set', error: { code: 'disk-full', message: 'The disk is full.', facts: {} } });
    expect(await code).toBe(1);
    expect(host.lines().at(-1)).toEqual({ event: 'error', code: 'disk-full', message: 'The disk is full.' });
    expect(host.errors).toEqual(['error: The disk is full']);
    expect(engine.closed).toBe(1);
  });

  it('outlives a tracker that fails', async () => {
    const { host, engine, names } = await start('t.torrent', '--json');
    engine.event({ kind: 'torrent-error', id: ID, name: 'set', error: { code: 'tracker-failed', message: 'No answer.', facts: {} } });
    await host.pass(100);
    expect(names()).toContain('warning');
    expect(engine.closed).toBe(0);
  });

  it.each([
    [['--port', '7000'], 1],
    [[], 0],
  ])('holds a port that cannot be had against a run with %j only if it was asked for', async (words, closed) => {
    const { host, engine } = await start('t.torrent', '--json', ...words);
    engine.event({ kind: 'session-error', error: { code: 'port-unavailable', message: 'Port 7000 is in use.', facts: {} } });
    await host.pass(100);
    expect(engine.closed).toBe(closed);
  });

  it.each([
    [0, 1],
    [7, 0],
  ])('does not go on without the filter that was asked for; with %i ranges still in force it does', async (kept, closed) => {
    const { host, engine } = await start('t.torrent', '--json', '--ip-filter', 'list');
    engine.event({ kind: 'session-error', error: { code: 'ip-filter-failed', message: 'Not read.', facts: { kept } } });
    await host.pass(100);
    expect(engine.closed).toBe(closed);
  });

  it('saves and ends with 1 when it is stopped half-way', async () => {
    const { host, engine, code } = await start('t.torrent', '--json');
    host.stop('signal');
    expect(await code).toBe(1);
    expect(engine.closed).toBe(1);
    expect(host.errors).toEqual(['error: stopped before it was complete; the same command goes on from here']);
  });

  it('stays with --seed until it is stopped, then ends with 0', async () => {
    const { host, engine, code, names } = await start('t.torrent', '--json', '--seed');
    engine.figuresBecome({ wantedBytes: 1, doneBytes: 1 });
    engine.event(complete);
    await host.pass(3000);
    expect(engine.closed).toBe(0);
    engine.figuresBecome({ uploadedBytes: 5 });
    await host.pass(1000);
    expect(names().filter((name) => name === 'sharing')).toHaveLength(2);
    host.stop('signal');
    expect(await code).toBe(0);
    expect(engine.closed).toBe(1);
  });

  it('says why nothing moves: as a fact for programs, as words on a terminal', async () => {
    const stalled = { receivedBytes: 1, wantedBytes: 100, why: { kind: 'all-choke-us', peers: 2 } } as const;
    const machine = await start('t.torrent', '--json');
    machine.engine.figuresBecome(stalled);
    await machine.host.pass(500);
    expect(machine.host.lines().at(-1)).toMatchObject({ event: 'progress', why: { kind: 'all-choke-us', peers: 2 } });
    const host = new FakeHost();
    host.columns = 120;
    host.puppet.figuresBecome(stalled);
    void runCommand(['download', 't.torrent', '--out', 'out'], host);
    await host.pass(500);
    expect(host.output).toContain('2 peers connected, none with a free place for us');
    host.puppet.figuresBecome({ downBps: 5000 });
    host.output = '';
    await host.pass(500);
    expect(host.output).not.toContain('free place');
  });

  it('draws one line over and over on a terminal, no wider than it, and nothing elsewhere', async () => {
    const { host, engine, code } = await start('t.torrent');
    expect(host.output).toBe('Added set\n');
    host.columns = 40;
    engine.figuresBecome({ receivedBytes: 1, wantedBytes: 100, doneBytes: 43, downBps: 2048, peers: 1 });
    await host.pass(1000);
    const drawn = host.output.split('\r').at(-1) ?? '';
    expect(drawn).toMatch(/^█+.?░+ {2} 43 % {2}2 KiB/);
    expect([...drawn.replace('\u001b[K', '')].length).toBeLessThan(40);
    engine.figuresBecome({ doneBytes: 100, verifiedPieces: 3 });
    engine.event(complete);
    expect(await code).toBe(0);
    expect(host.output.endsWith('Complete: 100 B in 1 s, 3 pieces verified\n')).toBe(true);
  });
});
