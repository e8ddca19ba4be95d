/** What a UDP tracker is asked and what is believed of its answers (BEP 15). */
import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/api/errors.js';
import {
  ANNOUNCE,
  announce,
  announceAnswer,
  CONNECT,
  client,
  clock,
  connectAnswer,
  deliver,
  last,
  open,
  REQUEST,
  resetStage,
  SERVER,
  sent,
  words,
} from './udp-tracker-stage.js';

beforeEach(resetStage);

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

  it('asks for the figures of a torrent, with the connection id that it has', async () => {
    announce();
    await clock.run(0);
    deliver(connectAnswer());
    deliver(announceAnswer());
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

  it('keeps passkeys out of the error', async () => {
    const failure = client.announce({ ...REQUEST, url: 'udp://tracker.test:6969/announce?passkey=secret' });
    const error = failure.catch((caught: unknown) => JSON.stringify(caught instanceof EngineError ? caught.view() : caught));
    await clock.run(225_000);
    expect(await error).not.toContain('secret');
  });
});
