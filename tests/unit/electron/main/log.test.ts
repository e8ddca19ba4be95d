import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileLog } from '../../../../electron/main/log.js';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'shoal-log-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const now = () => new Date('2026-02-03T04:05:06.007Z');
const read = (name = 'shoal.log'): Promise<string> => readFile(path.join(dir, name), 'utf8');

describe('the log', () => {
  test('writes one line an event, with time and level', async () => {
    const log = new FileLog({ dir: path.join(dir, 'made'), now });
    log.info('started');
    log.warn('slow');
    await log.flush();
    expect(await read('made/shoal.log')).toBe('2026-02-03T04:05:06.007Z info started\n2026-02-03T04:05:06.007Z warn slow\n');
  });

  test('does not let a torrent’s name start a line or turn the text around', async () => {
    const log = new FileLog({ dir, now });
    log.info('added a\n2026 error forged\r\u202e');
    await log.flush();
    expect((await read()).trimEnd().split('\n')).toHaveLength(1);
    expect(await read()).toContain('\\u000a2026 error forged\\u000d\\u202e');
  });

  test('keeps the stack of an error below its line', async () => {
    const log = new FileLog({ dir, now });
    log.error('failed', new TypeError('why'));
    await log.flush();
    expect(await read()).toMatch(/error failed\n {4}TypeError: why\n {4} {4}at /);
  });

  test('keeps three files of limited size and the newest lines', async () => {
    const log = new FileLog({ dir, now, maxFileBytes: 1_000 });
    for (let i = 0; i < 100; i++) {
      log.info(`line ${i} ${'x'.repeat(50)}`);
      await log.flush();
    }
    expect((await readdir(dir)).sort()).toEqual(['shoal.1.log', 'shoal.2.log', 'shoal.log']);
    for (const name of await readdir(dir)) expect((await stat(path.join(dir, name))).size).toBeLessThanOrEqual(1_000);
    expect(await read()).toContain('line 99 ');
  });

  test('stops nothing when it cannot be written', async () => {
    const echoed: string[] = [];
    await writeFile(path.join(dir, 'file'), '');
    const log = new FileLog({ dir: path.join(dir, 'file/logs'), now, echo: (_level, line) => echoed.push(line) });
    log.error('lost');
    await log.flush();
    expect(echoed).toHaveLength(1);
  });
});
