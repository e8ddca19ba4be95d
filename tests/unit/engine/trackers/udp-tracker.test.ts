import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { readUint32 } from '../../../../engine/base/big-endian.js';
import type { DatagramFactory } from '../../../../engine/base/ports.js';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { UdpTrackerClient } from '../../../../engine/trackers/udp-tracker.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const REQUEST: AnnounceRequest = {
  url: 'udp://tracker.test:6969/announce',
  infoHash: new Uint8Array(20),
  peerId: new Uint8Array(20),
  port: 6881,
  uploadedBytes: 0,
  downloadedBytes: 0,
  leftBytes: 0,
  event: null,
  numWant: 50,
  key: 1,
};
const SERVER: Endpoint = { host: '203.0.113.1', port: 6969 };
const CONNECT = 0;
const ANNOUNCE = 1;

interface Sent {
  readonly at: number;
  readonly family: 4 | 6;
  readonly action: number;
  readonly transactionId: number;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
}

let clock: VirtualClock;
let sent: Sent[];
let open: Map<4 | 6, { onMessage: (bytes: Uint8Array, from: Endpoint) => void; onError: (code: string) => void }>;
let addresses: string[];
let client: UdpTrackerClient;

beforeEach(() => {
  clock = new VirtualClock(0);
  sent = [];
  open = new Map();
  addresses = [SERVER.host];
  const datagrams: DatagramFactory = {
    open({ family }, onMessage, onError) {
      open.set(family, { onMessage, onError });
      return {
        send(bytes, to) {
          sent.push({ at: clock.now(), family, action: readUint32(bytes, 8), transactionId: readUint32(bytes, 12), to, bytes });
        },
        close() {
          open.delete(family);
        },
      };
    },
  };
  client = new UdpTrackerClient({ datagrams, resolver: { resolve: async () => addresses }, clock, random: seededRandom(7) });
});

/** The outcome as it stands: 'waiting', the answer, or the error's reason. */
function announce(request: AnnounceRequest = REQUEST, signal?: AbortSignal) {
  const outcome: { value: unknown } = { value: 'waiting' };
  client.announce(request, signal).then(
    (answer) => {
      outcome.value = answer;
    },
    (error: unknown) => {
      outcome.value = error instanceof EngineError ? `${error.code}: ${error.facts.reason ?? ''}` : error;
    },
  );
  return outcome;
}

const words = (...values: number[]) =>
  Uint8Array.from(values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]));
const last = (): Sent => {
  const packet = sent.at(-1);
  if (!packet) throw new Error('nothing was sent');
  return packet;
};
const deliver = (bytes: Uint8Array, from: Endpoint = SERVER, family: 4 | 6 = 4) => open.get(family)?.onMessage(bytes, from);
const connectAnswer = (tid = last().transactionId) => words(CONNECT, tid, 0xaaaa, 0xbbbb);
const announceAnswer = (tid = last().transactionId) => Uint8Array.from([...words(ANNOUNCE, tid, 900, 2, 3), 1, 2, 3, 4, 26, 225]);

describe('UDP tracker client', () => {
  it('connects, announces, and gives the answer', async () => {
    const outcome = announce();
    await clock.run(0);
    expect(last()).toMatchObject({ action: CONNECT, to: SERVER });
    deliver(connectAnswer());
    expect(last()).toMatchObject({ action: ANNOUNCE, to: SERVER });
    expect(last().bytes.slice(0, 8)).toEqual(words(0xaaaa, 0xbbbb));
    deliver(announceAnswer());
    await clock.run(0);
    expect(outcome.value).toMatchObject({ intervalSeconds: 900, leeches: 2, seeds: 3, peers: [{ host: '1.2.3.4', port: 6881 }] });
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits 15, 30, 60 and 120 s, then gives up', async () => {
    const outcome = announce();
    await clock.run(224_999);
    expect(sent.map((packet) => packet.at)).toEqual([0, 15_000, 45_000, 105_000]);
    expect(outcome.value).toBe('waiting');
    await clock.run(1);
    expect(outcome.value).toBe('tracker-failed: The tracker does not answer.');
    expect(sent).toHaveLength(4);
  });

  it('uses a connection id for a minute and then asks for another', async () => {
    announce();
    await clock.run(0);
    deliver(connectAnswer());
    deliver(announceAnswer());
    await clock.run(59_999);
    announce();
    await clock.run(0);
    expect(last().action).toBe(ANNOUNCE);
    deliver(announceAnswer());
    await clock.run(1);
    announce();
    await clock.run(0);
    expect(last().action).toBe(CONNECT);
  });

  it('connects anew when its connection id ran out between two tries', async () => {
    announce();
    await clock.run(0);
    deliver(connectAnswer());
    await clock.run(105_000);
    expect(sent.map((packet) => packet.action)).toEqual([CONNECT, ANNOUNCE, ANNOUNCE, ANNOUNCE, CONNECT]);
  });

  it('ignores answers with another transaction id, address, port, action or size', async () => {
    const outcome = announce();
    await clock.run(0);
    const tid = last().transactionId;
    deliver(connectAnswer(tid ^ 1));
    deliver(connectAnswer(), { ...SERVER, host: '203.0.113.2' });
    deliver(connectAnswer(), { ...SERVER, port: 1 });
    deliver(announceAnswer());
    deliver(connectAnswer().subarray(0, 12));
    deliver(new Uint8Array(3));
    expect(sent).toHaveLength(1);
    deliver(connectAnswer());
    expect(sent).toHaveLength(2);
    deliver(connectAnswer());
    deliver(announceAnswer(), { ...SERVER, host: '203.0.113.2' });
    await clock.run(0);
    expect(sent).toHaveLength(2);
    expect(outcome.value).toBe('waiting');
  });

  it("gives the tracker's own words when it refuses", async () => {
    const outcome = announce();
    await clock.run(0);
    deliver(connectAnswer());
    deliver(Uint8Array.from([...words(3, last().transactionId), ...Buffer.from('not registered')]));
    await clock.run(0);
    expect(outcome.value).toBe('tracker-failed: not registered');
  });

  it('connects anew once when a kept connection id is refused', async () => {
    announce();
    await clock.run(0);
    deliver(connectAnswer());
    deliver(announceAnswer());
    const outcome = announce();
    await clock.run(0);
    expect(last().action).toBe(ANNOUNCE);
    const refusal = Uint8Array.from([...words(3, last().transactionId), ...Buffer.from('connection id mismatch')]);
    deliver(refusal);
    expect(last().action).toBe(CONNECT);
    deliver(connectAnswer());
    deliver(refusal);
    await clock.run(0);
    expect(outcome.value).toBe('tracker-failed: connection id mismatch');
  });

  it('keeps concurrent announces apart', async () => {
    const first = announce();
    const second = announce();
    await clock.run(0);
    const [a, b] = sent.map((packet) => packet.transactionId);
    expect(a).not.toBe(b);
    deliver(connectAnswer(b));
    deliver(announceAnswer(b));
    await clock.run(0);
    expect(first.value).toBe('waiting');
    expect(second.value).toMatchObject({ seeds: 3 });
  });

  it('goes to the next address of a tracker with each try', async () => {
    addresses = ['203.0.113.1', '203.0.113.2'];
    announce();
    await clock.run(15_000);
    expect(sent.map((packet) => packet.to.host)).toEqual(['203.0.113.1', '203.0.113.2']);
  });

  const SIX: Endpoint = { host: '2001:db8:0::1', port: 6969 };
  const answerOver6 = (packet: Sent | undefined) => {
    deliver(connectAnswer(packet?.transactionId), SIX, 6);
    const peer = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 26, 225];
    deliver(Uint8Array.from([...words(ANNOUNCE, last().transactionId, 1800, 0, 1), ...peer]), SIX, 6);
  };
  const answerOver4 = (packet: Sent | undefined) => {
    deliver(connectAnswer(packet?.transactionId));
    deliver(announceAnswer());
  };

  it('announces over each family of a tracker, and takes the peers of both', async () => {
    addresses = ['2001:db8::1', '203.0.113.1'];
    const outcome = announce();
    await clock.run(0);
    expect(sent.map((packet) => [packet.family, packet.to.host])).toEqual([
      [4, '203.0.113.1'],
      [6, '2001:db8::1'],
    ]);
    const [four, six] = sent;
    answerOver6(six);
    await clock.run(100);
    expect(outcome.value).toBe('waiting');
    answerOver4(four);
    await clock.run(0);
    expect(outcome.value).toMatchObject({
      intervalSeconds: 1800,
      answeredBy: '2001:db8::1',
      peers: [
        { host: '2001:db8::9', port: 6881 },
        { host: '1.2.3.4', port: 6881 },
      ],
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits two seconds for the second family, and no longer', async () => {
    addresses = ['203.0.113.1', '2001:db8::1'];
    const outcome = announce();
    await clock.run(0);
    open.get(6)?.onError('ENETUNREACH');
    answerOver4(sent[0]);
    await clock.run(1999);
    expect(outcome.value).toBe('waiting');
    await clock.run(1);
    expect(outcome.value).toMatchObject({ seeds: 3, peers: [{ host: '1.2.3.4', port: 6881 }] });
  });

  it('fails when both families do', async () => {
    addresses = ['203.0.113.1', '2001:db8::1'];
    const outcome = announce();
    await clock.run(225_000);
    expect(outcome.value).toBe('tracker-failed: The tracker does not answer.');
  });

  it('asks for the figures of a torrent, with the connection id that it has', async () => {
    announce();
    await clock.run(0);
    answerOver4(last());
    const figures = client.scrape({ url: REQUEST.url, infoHash: new Uint8Array(20).fill(5) });
    await clock.run(0);
    expect(last().action).toBe(2);
    expect(last().bytes.slice(16)).toEqual(new Uint8Array(20).fill(5));
    deliver(words(2, last().transactionId, 11, 12, 13));
    expect(await figures).toEqual({ seeds: 11, completed: 12, leeches: 13 });
  });

  it('gives no figures where the tracker has none', async () => {
    const figures = client.scrape({ url: REQUEST.url, infoHash: new Uint8Array(20) });
    await clock.run(0);
    deliver(connectAnswer());
    deliver(words(2, last().transactionId));
    expect(await figures).toBeNull();
  });

  it('sends from the address it is bound to, and from another one as soon as that changes', async () => {
    let local: string | null = '10.0.0.7';
    const opened: (string | null)[] = [];
    const closed: (string | null)[] = [];
    const datagrams: DatagramFactory = {
      open({ address }) {
        opened.push(address);
        return { send: () => undefined, close: () => void closed.push(address) };
      },
    };
    const resolver = { resolve: async () => [SERVER.host, '2001:db8::1'] };
    const bound = new UdpTrackerClient({ datagrams, resolver, clock, random: seededRandom(7), localAddress: () => local });
    void bound.announce(REQUEST).catch(() => undefined);
    await clock.run(0);
    expect([opened, closed]).toEqual([['10.0.0.7'], []]);
    local = '10.9.9.9';
    void bound.announce(REQUEST).catch(() => undefined);
    await clock.run(0);
    expect([opened, closed]).toEqual([['10.0.0.7', '10.9.9.9'], ['10.0.0.7']]);
    bound.close();
    expect(closed).toEqual(['10.0.0.7', '10.9.9.9']);
  });

  it('opens a new socket after one that broke', async () => {
    announce();
    await clock.run(0);
    open.get(4)?.onError('EADDRNOTAVAIL');
    expect(open.has(4)).toBe(false);
    await clock.run(15_000);
    expect(open.has(4)).toBe(true);
    deliver(connectAnswer());
    expect(last().action).toBe(ANNOUNCE);
  });

  it('is cancelled by its signal and by close', async () => {
    const controller = new AbortController();
    const first = announce(REQUEST, controller.signal);
    const second = announce();
    await clock.run(0);
    controller.abort();
    await clock.run(0);
    expect(first.value).toBe('cancelled: ');
    expect(second.value).toBe('waiting');
    client.close();
    await clock.run(0);
    expect(second.value).toBe('cancelled: ');
    expect(clock.pendingTimers).toBe(0);
    expect(open.size).toBe(0);
  });

  it.each([
    ['udp://tracker.test/announce', 'The address of the tracker has no port.'],
    ['nonsense', 'The address of the tracker cannot be read.'],
  ])('refuses %s', async (url, reason) => {
    const outcome = announce({ ...REQUEST, url });
    await clock.run(0);
    expect(outcome.value).toBe(`tracker-failed: ${reason}`);
    expect(sent).toHaveLength(0);
  });

  it('sends nothing to an address that nobody can have', async () => {
    addresses = ['224.0.0.1', '0.0.0.0'];
    const outcome = announce();
    await clock.run(0);
    expect(outcome.value).toBe('tracker-failed: The address of the tracker is not allowed.');
  });

  it('keeps passkeys out of the error', async () => {
    const failure = client.announce({ ...REQUEST, url: 'udp://tracker.test:6969/announce?passkey=secret' });
    const error = failure.catch((caught: unknown) => JSON.stringify(caught instanceof EngineError ? caught.view() : caught));
    await clock.run(225_000);
    expect(await error).not.toContain('secret');
  });
});
