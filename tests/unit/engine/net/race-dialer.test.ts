import { beforeEach, describe, expect, test } from 'vitest';
import type { Transport, TransportChoice } from '../../../../engine/api/transport.js';
import type { ByteStream, Dialer, DialOptions } from '../../../../engine/base/ports.js';
import { RaceDialer } from '../../../../engine/net/race-dialer.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const FAR = { host: '203.0.113.5', port: 6881 };
const NEAR = { host: '192.168.1.5', port: 6881 };
const OPTIONS: DialOptions = { timeoutMs: 15_000 };

interface Attempt {
  readonly over: Transport;
  readonly atMs: number;
  cancelled: boolean;
  open(): FakeStream;
  fail(code: string): void;
}
type FakeStream = ByteStream & { closed: boolean };

let clock: VirtualClock;
let attempts: Attempt[];
let choice: TransportChoice;
let opened: ByteStream[];
let failures: string[];

function dialerOf(over: Transport): Dialer {
  return {
    dial(to, _options, onOpen, onFail) {
      const attempt: Attempt = {
        over,
        atMs: clock.now(),
        cancelled: false,
        open: () => {
          const stream = { kind: { transport: over, encryption: 'none' }, remote: to, closed: false } as FakeStream;
          stream.close = () => {
            stream.closed = true;
          };
          onOpen(stream);
          return stream;
        },
        fail: onFail,
      };
      attempts.push(attempt);
      return () => {
        attempt.cancelled = true;
      };
    },
  };
}
function dial(to = FAR, options = OPTIONS): () => void {
  const race = new RaceDialer({ tcp: dialerOf('tcp'), utp: dialerOf('utp') }, clock, () => choice);
  return race.dial(
    to,
    options,
    (stream) => opened.push(stream),
    (code) => failures.push(code),
  );
}
const tried = () => attempts.map(({ over }) => over);

beforeEach(() => {
  [clock, attempts, choice, opened, failures] = [new VirtualClock(), [], 'both', [], []];
});

describe('a race of TCP and uTP', () => {
  test('is begun by uTP over the internet and by TCP near by, the other follows a quarter of a second later', () => {
    for (const [to, order] of [
      [FAR, ['utp', 'tcp']],
      [NEAR, ['tcp', 'utp']],
    ] as const) {
      attempts = [];
      dial(to);
      clock.advance(249);
      expect(tried()).toEqual(order.slice(0, 1));
      clock.advance(1);
      expect(tried()).toEqual(order);
    }
  });

  test('is begun by what worked before', () => {
    dial(FAR, { ...OPTIONS, first: 'tcp' });
    dial(NEAR, { ...OPTIONS, first: 'utp' });
    expect(tried()).toEqual(['tcp', 'utp']);
  });

  test('is won by the first that is connected, and the other is called off', () => {
    dial();
    clock.advance(300);
    const won = attempts[1]?.open();
    expect(opened).toEqual([won]);
    expect(attempts.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    const late = attempts[0]?.open();
    expect([late?.closed, won?.closed, opened.length]).toEqual([true, false, 1]);
  });

  test('that is won early never begins the other', () => {
    dial();
    attempts[0]?.open();
    clock.advance(10_000);
    expect([attempts.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('goes on at once when the first has failed', () => {
    dial();
    attempts[0]?.fail('ECONNREFUSED');
    expect([tried(), failures]).toEqual([['utp', 'tcp'], []]);
    attempts[1]?.open();
    clock.advance(1000);
    expect([opened.length, attempts.length]).toEqual([1, 2]);
  });

  test('fails when both have, for the reason of the first', () => {
    dial();
    clock.advance(300);
    attempts[1]?.fail('ECONNREFUSED');
    expect(failures).toEqual([]);
    attempts[0]?.fail('ETIMEDOUT');
    expect(failures).toEqual(['ECONNREFUSED']);
  });

  test('that is called off ends both and tells nobody', () => {
    const cancel = dial();
    clock.advance(300);
    cancel();
    expect(attempts.map(({ cancelled }) => cancelled)).toEqual([true, true]);
    attempts[0]?.fail('ETIMEDOUT');
    expect([opened, failures]).toEqual([[], []]);
  });
});

test('where one transport is chosen the other is never tried', () => {
  for (const only of ['tcp', 'utp'] as const) {
    attempts = [];
    choice = only;
    dial();
    clock.advance(5000);
    attempts[0]?.fail('ECONNREFUSED');
    clock.advance(5000);
    expect(tried()).toEqual([only]);
  }
});
