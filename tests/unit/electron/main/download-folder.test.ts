import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultDownloadFolder } from '../../../../electron/main/download-folder.js';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'shoal-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('downloads go where the system keeps them', async () => {
  expect(await defaultDownloadFolder('/home/me/Téléchargements', home)).toBe('/home/me/Téléchargements');
  expect(await readdir(home)).toEqual([]);
});

test('a home without such a folder gets one, and serves itself when it cannot', async () => {
  expect(await defaultDownloadFolder(home, home)).toBe(path.join(home, 'Downloads'));
  expect(await readdir(home)).toEqual(['Downloads']);
  await rm(path.join(home, 'Downloads'), { recursive: true });
  await writeFile(path.join(home, 'Downloads'), '');
  expect(await defaultDownloadFolder(home, home)).toBe(home);
});
