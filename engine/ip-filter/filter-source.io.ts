/** FilterSource over files and HTTP. A list may be packed with gzip, as those on the web often are. */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from '../api/errors.js';
import { hostOf } from '../base/outbound-rules.js';
import type { HttpPort } from '../base/ports.js';
import { type FilterSource, isFilterUrl } from './filter-source.js';

const CHUNK_BYTES = 64 * 1024;
const MOST_DOWNLOAD_BYTES = 64 * 1024 * 1024;
const DOWNLOAD_LIMIT_MS = 30_000;
const OK = 200;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

export class SystemFilterSource implements FilterSource {
  constructor(private readonly http: HttpPort) {}

  async *open(place: string, localAddress: string | null): AsyncIterable<Uint8Array> {
    const failed = (errno: string) =>
      isFilterUrl(place)
        ? networkFailed(place, errno)
        : new EngineError('path-unusable', 'The file cannot be read.', { path: place, errno });
    try {
      yield* unpacked(isFilterUrl(place) ? this.download(place, localAddress) : createReadStream(place, { highWaterMark: CHUNK_BYTES }));
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw failed((error as NodeJS.ErrnoException).code ?? '');
    }
  }

  private async *download(url: string, localAddress: string | null): AsyncIterable<Uint8Array> {
    const request = { url, timeoutMs: DOWNLOAD_LIMIT_MS, maxBytes: MOST_DOWNLOAD_BYTES };
    const { body, status } = await this.http.get({ ...request, ...(localAddress === null ? {} : { localAddress }) });
    if (status !== OK) throw networkFailed(url, `HTTP ${status}`);
    for (let at = 0; at < body.length; at += CHUNK_BYTES) {
      yield body.subarray(at, at + CHUNK_BYTES);
      await breathe();
    }
  }
}

/** As it comes, or unpacked where it begins as gzip does. */
async function* unpacked(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks = packed[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return;
  const all = rejoined(first.value, chunks);
  if (GZIP_MAGIC.compare(first.value, 0, GZIP_MAGIC.length) !== 0) return yield* all;
  const plain = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(Readable.from(all), plain, () => undefined); // a failure ends `plain` too, and is met there
  yield* plain;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** The host alone: URLs of lists may carry a key. */
const networkFailed = (url: string, errno: string): EngineError =>
  new EngineError('network-failed', 'The server does not give the list.', { host: URL.canParse(url) ? hostOf(new URL(url)) : '', errno });
