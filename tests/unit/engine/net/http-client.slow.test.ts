import type { ServerResponse } from 'node:http';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import { HttpClient, type HttpClientOptions } from '../../../../engine/net/http-client.io.js';
import { type ScriptedServer, scriptedServer } from '../../../support/http-script.js';
import { SELF_SIGNED_CERT, SELF_SIGNED_KEY } from '../../../support/self-signed.js';

const MAX_BYTES = 64 * 1024;

let server: ScriptedServer;
let clients: HttpClient[];
let judged: [string, string][];

beforeEach(async () => {
  server = await scriptedServer();
  clients = [];
  judged = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

/** Every name leads to 127.0.0.1. */
function newClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = new HttpClient({
    resolver: { resolve: async () => ['127.0.0.1'] },
    allowAddress: (ip, url) => {
      judged.push([ip, url]);
      return true;
    },
    ...options,
  });
  clients.push(client);
  return client;
}
const at = (path: string, host = 'tracker.test') => `http://${host}:${server.port}${path}`;
const get = (client: HttpClient, url: string, more: object = {}) => client.get({ url, timeoutMs: 5_000, maxBytes: MAX_BYTES, ...more });
const errno = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof EngineError ? (error.facts.errno ?? error.code) : error),
  );
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
/** Writes for as long as the other side reads; tells how much went out. */
function pour(response: ServerResponse, chunk: Uint8Array, limitBytes: number): { bytes: number } {
  const poured = { bytes: 0 };
  const more = (): void => {
    while (!response.destroyed && poured.bytes < limitBytes) {
      poured.bytes += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
  return poured;
}

describe('HTTP client', () => {
  it('fetches a body with status, headers and its own headers sent', async () => {
    server.on('/x', (_request, response) => response.writeHead(418, { 'x-tea': 'pot' }).end('short and stout'));
    const answer = await get(newClient({ userAgent: 'Shoal 0.1.0' }), at('/x?a=%FF'), { headers: { range: 'bytes=0-1' } });
    expect(answer).toMatchObject({ status: 418, finalUrl: at('/x?a=%FF') });
    expect(answer.headers['x-tea']).toBe('pot');
    expect(text(answer.body)).toBe('short and stout');
    const [request] = server.requests;
    expect(request?.url).toBe('/x?a=%FF');
    expect(request?.headers).toMatchObject({ 'user-agent': 'Shoal 0.1.0', range: 'bytes=0-1', host: `tracker.test:${server.port}` });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('undoes %s', async (encoding, compress) => {
    const body = 'd8:intervali900ee'.repeat(1_000);
    server.on('/x', (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(compress(body)));
    expect(text((await get(newClient(), at('/x'))).body)).toBe(body);
  });

  it('reuses a connection', async () => {
    server.on('/x', (_request, response) => response.end('ok'));
    const client = newClient();
    for (let i = 0; i < 3; i += 1) {
      await get(client, at('/x'));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.connections).toBe(1);
  });

  it('does not reuse a connection for a request whose addresses were judged otherwise', async () => {
    server.on('/x', (_request, response) => response.end('ok'));
    let addresses = ['127.0.0.1'];
    const client = newClient({ resolver: { resolve: async () => addresses } });
    await get(client, at('/x'));
    addresses = ['127.0.0.1', '127.0.0.9'];
    await get(client, at('/x'));
    expect(server.connections).toBe(2);
  });

  it('tries again when a kept connection turns out to be closed', async () => {
    const used = new Set<unknown>();
    server.on('/x', (request, response) => {
      if (used.has(request.socket)) request.socket.destroy();
      else response.end('ok');
      used.add(request.socket);
    });
    const client = newClient();
    await get(client, at('/x'));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await get(client, at('/x'))).status).toBe(200);
    expect(server.requests).toHaveLength(3);
    expect(server.connections).toBe(2);
  });

  it('takes the judged address and asks no one else', async () => {
    server.on('/x', (_request, response) => response.end('ok'));
    await get(newClient(), at('/x', 'no-such-name.invalid'));
    expect(judged).toEqual([['127.0.0.1', at('/x', 'no-such-name.invalid')]]);
  });

  it('dials no address that is not allowed, and only those that are', async () => {
    server.on('/x', (_request, response) => response.end('ok'));
    const resolver = { resolve: async () => ['127.0.0.77', '127.0.0.1'] };
    expect(await errno(get(newClient({ allowAddress: () => false }), at('/x')))).toBe('ADDRESS_NOT_ALLOWED');
    expect(server.requests).toHaveLength(0);
    const client = newClient({ resolver, allowAddress: (ip) => ip === '127.0.0.1' });
    expect((await get(client, at('/x'))).status).toBe(200);
  });

  it('follows redirects and judges every one', async () => {
    server.on('/a', (_request, response) => response.writeHead(302, { location: '/b' }).end());
    server.on('/b', (_request, response) => response.writeHead(301, { location: at('/c', 'other.test') }).end());
    server.on('/c', (_request, response) => response.end('there'));
    const answer = await get(newClient(), at('/a'), { headers: { authorization: 'secret', 'x-plain': '1' } });
    expect(text(answer.body)).toBe('there');
    expect(answer.finalUrl).toBe(at('/c', 'other.test'));
    expect(judged.map(([, url]) => url)).toEqual([at('/a'), at('/b'), at('/c', 'other.test')]);
    expect(server.requests.map((request) => request.headers.authorization)).toEqual(['secret', 'secret', undefined]);
    expect(server.requests[2]?.headers['x-plain']).toBe('1');
  });

  it('gives up after five redirects', async () => {
    server.on('/loop', (_request, response) => response.writeHead(302, { location: '/loop' }).end());
    expect(await errno(get(newClient(), at('/loop')))).toBe('TOO_MANY_REDIRECTS');
    expect(server.requests).toHaveLength(6);
  });

  it('refuses a redirect that leads inwards, or out of HTTP', async () => {
    server.on('/a', (_request, response) => response.writeHead(302, { location: '/b' }).end());
    server.on('/f', (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    const asked: string[] = [];
    const client = newClient({
      allowRedirect: (from, to) => {
        asked.push(`${from} ${to}`);
        return false;
      },
    });
    expect(await errno(get(client, at('/a')))).toBe('BAD_REDIRECT');
    expect(asked).toEqual(['127.0.0.1 127.0.0.1']);
    expect(server.requests).toHaveLength(1);
    expect(await errno(get(newClient(), at('/f')))).toBe('BAD_REDIRECT');
  });

  it('stops an endless body at the cap', async () => {
    let poured = { bytes: 0 };
    server.on('/big', (_request, response) => {
      poured = pour(response, new Uint8Array(64 * 1024), 1024 ** 3);
    });
    expect(await errno(get(newClient(), at('/big')))).toBe('TOO_LARGE');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(poured.bytes).toBeLessThan(64 * 1024 ** 2);
  });

  it('refuses a length over the cap before the body', async () => {
    server.on('/big', (_request, response) => response.writeHead(200, { 'content-length': String(1024 ** 3) }).flushHeaders());
    expect(await errno(get(newClient(), at('/big')))).toBe('TOO_LARGE');
  });

  it('stops a gzip bomb at the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(MAX_BYTES);
    server.on('/bomb', (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const before = process.memoryUsage().arrayBuffers;
    expect(await errno(get(newClient(), at('/bomb')))).toBe('TOO_LARGE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it.each([
    ['damaged gzip', 'gzip', Buffer.from('not gzip at all'), 'Z_DATA_ERROR'],
    ['gzip that ends early', 'gzip', gzipSync('x'.repeat(1000)).subarray(0, 20), 'Z_BUF_ERROR'],
    ['an encoding we did not ask for', 'br', Buffer.from('x'), 'BAD_ENCODING'],
  ])('refuses %s', async (_name, encoding, body, code) => {
    server.on('/x', (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await errno(get(newClient(), at('/x')))).toBe(code);
  });

  it.each([
    ['never answers', () => undefined],
    ['answers and then falls silent', (response: ServerResponse) => response.write('d8:inter')],
    [
      'sends a byte now and then',
      (response: ServerResponse) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('ends in time with a server that %s', async (_name, behave) => {
    server.on('/hang', (_request, response) => void behave(response));
    expect(await errno(get(newClient(), at('/hang'), { timeoutMs: 150 }))).toBe('ETIMEDOUT');
  });

  it('ends in time when the name never resolves', async () => {
    const resolver = { resolve: () => new Promise<never>(() => undefined) };
    expect(await errno(get(newClient({ resolver }), at('/x'), { timeoutMs: 100 }))).toBe('ETIMEDOUT');
  });

  it('is cancelled by the signal of the caller', async () => {
    server.on('/hang', () => undefined);
    const controller = new AbortController();
    const work = newClient().get({ url: at('/hang'), timeoutMs: 5_000, maxBytes: 1 }, controller.signal);
    setTimeout(() => controller.abort(), 30);
    expect(await errno(work)).toBe('cancelled');
    expect(await errno(newClient().get({ url: at('/hang'), timeoutMs: 5_000, maxBytes: 1 }, controller.signal))).toBe('cancelled');
  });

  it('says what went wrong in a plain sentence', async () => {
    server.on('/broken', (request) => request.socket.destroy());
    server.on('/half', (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 10);
    });
    const sentence = (url: string) => get(newClient(), url).catch((error: Error) => error.message);
    expect(await sentence(at('/broken'))).toBe('tracker.test broke the connection off.');
    expect(await sentence(at('/half'))).toBe('tracker.test broke the connection off.');
    expect(await sentence('http://tracker.test:1/x')).toBe('tracker.test refused the connection.');
    expect(await sentence('ftp://tracker.test/x')).toBe('The address is not one of http or https.');
    expect(await sentence('nonsense')).toBe('The address is not one of http or https.');
  });

  it('dials from the given address, and only to its family', async () => {
    server.on('/x', (request, response) => response.end(request.socket.remoteAddress));
    const answer = await get(newClient(), at('/x'), { localAddress: '127.0.0.42' });
    expect(text(answer.body)).toBe('127.0.0.42');
    expect(await errno(get(newClient(), at('/x'), { localAddress: '::1' }))).toBe('EADDRNOTAVAIL');
  });

  it('verifies certificates: self-signed is refused, trusted is accepted, a wrong name is refused', async () => {
    const secure = await scriptedServer({ key: SELF_SIGNED_KEY, cert: SELF_SIGNED_CERT });
    secure.on('/x', (_request, response) => response.end('secret'));
    const url = (host: string) => `https://${host}:${secure.port}/x`;
    try {
      expect(await errno(get(newClient(), url('secure.test')))).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(secure.requests).toHaveLength(0);
      const trusting = newClient({ ca: SELF_SIGNED_CERT });
      expect(text((await get(trusting, url('secure.test'))).body)).toBe('secret');
      expect(await errno(get(trusting, url('other.test')))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    } finally {
      await secure.close();
    }
  });
});
