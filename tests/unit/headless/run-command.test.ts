import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost } from './fake-host.js';

const run = async (...words: string[]) => {
  const host = new FakeHost();
  return { code: await runCommand(words, host), host };
};

describe('the command line', () => {
  it('prints its version', async () => {
    const { code, host } = await run('--version');
    expect([code, host.output]).toEqual([0, 'shoal 1.2.3\n']);
  });

  it('lists every sub-command in its help', async () => {
    const { code, host } = await run('--help');
    expect(code).toBe(0);
    for (const name of ['download', 'seed', 'inspect', 'create', 'verify']) expect(host.output).toContain(`  ${name} `);
  });

  it.each([
    [
      'download',
      [
        '--out',
        '--port',
        '--bind',
        '--peer',
        '--select',
        '--seed',
        '--max-down',
        '--max-up',
        '--dht-bootstrap',
        '--no-dht',
        '--no-pex',
        '--no-lsd',
        '--no-nat',
        '--no-trackers',
        '--state',
        '--json',
      ],
    ],
    ['seed', ['--data', '--port', '--bind', '--peer', '--max-up', '--no-dht', '--state', '--json']],
    ['create', ['--out', '--piece-size', '--tracker', '--web-seed', '--private', '--comment', '--source', '--json']],
    ['inspect', ['--json']],
    ['verify', ['--data', '--json']],
  ])('explains every option of %s', async (name, options) => {
    const { code, host } = await run(name, '--help');
    expect(code).toBe(0);
    for (const option of options) expect(host.output).toContain(`  ${option}`);
  });

  it.each([
    [[], 'error: a command is missing; shoal --help lists them'],
    [['dance'], 'error: there is no command "dance"; shoal --help lists them'],
    [['download', 't.torrent'], 'error: --out is missing'],
    [['download', '--out', 'd'], 'error: FILE|MAGNET is missing'],
    [['download', 't.torrent', 'u.torrent', '--out', 'd'], 'error: "u.torrent" is one word too many'],
    [['download', 't.torrent', '--out', 'd', '--fast'], 'error: there is no option --fast'],
    [['download', 't.torrent', '-o', 'd'], 'error: there is no option -o'],
    [['download', 't.torrent', '--out'], 'error: --out needs a value: --out DIR'],
    [['download', 't.torrent', '--out', '--seed'], 'error: --out needs a value: --out DIR'],
    [['download', 't.torrent', '--out', 'd', '--seed=yes'], 'error: --seed takes no value'],
    [['download', 't.torrent', '--out', 'd', '--port', '99999'], 'error: --port takes a whole number from 1 to 65535, not "99999"'],
    [['download', 't.torrent', '--out', 'd', '--max-down', '1.5'], 'error: --max-down takes a whole number of at least 1, not "1.5"'],
    [['download', 't.torrent', '--out', 'd', '--bind', 'home'], 'error: --bind takes an IPv4 or IPv6 address, not "home"'],
    [['download', 't.torrent', '--out', 'd', '--peer', '127.0.0.1'], 'error: --peer takes HOST:PORT, not "127.0.0.1"'],
    [['download', 't.torrent', '--out', 'd', '--select', '2-1'], 'error: --select takes file numbers such as 0,3-5, not "2-1"'],
    [['download', 't.torrent', '--out', 'd', '--select', '0-3'], 'error: --select names file 3: the torrent has files 0 to 2'],
    [['create', 'data', '--out', 'o', '--piece-size', '20000'], 'error: --piece-size takes a power of two, not "20000"'],
    [
      ['create', 'data', '--out', 'o', '--tracker', 'ftp://x'],
      'error: --tracker takes a URL (http://, https://, udp://, ws://, wss://), not "ftp://x"',
    ],
  ])('answers wrong usage %j with exit code 2 and one line', async (words, line) => {
    const { code, host } = await run(...words);
    expect([code, host.errors, host.output]).toEqual([2, [line], '']);
  });

  it('answers a file that is not there with exit code 1 and one line', async () => {
    const { code, host } = await run('inspect', 'gone.torrent');
    expect([code, host.errors]).toEqual([1, ['error: /place/gone.torrent cannot be used: there is no such file or folder']]);
  });

  it('never prints a stack trace or a control character of a message', async () => {
    const host = new FakeHost();
    host.engine.openEngine = async () => {
      throw new Error('broken\u001b[31m\n    at somewhere.ts:1');
    };
    expect(await runCommand(['download', 't.torrent', '--out', 'd'], host)).toBe(1);
    expect(host.errors).toEqual(['error: broken\ufffd[31m']);
  });

  it('takes the last of an option given twice', async () => {
    const { code, host } = await run('verify', 't.torrent', '--data', 'gone', '--data', 'data');
    expect([code, host.errors]).toEqual([0, []]);
  });
});
