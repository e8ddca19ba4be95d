import { describe, expect, test } from 'vitest';
import { readUint16 } from '../../../../engine/base/big-endian.js';
import { PACKET_TYPE } from '../../../../engine/utp/packet.js';
import { ANSWERER, DIALLER, UtpPair } from '../../../support/utp-pair.js';

const KIB = 1024;
const LINE = { delayMs: 20 };
const typeOf = (bytes: Uint8Array): number => (bytes[0] ?? 0) >> 4;
/** A packet made by hand. */
function packet(type: number, connectionId: number, sequence: number, acknowledged = 0): Uint8Array {
  const out = new DataView(new ArrayBuffer(20));
  out.setUint8(0, (type << 4) | 1);
  out.setUint16(2, connectionId);
  out.setUint32(12, 1_000_000);
  out.setUint16(16, sequence);
  out.setUint16(18, acknowledged);
  return new Uint8Array(out.buffer);
}

describe('a uTP connection', () => {
  test('carries bytes both ways, and is told by both sides when it has ended in good order', () => {
    const pair = new UtpPair({ line: LINE, bytes: 300 * KIB, bytesBack: 100 * KIB });
    pair.until('all is there', () => pair.answerer?.received === 300 * KIB && pair.dialler?.received === 100 * KIB);
    expect([pair.answerer?.corrupt, pair.dialler?.corrupt]).toEqual([0, 0]);
    expect(pair.dialler?.stream.kind).toEqual({ transport: 'utp', encryption: 'none' });
    pair.dialler?.stream.close();
    pair.until('the end is known', () => pair.answerer?.closed != null);
    expect([pair.dialler?.closed, pair.answerer?.closed]).toEqual([{ kind: 'local' }, { kind: 'ended' }]);
    pair.clock.advance(20_000);
    expect([pair.dialling.size, pair.answering.size, pair.clock.pendingTimers]).toEqual([0, 0, 0]);
  });

  test('that nobody answers fails after a few first packets', () => {
    const pair = new UtpPair({ line: { ...LINE, loss: 1 }, bytes: 1 });
    const tookMs = pair.until('it fails', () => pair.failure !== null, 20_000);
    expect(pair.failure).toBe('ETIMEDOUT');
    expect(tookMs).toBeLessThan(10_000);
    expect([pair.there.counts.pushed, pair.dialling.size]).toEqual([3, 0]);
  });

  test('that is refused fails at once, and only who saw our first packet can refuse it', () => {
    const pair = new UtpPair({ line: LINE, back: { loss: 1 }, bytes: 1 });
    const refuse = (connectionId: number, acknowledged: number): void =>
      pair.lines.send(packet(PACKET_TYPE.reset, connectionId, 1, acknowledged), ANSWERER, DIALLER);
    let first: Uint8Array | null = null;
    pair.lines.tamper = (bytes) => {
      if (typeOf(bytes) === PACKET_TYPE.syn) first = bytes;
      return bytes;
    };
    pair.until('it was sent again', () => first !== null);
    pair.clock.advance(100);
    pair.back.options = LINE;
    const [connectionId, sequence] = [readUint16(first ?? new Uint8Array(20), 2), readUint16(first ?? new Uint8Array(20), 16)];
    refuse(connectionId, sequence + 1000);
    pair.clock.advance(100);
    expect(pair.failure).toBeNull();
    refuse(connectionId, sequence);
    pair.clock.advance(100);
    expect(pair.failure).toBe('ECONNREFUSED');
  });

  test('that is called off leaves nothing behind, and nobody is told', () => {
    const pair = new UtpPair({ line: LINE, bytes: 1 });
    pair.cancel();
    pair.clock.advance(60_000);
    expect([pair.failure, pair.dialler, pair.dialling.size, pair.answering.size]).toEqual([null, null, 0, 0]);
  });

  test('whose line is cut ends after about a minute of silence', () => {
    const pair = new UtpPair({ line: LINE, bytes: 4000 * KIB });
    pair.until('it flows', () => (pair.answerer?.received ?? 0) > 100 * KIB);
    pair.there.options = pair.back.options = { loss: 1 };
    const tookMs = pair.until('it ends', () => pair.dialler?.closed != null, 120_000);
    expect(pair.dialler?.closed).toEqual({ kind: 'failed', code: 'ETIMEDOUT' });
    expect(tookMs).toBeGreaterThan(30_000);
  });

  test('survives a cut of ten seconds', () => {
    const pair = new UtpPair({ line: LINE, bytes: 1000 * KIB });
    pair.until('it flows', () => (pair.answerer?.received ?? 0) > 100 * KIB);
    pair.there.options = pair.back.options = { loss: 1 };
    pair.clock.advance(10_000);
    pair.there.options = pair.back.options = LINE;
    pair.until('all is there', () => pair.answerer?.received === 1000 * KIB);
    expect(pair.answerer?.corrupt).toBe(0);
  });

  test('is told of the end when the other side stops speaking uTP', () => {
    const pair = new UtpPair({ line: LINE, bytes: 4000 * KIB });
    pair.until('it flows', () => (pair.answerer?.received ?? 0) > 100 * KIB);
    pair.answering.setChannel(null);
    pair.clock.advance(100);
    expect(pair.dialler?.closed).toEqual({ kind: 'failed', code: 'ECONNRESET' });
  });

  test('idle for long times goes on where it was', () => {
    const pair = new UtpPair({ line: LINE, bytes: 10 * KIB });
    for (const idleMs of [100, 3000, 5000, 60_000]) {
      pair.until('all is there', () => pair.answerer?.machine.inboxBytes === 0 && pair.dialler?.machine.sending.outstanding === 0);
      pair.clock.advance(idleMs);
      const before = pair.answerer?.received ?? 0;
      // the first packets of what follows are lost: only the time-out can find out
      pair.there.options = { ...LINE, loss: 1 };
      pair.dialler?.stream.write([new Uint8Array(100)]);
      pair.clock.advance(200);
      pair.there.options = LINE;
      pair.until('it came', () => (pair.answerer?.received ?? 0) === before + 100, 20_000);
    }
  });
});

describe('a reader that pauses', () => {
  test('for long loses neither the connection nor a byte, and holds no more than the window', () => {
    const pair = new UtpPair({ line: LINE, bytes: 3000 * KIB });
    pair.until('it flows', () => (pair.answerer?.received ?? 0) > 100 * KIB);
    pair.answerer?.stream.setReading(false);
    pair.clock.advance(1000);
    const before = pair.answerer?.received ?? 0;
    for (let second = 0; second < 300; second++) {
      pair.clock.advance(1000);
      expect(pair.answerer?.machine.inboxBytes).toBeLessThanOrEqual(1024 * KIB);
    }
    expect([pair.answerer?.received, pair.dialler?.closed, pair.answerer?.closed]).toEqual([before, null, null]);
    pair.answerer?.stream.setReading(true);
    pair.until('all is there', () => pair.answerer?.received === 3000 * KIB, 60_000);
    expect(pair.answerer?.corrupt).toBe(0);
  });
});

describe('strangers', () => {
  test('who forge the address of another get a few bare answers sent there, and no connection', () => {
    const pair = new UtpPair({ line: LINE, bytes: 0 });
    pair.until('it is up', () => pair.dialler !== null);
    const victim = { host: '10.9.9.9', port: 9 };
    let answers = 0;
    pair.lines.tamper = (bytes, _from, to) => {
      if (to.host !== victim.host) return bytes;
      answers++;
      expect([typeOf(bytes), bytes.length]).toEqual([PACKET_TYPE.state, 20]);
      return null;
    };
    for (let n = 0; n < 50; n++) pair.lines.send(packet(PACKET_TYPE.syn, 7, 1), victim, ANSWERER);
    pair.clock.advance(60_000);
    expect(answers).toBeLessThanOrEqual(4);
    expect(pair.answering.size).toBe(1); // the other one
  });

  test('who flood us with first packets take a bounded number of places, which are free again soon', () => {
    const pair = new UtpPair({ line: LINE, bytes: 0 });
    for (let n = 0; n < 2000; n++) pair.lines.send(packet(PACKET_TYPE.syn, n, 1), { host: `10.1.${n >> 8}.${n & 255}`, port: 9 }, ANSWERER);
    pair.clock.advance(1000);
    expect(pair.answering.size).toBe(256);
    pair.clock.advance(15_000);
    expect(pair.answering.size).toBe(1);
  });

  test('cannot end or change a connection without knowing its numbers', () => {
    const pair = new UtpPair({ line: LINE, bytes: 500 * KIB });
    pair.until('it flows', () => (pair.answerer?.received ?? 0) > 50 * KIB);
    const id = pair.answerer?.machine.receiveId ?? 0;
    const next = pair.answerer?.machine.sending.next ?? 0;
    for (let n = 0; n < 200; n++) {
      const wrong = (next + 5000 + n * 100) & 0xffff;
      for (const type of [PACKET_TYPE.reset, PACKET_TYPE.fin, PACKET_TYPE.data])
        pair.lines.send(packet(type, id, wrong, wrong), DIALLER, ANSWERER);
    }
    pair.until('all is there', () => pair.answerer?.received === 500 * KIB);
    expect([pair.answerer?.corrupt, pair.answerer?.closed, pair.dialler?.closed]).toEqual([0, null, null]);
  });

  test('who send for connections that are not here are told so, fifty times a second at most', () => {
    const pair = new UtpPair({ line: LINE, bytes: 0 });
    let resets = 0;
    pair.lines.tamper = (bytes, from) => {
      if (from.host === ANSWERER.host && typeOf(bytes) === PACKET_TYPE.reset) resets++;
      return bytes;
    };
    for (let n = 0; n < 1000; n++) pair.lines.send(packet(PACKET_TYPE.data, n, 1), { host: '10.3.0.1', port: 9 }, ANSWERER);
    pair.clock.advance(900);
    expect(resets).toBe(50);
  });
});
