import { describe, expect, test } from 'vitest';
import { type CommandLine, parseCommandLine } from '../../../../electron/main/command-line.js';

const parse = (...args: string[]): CommandLine => parseCommandLine(args, '/home/me');

describe('the command line', () => {
  test('takes values after a space and after an equals sign alike', () => {
    const spaced = parse(
      'shoal',
      '--profile',
      'p',
      '--port',
      '6881',
      '--bind',
      '127.0.0.1',
      '--max-down',
      '5000',
      '--max-up',
      '7',
      '--save-to',
      '/d',
    );
    const joined = parse('shoal', '--profile=p', '--port=6881', '--bind=127.0.0.1', '--max-down=5000', '--max-up=7', '--save-to=/d');
    expect(joined).toEqual(spaced);
    expect(spaced).toEqual({
      ok: true,
      options: {
        profileDir: '/home/me/p',
        settings: { listenPort: 6881, bindAddress: '127.0.0.1', maxDownBps: 5000, maxUpBps: 7, downloadFolder: '/d' },
        language: null,
        mock: null,
      },
      rest: ['shoal'],
    });
  });

  test('takes the goals of seeding, decimals where they make sense', () => {
    expect(parse('--ratio', '1.5', '--seed-time=90')).toMatchObject({ options: { settings: { goalRatio: 1.5, goalSeedMinutes: 90 } } });
  });

  test('takes the places where the DHT is entered', () => {
    const line = parse('--dht-bootstrap', 'router.example:6881', '--dht-bootstrap=127.0.0.2:7000');
    expect(line).toMatchObject({ options: { settings: { dhtRouters: ['router.example:6881', '127.0.0.2:7000'] } } });
  });

  test('takes the transport of connections to peers', () => {
    expect(parse('--transport=utp')).toMatchObject({ options: { settings: { transport: 'utp' } } });
  });

  test('turns ways to data off switch by switch', () => {
    const line = parse('--no-dht', '--no-pex', '--no-lsd', '--no-nat', '--no-trackers', '--no-web-seeds');
    const off = { dht: false, pex: false, lsd: false, nat: false, trackers: false, webSeeds: false };
    expect(line).toMatchObject({ options: { settings: off } });
  });

  test('takes what is wanted of encryption', () => {
    expect(parse('--encryption', 'require')).toMatchObject({ options: { settings: { encryption: 'require' } } });
    expect(parse('--encryption=disable')).toMatchObject({ options: { settings: { encryption: 'disable' } } });
  });

  test('takes a list for the IP filter, a file from where it was started or a URL', () => {
    expect(parse('--ip-filter', 'lists/a.gz')).toMatchObject({
      options: { settings: { ipFilter: expect.stringMatching(/\/lists\/a\.gz$/) } },
    });
    expect(parse('--ip-filter=https://lists.test/a?b=c')).toMatchObject({
      options: { settings: { ipFilter: 'https://lists.test/a?b=c' } },
    });
  });

  test('speaks another language for this run', () => {
    expect(parse('--language=pt-BR')).toMatchObject({ options: { language: 'pt-BR' } });
    expect(parse('--language', 'klingon')).toEqual({ ok: false, message: '--language needs a language such as de or pt-BR.' });
  });

  test('leaves alone what is not ours', () => {
    const others = ['/opt/electron', '--no-sandbox', '--user-data-dir=/x', '--inspect=0', '.', 'a.torrent', 'magnet:?xt=1', '--toString'];
    expect(parse(...others)).toEqual({ ok: true, options: { profileDir: null, settings: {}, language: null, mock: null }, rest: others });
  });

  test('shows made-up torrents where asked for so many', () => {
    expect(parse('--mock=10000', '--freeze-time')).toMatchObject({
      options: { mock: { count: 10_000, seed: 7, frozen: true, delayMs: 0 } },
    });
    expect(parse('--mock', '3', '--seed=8')).toMatchObject({ options: { mock: { count: 3, seed: 8, frozen: false } } });
    expect(parse('--mock=many')).toEqual({ ok: false, message: '--mock needs a number of torrents.' });
  });

  test('does not take a folder named like a torrent for something to open', () => {
    expect(parse('--save-to', 'a.torrent', 'b.torrent')).toMatchObject({ rest: ['b.torrent'] });
  });

  test('takes everything after -- as it is', () => {
    expect(parse('--no-dht', '--', '--port', 'x')).toMatchObject({ options: { settings: { dht: false } }, rest: ['--port', 'x'] });
  });

  test.each([
    [['--port', 'many'], '--port needs a number from 0 to 65535.'],
    [['--port=70000'], '--port needs a number from 0 to 65535.'],
    [['--max-down', '0'], '--max-down needs a number of bytes a second.'],
    [['--port', '6881.5'], '--port needs a number from 0 to 65535.'],
    [['--ratio', 'much'], '--ratio needs a number such as 1.5.'],
    [['--seed-time=1.5'], '--seed-time needs a number of minutes.'],
    [['--max-up=1e3'], '--max-up needs a number of bytes a second.'],
    [['--profile'], '--profile needs a folder.'],
    [['--save-to', '--no-dht'], '--save-to needs a folder.'],
    [['--dht-bootstrap', 'router'], '--dht-bootstrap needs a host and a port, such as router.example:6881.'],
    [['--encryption', 'always'], '--encryption needs prefer, require or disable.'],
    [['--ip-filter', ''], '--ip-filter needs a file or a URL.'],
    [['--bind='], '--bind needs an address.'],
    [['--bind', 'a b'], '--bind needs an address.'],
    [['--transport', 'udp'], '--transport needs tcp, utp or both.'],
  ])('%j is refused in one sentence', (args, message) => {
    expect(parse(...args)).toEqual({ ok: false, message });
  });
});
