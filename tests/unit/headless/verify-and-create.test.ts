import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../headless/run-command.js';
import { FakeHost } from './fake-host.js';

describe('verify', () => {
  it('ends with 0 and the figures when every piece is good', async () => {
    const host = new FakeHost();
    expect(await runCommand(['verify', 't.torrent', '--data', 'data', '--json'], host)).toBe(0);
    expect([host.lines(), host.errors]).toEqual([[{ pieces: 3, good: 3, bad: 0, missing: 0 }], []]);
  });

  it('ends with 1, the figures and one line when a piece is not', async () => {
    const host = new FakeHost();
    host.figures = { pieces: 3, good: 1, bad: 1, missing: 1 };
    expect(await runCommand(['verify', 't.torrent', '--data', 'data', '--json'], host)).toBe(1);
    expect(host.lines()).toEqual([{ pieces: 3, good: 1, bad: 1, missing: 1 }]);
    expect(host.errors).toEqual(['error: the data is not whole: 1 bad and 1 missing of 3 pieces']);
  });

  it('refuses a folder that is not there', async () => {
    const host = new FakeHost();
    expect(await runCommand(['verify', 't.torrent', '--data', 'gone'], host)).toBe(1);
    expect(host.errors).toEqual(['error: There is no folder /place/gone']);
  });
});

describe('create', () => {
  it('hands every option on and writes the file', async () => {
    const host = new FakeHost();
    const words =
      'create data --out new.torrent --piece-size 65536 --tracker http://a/announce --tracker udp://b:1 --web-seed http://c/ --private --comment hello --source here --json';
    expect(await runCommand(words.split(' '), host)).toBe(0);
    expect(host.created[0]).toMatchObject({
      path: '/place/data',
      pieceLength: 65_536,
      trackers: [['http://a/announce'], ['udp://b:1']],
      webSeeds: ['http://c/'],
      private: true,
      comment: 'hello',
      source: 'here',
      createdBy: 'Shoal 1.2.3',
    });
    expect(host.files.get('/place/new.torrent')).toEqual(Uint8Array.of(2));
    expect(host.lines()[0]).toMatchObject({ name: 'set', version: 'v1' });
  });

  it('leaves the piece size to the engine when none is given', async () => {
    const host = new FakeHost();
    await runCommand(['create', 'data', '--out', 'new.torrent'], host);
    expect(host.created[0]).toMatchObject({ trackers: [], private: false });
    for (const name of ['pieceLength', 'comment', 'source']) expect(host.created[0]).not.toHaveProperty(name);
  });
});
