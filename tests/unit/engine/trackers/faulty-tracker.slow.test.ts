import { createSocket } from 'node:dgram';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import { trackerAddressAllowed } from '../../../../engine/base/outbound-rules.js';
import type { HttpPort } from '../../../../engine/base/ports.js';
import { systemClock, systemRandom } from '../../../../engine/base/system.io.js';
import { systemDatagrams } from '../../../../engine/net/datagram.io.js';
import { HttpClient } from '../../../../engine/net/http-client.io.js';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { announceOverHttp } from '../../../../engine/trackers/http-tracker.js';
import { UdpTrackerClient } from '../../../../engine/trackers/udp-tracker.js';
import { type ScriptedServer, scriptedServer } from '../../../support/http-script.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const request = (url: string): AnnounceRequest => ({
  url,
  infoHash: new Uint8Array(20),
  peerId: new Uint8Array(20),
  port: 6881,
  uploadedBytes: 0,
  downloadedBytes: 0,
  leftBytes: 1,
  event: 'started',
  numWant: 50,
  key: 1,
});
const outcome = (work: Promise<unknown>) =>
  work.catch((error: unknown) => (error instanceof EngineError ? `${error.code}: ${error.facts.reason ?? ''}` : error));

describe('HTTP tracker client with a faulty tracker', () => {
  let server: ScriptedServer;
  let client: HttpClient;

  beforeEach(async () => {
    server = await scriptedServer();
    client = new HttpClient({ resolver: { resolve: async () => ['127.0.0.1'] }, allowAddress: trackerAddressAllowed });
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  const url = (path = '/announce', host = 'tracker.test') => `http://${host}:${server.port}${path}`;
  const answerWith = (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}) =>
    server.on('/announce', (_request, response) => response.writeHead(status, headers).end(body));
  const announce = (http: HttpPort = client) => outcome(announceOverHttp(http, request(url()), systemClock));

  it.each([
    ['a web page', '<html>down for maintenance</html>', 200, 'The answer is not one of a tracker.'],
    ['nothing', '', 200, 'The answer is not one of a tracker.'],
    ['deep nesting', 'l'.repeat(100_000), 200, 'The answer is not one of a tracker.'],
    ['an error page', 'oops', 503, 'The tracker answered with HTTP status 503.'],
    ['an answer with an error status', 'd8:intervali900ee', 404, 'The tracker answered with HTTP status 404.'],
    ['a failure reason', 'd14:failure reason20:unregistered torrente', 200, 'unregistered torrent'],
    ['a failure reason with an error status', 'd14:failure reason6:bannede', 403, 'banned'],
  ])('tells the reason when it gets %s', async (_name, body, status, reason) => {
    answerWith(body, status);
    expect(await announce()).toBe(`tracker-failed: ${reason}`);
  });

  it('bounds a negative interval', async () => {
    answerWith('d8:intervali-1e5:peers0:e');
    expect(await announce()).toMatchObject({ intervalSeconds: 60 });
  });

  it('stops a huge body and a gzip bomb', async () => {
    server.on('/announce', (_request, response) => {
      response.writeHead(200, { 'content-length': String(2 ** 30) });
      const chunk = new Uint8Array(1024 * 1024);
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });
    expect(await announce()).toBe('tracker-failed: The answer of tracker.test is too large.');
    answerWith(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 200, { 'content-encoding': 'gzip' });
    expect(await announce()).toBe('tracker-failed: The answer of tracker.test is too large.');
  });

  it('ends with a tracker that hangs', async () => {
    server.on('/announce', () => undefined);
    const impatient: HttpPort = { get: (one, signal) => client.get({ ...one, timeoutMs: 100 }, signal) };
    expect(await announce(impatient)).toBe('tracker-failed: tracker.test did not answer in time.');
  });

  it('ends with a redirect loop', async () => {
    answerWith('', 302, { location: '/announce' });
    expect(await announce()).toBe('tracker-failed: tracker.test redirects too often.');
  });

  it('is not led to another service of this machine, by redirect or by name', async () => {
    answerWith('', 302, { location: url('/admin') });
    server.on('/admin', (_request, response) => response.end('d8:intervali900ee'));
    expect(await announce()).toBe('tracker-failed: The address of tracker.test is not allowed.');
    expect(await outcome(announceOverHttp(client, request(url('/admin')), systemClock))).toBe(
      'tracker-failed: The address of tracker.test is not allowed.',
    );
    expect(server.requests.map((one) => new URL(one.url ?? '', 'http://x').pathname)).toEqual(['/announce']);
  });

  it('keeps passkeys out of the error', async () => {
    const error = await announceOverHttp(client, request(url('/announce?passkey=secret')), systemClock).catch((caught: unknown) => caught);
    expect(error instanceof EngineError && JSON.stringify(error.view())).not.toContain('secret');
  });
});

describe('UDP tracker client with a faulty tracker', () => {
  it.each([
    ['a wrong transaction id', () => Buffer.concat([Buffer.alloc(4), Buffer.from([9, 9, 9, 9]), Buffer.alloc(8)])],
    ['a short packet', (packet: Buffer) => Buffer.concat([Buffer.alloc(4), packet.subarray(12, 16)])],
    [
      'an answer that was not asked for',
      (packet: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, 1]), packet.subarray(12, 16), Buffer.alloc(12)]),
    ],
    ['noise', () => Buffer.from('hello there')],
  ])('does not believe %s', async (_name, reply) => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    let packets = 0;
    socket.on('message', (packet, from) => {
      packets += 1;
      socket.send(reply(packet), from.port, from.address);
    });
    const clock = new VirtualClock();
    const resolver = { resolve: async () => ['127.0.0.1'] };
    const client = new UdpTrackerClient({ datagrams: systemDatagrams, resolver, clock, random: systemRandom });
    const work = outcome(client.announce(request(`udp://tracker.test:${socket.address().port}`)));
    await passAllTries(clock, () => packets);
    expect(await work).toBe('tracker-failed: The tracker does not answer.');
    expect(packets).toBe(4);
    client.close();
    socket.close();
  });
});

/** Lets every try reach the tracker and its reply come back before time goes on. */
async function passAllTries(clock: VirtualClock, packets: () => number): Promise<void> {
  for (const [at, waitMs] of [15_000, 30_000, 60_000, 120_000].entries()) {
    for (let turn = 0; turn < 200 && packets() <= at; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clock.run(waitMs);
  }
}
