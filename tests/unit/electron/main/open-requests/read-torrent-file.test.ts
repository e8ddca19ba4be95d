import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenTarget } from '../../../../../electron/contract/shell.js';
import { readTorrentFile } from '../../../../../electron/main/open-requests/read-torrent-file.js';
import { plainText } from '../../../../support/plain-text.js';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'shoal-torrents-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));
/** The answer with its sentence as one sees it. */
const plain = (target: OpenTarget): OpenTarget => (target.kind === 'rejected' ? { ...target, message: plainText(target.message) } : target);
const at = (name: string): string => path.join(dir, name);

describe('reading a torrent file', () => {
  test('gives its bytes and its name', async () => {
    await writeFile(at('a.torrent'), 'd4:infode');
    const target = await readTorrentFile(at('a.torrent'));
    expect(target).toMatchObject({ kind: 'torrent', fileName: 'a.torrent' });
    expect(target.kind === 'torrent' && Buffer.from(target.bytes).toString()).toBe('d4:infode');
  });

  test('takes one of exactly the cap and refuses one byte more', async () => {
    await writeFile(at('big.torrent'), '');
    await truncate(at('big.torrent'), 2 * 1024 * 1024);
    expect(await readTorrentFile(at('big.torrent'), 2 * 1024 * 1024)).toMatchObject({ kind: 'torrent' });
    await truncate(at('big.torrent'), 2 * 1024 * 1024 + 1);
    expect(plain(await readTorrentFile(at('big.torrent'), 2 * 1024 * 1024))).toEqual({
      kind: 'rejected',
      fileName: 'big.torrent',
      message: 'big.torrent is larger than 2 MiB, too large for a torrent file.',
    });
  });

  test.each<[string, (name: string) => Promise<unknown> | unknown, string]>([
    ['gone.torrent', () => undefined, 'gone.torrent is not there any more.'],
    ['empty.torrent', (name) => writeFile(at(name), ''), 'empty.torrent is empty.'],
    ['folder.torrent', (name) => mkdir(at(name)), 'folder.torrent is a folder, not a .torrent file.'],
    ['picture.png', (name) => writeFile(at(name), 'x'), 'picture.png is not a .torrent file.'],
    ['nul\0.torrent', () => undefined, 'This is not the name of a file.'],
  ])('refuses %j in a sentence', async (name, make, message) => {
    await make(name);
    expect(plain(await readTorrentFile(at(name)))).toEqual({ kind: 'rejected', fileName: name, message });
  });

  test.skipIf(process.platform === 'win32')('does not wait for the writer of a named pipe', async () => {
    execFileSync('mkfifo', [at('pipe.torrent')]);
    expect(await readTorrentFile(at('pipe.torrent'))).toMatchObject({ kind: 'rejected' });
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says so when it may not read', async () => {
    await writeFile(at('mine.torrent'), 'd');
    await chmod(at('mine.torrent'), 0);
    expect(plain(await readTorrentFile(at('mine.torrent')))).toMatchObject({ message: 'You do not have permission to read mine.torrent.' });
  });
});
