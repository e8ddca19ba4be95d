import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineError } from '../../../../engine/api/errors.js';
import type { HttpPort, HttpRequest } from '../../../../engine/base/ports.js';
import { SystemFilterSource } from '../../../../engine/ip-filter/filter-source.io.js';

const LIST = Array.from({ length: 20_000 }, (_, nth) => `name:10.${nth >> 8}.${nth & 255}.0-10.${nth >> 8}.${nth & 255}.9`).join('\n');
const PACKED = gzipSync(LIST);

let folder: string;
const asked: HttpRequest[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'filter-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const webOf = (body: Uint8Array, status = 200): HttpPort => ({
  get: (request) => {
    asked.push(request);
    return Promise.resolve({ status, headers: {}, body, finalUrl: request.url });
  },
});
const nowhere: HttpPort = { get: () => Promise.reject(new Error('nobody is asked')) };

async function all(http: HttpPort, place: string, localAddress: string | null = null): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of new SystemFilterSource(http).open(place, localAddress)) parts.push(Uint8Array.from(part));
  expect(Math.max(0, ...parts.map(({ length }) => length))).toBeLessThanOrEqual(1 << 16);
  return Buffer.concat(parts).toString();
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, facts }: EngineError) => ({ code, ...facts }),
  );
function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('a list for the IP filter', () => {
  test('comes from a file, plain or packed', async () => {
    expect(await all(nowhere, file('list.p2p', LIST))).toBe(LIST);
    expect(await all(nowhere, file('list.gz', PACKED))).toBe(LIST);
    expect(await all(nowhere, file('empty', ''))).toBe('');
  });

  test('comes from a URL, plain or packed, over the address we are bound to', async () => {
    expect(await all(webOf(Buffer.from(LIST)), 'http://lists.test/a?key=1', '10.0.0.1')).toBe(LIST);
    expect(asked.at(-1)).toMatchObject({ url: 'http://lists.test/a?key=1', localAddress: '10.0.0.1' });
    expect(await all(webOf(PACKED), 'HTTPS://lists.test/a.gz')).toBe(LIST);
    expect(asked.at(-1)).not.toHaveProperty('localAddress');
  });

  test('that cannot be had is told by a code, and a URL by its host alone', async () => {
    const missing = join(folder, 'missing');
    expect(await failure(all(nowhere, missing))).toEqual({ code: 'path-unusable', path: missing, errno: 'ENOENT' });
    expect(await failure(all(nowhere, folder))).toMatchObject({ code: 'path-unusable', errno: 'EISDIR' });
    expect(await failure(all(webOf(new Uint8Array(0), 404), 'http://lists.test/a?key=1'))).toEqual({
      code: 'network-failed',
      host: 'lists.test',
      errno: 'HTTP 404',
    });
  });

  test('whose packing is damaged or cut off fails as a whole', async () => {
    const damaged = Buffer.from(PACKED);
    damaged.fill(0xff, 2_000, 2_100);
    expect(await failure(all(nowhere, file('damaged.gz', damaged)))).toMatchObject({ code: 'path-unusable' });
    expect(await failure(all(nowhere, file('cut.gz', PACKED.subarray(0, -100))))).toMatchObject({
      code: 'path-unusable',
      errno: 'Z_BUF_ERROR',
    });
  });

  test('may be left before its end', async () => {
    for await (const part of new SystemFilterSource(nowhere).open(file('long.gz', PACKED), null)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
  });
});
