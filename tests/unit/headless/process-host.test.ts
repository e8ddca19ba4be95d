import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineError } from '../../../engine/api/errors.js';
import { type ProcessHost, processHost } from '../../../headless/process-host.io.js';
import { FakeHost } from './fake-host.js';

describe('the process as sub-commands see it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'process-host-'));
  let host: ProcessHost;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  beforeAll(() => {
    host = processHost({ version: '1', diskWorker: 'file:///w', engine: new FakeHost().engine });
  });
  afterAll(() => {
    for (const [index, signal] of signals.entries()) {
      for (const listener of process.listeners(signal)) if (!before[index]?.includes(listener)) process.off(signal, listener);
    }
    rmSync(dir, { recursive: true, force: true });
  });

  it('reads a file up to the cap and refuses one byte more', async () => {
    const path = join(dir, 'ten');
    writeFileSync(path, '0123456789');
    expect(Buffer.from(await host.readFile(path, 10)).toString()).toBe('0123456789');
    await expect(host.readFile(path, 9)).rejects.toMatchObject({ code: 'torrent-too-large' });
  });

  it('reads no more of an endless file than the cap', async () => {
    await expect(host.readFile('/dev/zero', 100_000)).rejects.toMatchObject({ code: 'torrent-too-large' });
  });

  it('replaces a file in one step and leaves nothing beside it', async () => {
    const path = join(dir, 'out', 'x.torrent');
    mkdirSync(join(dir, 'out'));
    await host.writeFile(path, Uint8Array.of(1));
    await host.writeFile(path, Uint8Array.of(2, 3));
    expect([...readFileSync(path)]).toEqual([2, 3]);
    expect(readdirSync(join(dir, 'out'))).toEqual(['x.torrent']);
  });

  it('names the path and the reason when a file cannot be used', async () => {
    const missing = join(dir, 'missing');
    const problem = (await host.readFile(missing, 10).catch((error: EngineError) => error)) as EngineError;
    expect([problem.code, problem.message]).toEqual(['path-unusable', `${missing} cannot be used: there is no such file or folder.`]);
    await expect(host.readFile(dir, 10)).rejects.toMatchObject({ message: `${dir} cannot be used: it is a folder.` });
    writeFileSync(join(dir, 'plain'), '');
    await expect(host.makeFolder(join(dir, 'plain', 'below'))).rejects.toMatchObject({ code: 'path-unusable' });
    mkdirSync(join(dir, 'taken'));
    await expect(host.writeFile(join(dir, 'taken'), Uint8Array.of(1))).rejects.toMatchObject({ code: 'path-unusable' });
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('tells a literal address from a name', () => {
    expect(['127.0.0.1', '::1', 'localhost', '1.2.3', ''].map((text) => host.isAddress(text))).toEqual([true, true, false, false, false]);
  });
});
