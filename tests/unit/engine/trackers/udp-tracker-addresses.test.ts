/** Which addresses a UDP tracker is asked at, and from which (BEP 7, BEP 15). */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import type { DatagramFactory } from '../../../../engine/base/ports.js';
import { UdpTrackerClient } from '../../../../engine/trackers/udp-tracker.js';
import { seededRandom } from '../../../support/seeded-random.js';
import {
  ANNOUNCE,
  announce,
  announceAnswer,
  clock,
  connectAnswer,
  deliver,
  last,
  open,
  REQUEST,
  resetStage,
  resolveTo,
  SERVER,
  type Sent,
  sent,
  words,
} from './udp-tracker-stage.js';

beforeEach(resetStage);

describe('UDP tracker client', () => {
  it('goes to the next address of a tracker with each try', async () => {
    resolveTo('203.0.113.1', '203.0.113.2');
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
    resolveTo('2001:db8::1', '203.0.113.1');
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
    resolveTo('203.0.113.1', '2001:db8::1');
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
    resolveTo('203.0.113.1', '2001:db8::1');
    const outcome = announce();
    await clock.run(225_000);
    expect(outcome.value).toBe('tracker-failed: The tracker does not answer.');
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

  it('sends nothing to an address that nobody can have', async () => {
    resolveTo('224.0.0.1', '0.0.0.0');
    const outcome = announce();
    await clock.run(0);
    expect(outcome.value).toBe('tracker-failed: The address of the tracker is not allowed.');
  });
});
