import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../support/bundle.js';
import { makeScratch, type Payload, seededBytes, writePayload } from '../support/payload.js';
import { networkWords, runShoal } from '../support/shoal.js';
import { freePort } from '../support/waiting.js';

const PIECE = 65_536;

describe('the built command', () => {
  const scratch = makeScratch('command');
  let payload: Payload;
  let torrent: string;
  beforeAll(async () => {
    payload = writePayload(scratch.folder('data'), { 'set/a': 3 * PIECE, 'set/b': 2 * PIECE, 'set/c': PIECE });
    torrent = scratch.path('set.torrent');
    const made = await runShoal(['create', payload.root, '--out', torrent, '--piece-size', String(PIECE)]);
    expect([made.code, made.stderr]).toEqual([0, '']);
  });
  afterAll(() => scratch.dispose());

  it('prints its version and its help', async () => {
    expect(await runShoal(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^shoal \d+\.\d+\.\d+$/), stderr: '' });
    expect((await runShoal(['--help'])).stdout).toContain('download');
    expect((await runShoal(['download', '--help'])).stdout).toContain('--max-down BYTES');
  });

  it.each([
    [['dance'], 2],
    [['download', 'x.torrent'], 2],
    [['inspect', '/nowhere/x.torrent'], 1],
    [['inspect', 'magnet:?xt=urn:btih:zz'], 1],
    [['verify', '/nowhere/x.torrent', '--data', '/'], 1],
    [['create', '/nowhere/at/all', '--out', '/nowhere/x.torrent'], 1],
  ])('answers %j with exit code %i and one error line', async (words, code) => {
    const run = await runShoal(words);
    expect(run.code).toBe(code);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^error: [^\n]+\n$/);
  });

  it('refuses garbage as a torrent', async () => {
    writeFileSync(scratch.path('garbage.torrent'), seededBytes('garbage', 5_000));
    const run = await runShoal(['download', scratch.path('garbage.torrent'), '--out', scratch.path('garbage-out')]);
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toMatch(/^error: [^\n]+\n$/);
  });

  it('finds good data whole', async () => {
    const run = await runShoal(['verify', torrent, '--data', payload.dir, '--json']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toEqual({ pieces: 6, good: 6, bad: 0, missing: 0 });
  });

  it('tells a bad piece from a missing one', async () => {
    const copy = writePayload(scratch.folder('hurt'), payload.plan);
    writeFileSync(`${copy.dir}/set/a`, Buffer.concat([seededBytes('other', 5), seededBytes('payload:set/a', 3 * PIECE).subarray(5)]));
    // Its first piece is still there and right; its second lacks all but one byte.
    truncateSync(`${copy.dir}/set/b`, PIECE + 1);
    unlinkSync(`${copy.dir}/set/c`);
    const before = readdirSync(copy.dir, { recursive: true }).sort();
    const run = await runShoal(['verify', torrent, '--data', copy.dir, '--json']);
    expect(run.code).toBe(1);
    const figures = JSON.parse(run.stdout) as { pieces: number; good: number; bad: number; missing: number };
    expect(figures).toEqual({ pieces: 6, good: 3, bad: 1, missing: 2 });
    expect(run.stderr).toMatch(/^error: [^\n]+\n$/);
    expect(readdirSync(copy.dir, { recursive: true }).sort()).toEqual(before);
  });

  it('does not seed data that is not whole, and leaves it as it is', async () => {
    const copy = writePayload(scratch.folder('short'), { 'set/a': 3 * PIECE, 'set/b': 2 * PIECE });
    const run = await runShoal(['seed', torrent, '--data', copy.dir, ...networkWords('127.0.0.1', await freePort())]);
    expect(run.code).toBe(1);
    expect(run.stdout).not.toContain('"seeding"');
    expect(run.stderr).toMatch(/^error: [^\n]+\n$/);
    expect(readdirSync(copy.dir, { recursive: true }).sort()).toEqual(['set', 'set/a', 'set/b']);
  });

  it('says in one line that its port is taken', async () => {
    const { createServer } = await import('node:net');
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    const run = await runShoal(['seed', torrent, '--data', payload.dir, ...networkWords('127.0.0.1', port)]);
    server.close();
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^error: [^\n]+\n$/);
  });

  it('completes at once when the data is already there', async () => {
    const run = await runShoal([
      'download',
      torrent,
      '--out',
      payload.dir,
      '--state',
      scratch.path('state'),
      ...networkWords('127.0.0.1', await freePort()),
    ]);
    expect([run.code, run.stderr]).toEqual([0, '']);
    const last = JSON.parse(run.stdout.split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(last).toMatchObject({ event: 'complete', bytes: payload.totalBytes, verifiedPieces: 6 });
    expect(run.stdout).toContain('"downloaded":0');
  });

  it.each([
    ['inspect', () => ['inspect', torrent]],
    [
      'download',
      () => [
        'download',
        torrent,
        '--out',
        scratch.path('pipe-out'),
        '--json',
        '--no-dht',
        '--no-lsd',
        '--no-nat',
        '--no-trackers',
        '--bind',
        '127.0.0.1',
      ],
    ],
  ])('ends %s with one line when nobody reads its output', async (_name, words) => {
    mkdirSync(scratch.path('pipe-out'), { recursive: true });
    const child = spawn(process.execPath, [await ensureBundle(), ...words()], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
  });
});
