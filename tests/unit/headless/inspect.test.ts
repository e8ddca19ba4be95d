import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost, HASH } from './fake-host.js';

describe('inspect', () => {
  it('prints the whole torrent as one JSON object', async () => {
    const host = new FakeHost();
    expect(await runCommand(['inspect', 't.torrent', '--json'], host)).toBe(0);
    expect(host.lines()).toEqual([
      {
        name: 'set',
        version: 'v1',
        infoHashV1: HASH,
        infoHashV2: null,
        pieceLength: 16_384,
        pieceCount: 3,
        totalSize: 40_000,
        private: true,
        files: [
          { path: 'set/a', size: 10_000 },
          { path: '.pad/6384', size: 6_384, pad: true },
          { path: 'set/b', size: 23_616 },
        ],
        trackers: [['http://127.0.0.1/announce'], ['udp://127.0.0.1:1']],
        webSeeds: [],
        comment: 'calm\u001b[2Jwater',
        creationDate: 1_700_000_000,
      },
    ]);
  });

  it('leaves what a magnet does not say null, and opens no engine', async () => {
    const host = new FakeHost();
    expect(await runCommand(['inspect', `magnet:?xt=urn:btih:${HASH}`, '--json'], host)).toBe(0);
    expect(host.lines()[0]).toMatchObject({
      name: null,
      infoHashV1: HASH,
      infoHashV2: null,
      pieceLength: null,
      totalSize: null,
      private: null,
      files: null,
    });
    expect(host.puppet.options).toBeNull();
  });

  it('shows a person the files without pads, numbered as --select counts them', async () => {
    const host = new FakeHost();
    await runCommand(['inspect', 't.torrent'], host);
    expect(host.output).toContain('2 files\n  0  9.77 KiB  set/a\n  2  23.1 KiB  set/b\n');
    expect(host.output).toContain('Size       32.8 KiB (33616 bytes)');
    expect(host.output).toContain('Created    2023-11-14 22:13:20 UTC');
  });

  it('lets no escape sequence of a torrent through to the terminal', async () => {
    const host = new FakeHost();
    await runCommand(['inspect', 't.torrent'], host);
    expect(host.output).toContain('calm\ufffd[2Jwater');
    expect(host.output).not.toContain('\u001b');
  });

  it('says why a file is no torrent', async () => {
    const host = new FakeHost();
    host.metainfo = null;
    expect(await runCommand(['inspect', 't.torrent'], host)).toBe(1);
    expect(host.errors).toEqual(['error: t.torrent is not a valid torrent: The info dictionary is missing']);
  });
});
