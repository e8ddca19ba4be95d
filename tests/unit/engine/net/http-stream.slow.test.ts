import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpBodySink, HttpHead, HttpTransfer } from '../../../../engine/base/ports.js';
import { HttpClient, type HttpClientOptions } from '../../../../engine/net/http-client.io.js';
import { type ScriptedServer, scriptedServer } from '../../../support/http-script.js';

let server: ScriptedServer;
let clients: HttpClient[];
beforeEach(async () => {
  server = await scriptedServer();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

function newClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = new HttpClient({ resolver: { resolve: async () => ['127.0.0.1'] }, allowAddress: () => true, ...options });
  clients.push(client);
  return client;
}
const at = (path: string, host = 'seed.test') => `http://${host}:${server.port}${path}`;

/** Gathers what comes; `whole` resolves when it is over. */
class Gathered implements HttpBodySink {
  head: HttpHead | null = null;
  bytes = 0;
  ends: (string | null)[] = [];
  readonly whole: Promise<string | null>;
  private finish: (failure: string | null) => void = () => undefined;
  constructor(
    private readonly wanted = true,
    private readonly onSome: () => void = () => undefined,
  ) {
    this.whole = new Promise((resolve) => {
      this.finish = resolve;
    });
  }
  onHead(head: HttpHead): boolean {
    this.head = head;
    return this.wanted;
  }
  onBytes(view: Uint8Array): void {
    this.bytes += view.length;
    this.onSome();
  }
  onEnd(failure: string | null): void {
    this.ends.push(failure);
    this.finish(failure);
  }
}

describe('A streamed answer', () => {
  it('hands over the head, then the body, and asks for no compression', async () => {
    server.on('/f', (_request, response) => response.writeHead(206, { 'content-range': 'bytes 2-4/9' }).end('cde'));
    const sink = new Gathered();
    newClient().stream({ url: at('/f'), headers: { range: 'bytes=2-4' } }, sink);
    expect(await sink.whole).toBeNull();
    expect(sink.head).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 2-4/9' } });
    expect(sink.bytes).toBe(3);
    expect(server.requests[0]?.headers).toMatchObject({ range: 'bytes=2-4', 'accept-encoding': 'identity' });
  });

  it('uses one connection for one request after the other', async () => {
    server.on('/f', (_request, response) => response.end('abc'));
    const client = newClient();
    for (let i = 0; i < 4; i++) {
      const sink = new Gathered();
      client.stream({ url: at('/f') }, sink);
      expect(await sink.whole).toBeNull();
    }
    expect(server.connections).toBe(1);
    expect(server.requests).toHaveLength(4);
  });

  it('follows redirects without showing them, and keeps the range', async () => {
    server.on('/a', (_request, response) => response.writeHead(302, { location: at('/b', 'mirror.test') }).end('moved'));
    server.on('/b', (_request, response) => response.end('abc'));
    const sink = new Gathered();
    newClient().stream({ url: at('/a'), headers: { range: 'bytes=0-2' } }, sink);
    expect(await sink.whole).toBeNull();
    expect(sink.head?.status).toBe(200);
    expect(server.requests[1]?.headers).toMatchObject({ range: 'bytes=0-2', host: `mirror.test:${server.port}` });
  });

  it('follows at most five redirects', async () => {
    server.on('/a', (_request, response) => response.writeHead(302, { location: at('/a') }).end());
    const sink = new Gathered();
    newClient().stream({ url: at('/a') }, sink);
    expect(await sink.whole).toBe('TOO_MANY_REDIRECTS');
    expect(server.requests).toHaveLength(6);
    expect(sink.head).toBeNull();
  });

  it('goes to no address that is not allowed, nor is it led there', async () => {
    server.on('/a', (_request, response) => response.writeHead(302, { location: at('/admin?do=it') }).end());
    server.on('/admin', (_request, response) => response.end('done'));
    const sink = new Gathered();
    newClient({ allowAddress: (_ip, url) => !url.includes('?') }).stream({ url: at('/a') }, sink);
    expect(await sink.whole).toBe('ADDRESS_NOT_ALLOWED');
    expect(server.requests).toHaveLength(1);
  });

  it('tells of a body that breaks off, and does not begin it again', async () => {
    server.on('/warm', (_request, response) => response.end('x'));
    server.on('/f', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('abc', () => response.destroy());
    });
    const client = newClient();
    const first = new Gathered();
    client.stream({ url: at('/warm') }, first);
    await first.whole;
    const sink = new Gathered();
    client.stream({ url: at('/f') }, sink);
    expect(await sink.whole).toBe('ECONNRESET');
    expect(sink.bytes).toBe(3);
    expect(server.requests).toHaveLength(2);
  });

  it('ends the connection when the body is not wanted', async () => {
    let closed = false;
    server.on('/f', (_request, response) => {
      response.on('close', () => {
        closed = true;
      });
      response.writeHead(404, { 'content-length': '1000000' });
      response.write('nothing here');
    });
    const sink = new Gathered(false);
    newClient().stream({ url: at('/f') }, sink);
    await expect.poll(() => closed).toBe(true);
    expect([sink.bytes, sink.ends]).toEqual([0, []]);
  });

  it('holds the server back while nothing is read', async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    server.on('/f', (_request, response) => {
      const pour = (): void => {
        while (sent < 64 && !response.destroyed) {
          sent += 1;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    let transfer: HttpTransfer | null = null;
    const sink = new Gathered(true, () => {
      if (sink.bytes > chunk.length) transfer?.setReading(false);
    });
    transfer = newClient().stream({ url: at('/f') }, sink);
    await expect.poll(() => sink.bytes).toBeGreaterThan(chunk.length);
    await sleep(200);
    const held = sink.bytes;
    expect(held).toBeLessThan(4 * chunk.length);
    expect(sent).toBeLessThan(40);
    const poll = setInterval(() => transfer?.setReading(true), 1);
    expect(await sink.whole).toBeNull();
    clearInterval(poll);
    expect(sink.bytes).toBe(64 * chunk.length);
  });

  it('is silent after it was cancelled', async () => {
    server.on('/f', (_request, response) => void response.write('abc'));
    let transfer: HttpTransfer | null = null;
    const sink = new Gathered(true, () => transfer?.cancel());
    transfer = newClient().stream({ url: at('/f') }, sink);
    await expect.poll(() => sink.bytes).toBe(3);
    await sleep(50);
    expect(sink.ends).toEqual([]);
    const early = new Gathered();
    newClient()
      .stream({ url: at('/f') }, early)
      .cancel();
    await sleep(50);
    expect([early.head, early.ends]).toEqual([null, []]);
  });

  it('can be cancelled at any moment, also when the answer has just ended', async () => {
    const loose: unknown[] = [];
    const onLoose = (problem: unknown) => void loose.push(problem);
    process.on('uncaughtException', onLoose);
    try {
      const sizes = [100, 70_000, 200_000];
      server.on('/f', (request, response) => {
        const size = Number(request.headers.range);
        response.writeHead(200, { 'content-length': String(size) }).end(new Uint8Array(size));
      });
      const client = newClient();
      for (let nth = 0; nth < 60; nth++) {
        let transfer: HttpTransfer | null = null;
        let chunks = 0;
        await new Promise<void>((resolve) => {
          const sink = new Gathered(true, () => {
            if (chunks++ === nth % 3) transfer?.cancel();
            if (chunks > nth % 3) resolve();
          });
          transfer = client.stream({ url: at('/f'), headers: { range: String(sizes[nth % sizes.length]) } }, sink);
          void sink.whole.then(() => resolve());
        });
      }
      await sleep(100);
      expect(loose).toEqual([]);
    } finally {
      process.off('uncaughtException', onLoose);
    }
  });

  it('tells of a URL that is none', async () => {
    const sink = new Gathered();
    newClient().stream({ url: 'ftp://x/' }, sink);
    expect(await sink.whole).toBe('BAD_URL');
  });
});
