import { beforeEach, describe, expect, test } from 'vitest';
import type { ByteStream, CloseReason, Dialer, StreamKind } from '../../../../engine/base/ports.js';
import type { Greeting } from '../../../../engine/roster/candidate-list.js';
import { PeerGreeting } from '../../../../engine/torrent/peer-greeting.js';
import { encodeHandshake, type Handshake } from '../../../../engine/wire/handshake.js';
import { MemoryStream } from '../../../support/memory-stream.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const TO = { host: '10.0.0.2', port: 6881 };
const SHAKE: Handshake = {
  infoHash: new Uint8Array(20).fill(1),
  peerId: new Uint8Array(20).fill(2),
  reserved: { extended: true, fast: true, dht: false, v2: false },
};
const ENDED: CloseReason = { kind: 'ended' };

let clock: VirtualClock;
let dials: { open(): MemoryStream; fail(): void; cancelled: boolean }[];
let told: string[];

beforeEach(() => {
  clock = new VirtualClock();
  [dials, told] = [[], []];
});

const dialer: Dialer = {
  dial: (_to, _options, onOpen, onFail) => {
    const dial = {
      cancelled: false,
      open: () => {
        const stream = new MemoryStream([4096]);
        onOpen(stream);
        return stream;
      },
      fail: () => onFail('ECONNREFUSED'),
    };
    dials.push(dial);
    return () => {
      dial.cancelled = true;
    };
  },
};

/** A stream that says of itself what the test wants. */
const withKind = (stream: ByteStream, kind: () => StreamKind): ByteStream =>
  new Proxy(stream, { get: (target, name) => (name === 'kind' ? kind() : bound(target, name)) });
const bound = (target: ByteStream, name: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
};

let spoken: StreamKind['encryption'];
function greet(...greetings: readonly Greeting[]): PeerGreeting {
  spoken = 'none';
  const greeting = new PeerGreeting(TO, { timeoutMs: 1000 }, greetings, {
    dialer,
    clock,
    ourHandshake: () => SHAKE,
    encrypt: (stream) => {
      told.push('encrypts');
      return withKind(stream, () => ({ transport: 'tcp', encryption: spoken }));
    },
    onGreeted: (_stream, _theirs, _rest, way) => told.push(`greeted, ${way}`),
    onFailed: ({ over, reached }) => told.push(`failed, ${reached ? 'reached' : 'not reached'}, over ${over ?? 'nothing'}`),
  });
  greeting.start();
  return greeting;
}

describe('greeting a peer', () => {
  test('is done once it answers in the first way', () => {
    greet('encrypted', 'plain');
    dials[0]?.open().sink?.onBytes(encodeHandshake(SHAKE));
    expect([told, dials.length, clock.pendingTimers]).toEqual([['encrypts', 'greeted, encrypted'], 1, 0]);
  });

  test('falls back to the other way when it hangs up, and that is no failure', () => {
    greet('encrypted', 'plain');
    dials[0]?.open().end(ENDED);
    dials[1]?.open().sink?.onBytes(encodeHandshake(SHAKE));
    expect([told, clock.pendingTimers]).toEqual([['encrypts', 'greeted, plain'], 0]);
  });

  test('falls back when it says nothing for ten seconds', () => {
    greet('plain', 'encrypted');
    const first = dials[0]?.open();
    clock.advance(10_000);
    expect([first?.closed, dials.length]).toEqual([true, 2]);
    dials[1]?.open().sink?.onBytes(encodeHandshake(SHAKE));
    expect(told).toEqual(['encrypts', 'greeted, encrypted']);
  });

  test('fails when no way is left', () => {
    greet('encrypted', 'plain');
    dials[0]?.open().end(ENDED);
    dials[1]?.open().end(ENDED);
    expect([told, dials.length]).toEqual([['encrypts', 'failed, reached, over tcp'], 2]);
  });

  test('fails at once when it cannot be connected to', () => {
    greet('encrypted', 'plain');
    dials[0]?.fail();
    expect([told, dials.length]).toEqual([['failed, not reached, over nothing'], 1]);
  });

  test('does not fall back from encryption that it spoke: it did not want us', () => {
    greet('encrypted', 'plain');
    const stream = dials[0]?.open();
    spoken = 'rc4';
    stream?.end(ENDED);
    expect([told, dials.length]).toEqual([['encrypts', 'failed, not reached, over tcp'], 1]);
  });

  test('can be called off at every step, and nobody is told', () => {
    const connecting = greet('encrypted', 'plain');
    connecting.cancel();
    expect(dials[0]?.cancelled).toBe(true);
    const talking = greet('encrypted', 'plain');
    const stream = dials[1]?.open();
    talking.cancel();
    expect([stream?.closed, dials.length, clock.pendingTimers]).toEqual([true, 2, 0]);
    expect(told).toEqual(['encrypts']);
  });

  test('closes a connection that comes after it was called off', () => {
    const greeting = greet('plain');
    greeting.cancel();
    expect(dials[0]?.open().closed).toBe(true);
    expect(told).toEqual([]);
  });
});
