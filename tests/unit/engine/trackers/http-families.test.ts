/** HTTP announces over both address families (BEP 7), on servers at 127.0.0.1 and [::1] that share a port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import { trackerAddressAllowed } from '../../../../engine/base/outbound-rules.js';
import type { HttpPort } from '../../../../engine/base/ports.js';
import { systemClock } from '../../../../engine/base/system.io.js';
import { encode } from '../../../../engine/bencode/encode.js';
import { HttpClient } from '../../../../engine/net/http-client.io.js';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { announceOverHttp } from '../../../../engine/trackers/http-tracker.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const FOUR = Uint8Array.of(192, 0, 2, 4, 26, 225);
const SIX = Uint8Array.from([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 26, 225]);
const PEER_4 = { host: '192.0.2.4', port: 6881 };
const PEER_6 = { host: '2001:db8::6', port: 6881 };
const good = (peers: object): Answer => {
  const body = encode({ interval: 1800, complete: 1, incomplete: 2, ...peers });
  return (_request, response) => void response.end(body);
};

let servers: Server[];
let clients: HttpClient[];
/** Address of the server that was asked, in the order of the questions. */
let asked: string[];
let port: number;
let answer4: Answer;
let answer6: Answer;

const listen = (server: Server, at: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, host, () => resolve((server.address() as AddressInfo).port));
  });

beforeEach(async () => {
  asked = [];
  clients = [];
  answer4 = good({ peers: FOUR });
  answer6 = good({ peers6: SIX });
  const four = createServer((request, response) => {
    asked.push('127.0.0.1');
    answer4(request, response);
  });
  const six = createServer((request, response) => {
    asked.push('::1');
    answer6(request, response);
  });
  servers = [four, six];
  port = await listen(four, 0, '127.0.0.1');
  await listen(six, port, '::1');
});
afterEach(async () => {
  for (const client of clients) client.close();
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

function newClient(names: Readonly<Record<string, readonly string[]>> = { 'both.test': ['127.0.0.1', '::1'] }): HttpClient {
  const resolve = async (host: string) => names[host] ?? [host];
  const client = new HttpClient({ resolver: { resolve }, allowAddress: trackerAddressAllowed });
  clients.push(client);
  return client;
}
const request = (host: string, at = port): AnnounceRequest => ({
  url: `http://${host}:${at}/announce`,
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
const reason = (work: Promise<unknown>) =>
  work.catch((error: unknown) => (error instanceof EngineError ? `${error.code}: ${error.facts.reason}` : error));
const sorted = (list: readonly string[]) => [...list].sort();

describe('an HTTP tracker with addresses of both families', () => {
  it('is asked once over each, and the peers of both count', async () => {
    const answer = await announceOverHttp(newClient(), request('both.test'), systemClock);
    expect(sorted(asked)).toEqual(['127.0.0.1', '::1']);
    expect(answer.peers).toHaveLength(2);
    expect(answer.peers).toEqual(expect.arrayContaining([PEER_4, PEER_6]));
    expect(['127.0.0.1', '::1']).toContain(answer.answeredBy);
  });

  it('is asked over one where that is the only one that works', async () => {
    answer6 = (_request, response) => void response.destroy();
    expect((await announceOverHttp(newClient(), request('both.test'), systemClock)).peers).toEqual([PEER_4]);
    answer6 = good({ peers6: SIX });
    answer4 = (_request, response) => void response.writeHead(500).end();
    expect((await announceOverHttp(newClient(), request('both.test'), systemClock)).peers).toEqual([PEER_6]);
  });

  it('tells its own words when it refuses over one and fails over the other', async () => {
    answer4 = (_request, response) => void response.destroy();
    answer6 = (_request, response) => void response.end(encode({ 'failure reason': 'not registered' }));
    expect(await reason(announceOverHttp(newClient(), request('both.test'), systemClock))).toBe('tracker-failed: not registered');
  });

  it('is asked over the family of the address that we are bound to, and no other', async () => {
    const client = newClient();
    const bound: HttpPort = {
      get: (one, signal) => client.get({ ...one, localAddress: '::1' }, signal),
      families: (one) => client.families({ ...one, localAddress: '::1' }),
    };
    expect((await announceOverHttp(bound, request('both.test'), systemClock)).peers).toEqual([PEER_6]);
    expect(asked).toEqual(['::1']);
  });

  it('may redirect to a place with one family: it is asked there for each', async () => {
    const onward: Answer = (one, response) => {
      if (one.headers.host?.startsWith('both')) response.writeHead(302, { location: `http://four.test:${port}/announce` }).end();
      else good({ peers: FOUR })(one, response);
    };
    answer4 = onward;
    answer6 = onward;
    const client = newClient({ 'both.test': ['::1', '127.0.0.1'], 'four.test': ['127.0.0.1'] });
    const answer = await announceOverHttp(client, request('both.test'), systemClock);
    expect(answer.peers[0]).toEqual(PEER_4);
    expect(sorted(asked)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1', '::1']);
  });
});

describe('an HTTP tracker with addresses of one family', () => {
  it.each([
    ['a literal IPv6 address', '[::1]', '::1', [PEER_6]],
    ['a literal IPv4 address', '127.0.0.1', '127.0.0.1', [PEER_4]],
    ['a name with IPv6 only', 'six.test', '::1', [PEER_6]],
  ])('is asked once at %s', async (_name, host, address, peers) => {
    const answer = await announceOverHttp(newClient({ 'six.test': ['::1'] }), request(host), systemClock);
    expect([asked, answer.answeredBy, answer.peers]).toEqual([[address], address, peers]);
  });

  it('fails once where the name leads nowhere', async () => {
    const client = newClient({ 'none.test': [] });
    expect(await reason(announceOverHttp(client, request('none.test'), systemClock))).toBe(
      'tracker-failed: none.test cannot be reached from here.',
    );
  });
});

describe('a family that is silent', () => {
  const clock = new VirtualClock();
  const silentSix = (four: () => Promise<Uint8Array>): HttpPort => ({
    families: async () => [4, 6],
    get: ({ family, url }) =>
      family === 6 ? new Promise(() => undefined) : four().then((body) => ({ status: 200, headers: {}, body, finalUrl: url })),
  });
  async function seenAfter(ms: number, work: Promise<unknown>): Promise<unknown> {
    let seen: unknown = 'waiting';
    void reason(work).then((value) => {
      seen = value;
    });
    await clock.run(ms);
    return seen;
  }

  it('holds up the answer of the other for two seconds, and no longer', async () => {
    const port4 = silentSix(async () => encode({ interval: 1800, peers: FOUR }));
    expect(await seenAfter(1_999, announceOverHttp(port4, request('both.test', 80), clock))).toBe('waiting');
    expect(await seenAfter(2_000, announceOverHttp(port4, request('both.test', 80), clock))).toMatchObject({ peers: [PEER_4] });
  });

  it('does not hold up a refusal for longer either', async () => {
    const refusing = silentSix(async () => encode({ 'failure reason': 'no' }));
    expect(await seenAfter(1_999, announceOverHttp(refusing, request('both.test', 80), clock))).toBe('waiting');
    expect(await seenAfter(2_000, announceOverHttp(refusing, request('both.test', 80), clock))).toBe('tracker-failed: no');
  });
});
