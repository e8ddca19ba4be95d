import { describe, expect, test } from 'vitest';
import type { Transport } from '../../../../engine/api/transport.js';
import type { ByteSink, ByteStream, Clock, Dialer, DialOptions } from '../../../../engine/base/ports.js';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { DialSlots } from '../../../../engine/roster/dial-slots.js';
import { SwarmDialer } from '../../../../engine/torrent/swarm-dialer.js';
import { seededRandom } from '../../../support/seeded-random.js';

const MANY = 30;

function stage() {
  const slots = new DialSlots(() => 20);
  const clock: Clock = { now: () => 1000, wallNow: () => 1000, after: () => () => undefined, soon: () => undefined };
  const dialer: Dialer = { dial: () => () => undefined };
  const make = () => {
    const candidates = new CandidateList(seededRandom(1));
    for (let n = 1; n <= MANY; n++) candidates.add({ host: `10.0.0.${n}`, port: 6881 }, 'tracker');
    const host = {
      ourHandshake: () => {
        throw new Error('nobody answers');
      },
      admit: () => true,
      released: () => undefined,
      localAddress: () => null,
      encryption: () => 'prefer' as const,
      encrypt: (stream: ByteStream) => stream,
      onUnencrypted: () => undefined,
      maxPerAddress: () => 3,
      onConnected: () => undefined,
    };
    return { candidates, dialer: new SwarmDialer(host, candidates, dialer, clock, slots) };
  };
  return { make, slots };
}

describe('the dials of a torrent', () => {
  test('are half of all beside another that has somebody to dial, and all beside one that has nobody just now', () => {
    const { make, slots } = stage();
    const [one, other] = [make(), make()];
    for (const candidate of one.candidates.take(MANY, 0)) one.candidates.onLost(candidate, false, 1000);
    one.dialer.dial(MANY, true);
    other.dialer.dial(MANY, true);
    expect([one.dialer.pending, other.dialer.pending, slots.used]).toEqual([0, 20, 20]);
    const { make: makeAnew } = stage();
    const [first, second] = [makeAnew(), makeAnew()];
    first.dialer.dial(1, true);
    second.dialer.dial(MANY, true);
    expect(second.dialer.pending).toBe(10);
  });

  test('that are called off are no failures: all may be dialled again at once', () => {
    const { make, slots } = stage();
    const { candidates, dialer } = make();
    dialer.dial(MANY, true);
    expect(dialer.pending).toBe(20);
    dialer.stop();
    expect([dialer.pending, slots.used]).toEqual([0, 0]);
    const again = candidates.take(MANY, 1000);
    expect([again.length, Math.max(...again.map(({ failures }) => failures))]).toEqual([MANY, 0]);
  });
});

describe('the transport that a peer is dialled over first', () => {
  /** A peer that is connected over one transport and then closes, or never answers a dial. */
  function dialOnce(known: Transport | null, over: Transport | null) {
    const slots = new DialSlots(() => 20);
    const clock: Clock = { now: () => 1000, wallNow: () => 1000, after: () => () => undefined, soon: () => undefined };
    const candidates = new CandidateList(seededRandom(1));
    const candidate = candidates.add({ host: '203.0.113.1', port: 6881 }, 'tracker');
    if (candidate !== null) candidate.transport = known;
    const asked: (Transport | undefined)[] = [];
    let sink: ByteSink | null = null;
    let later = (): void => undefined;
    const dialer: Dialer = {
      dial(to, { first }: DialOptions, onOpen, onFail) {
        asked.push(first);
        later = () => {
          if (over === null) return onFail('ECONNREFUSED');
          const stream: Partial<ByteStream> = { kind: { transport: over, encryption: 'none' }, remote: to, queuedBytes: 0 };
          stream.setSink = (given) => {
            sink = given;
          };
          onOpen(Object.assign(stream, { write: () => undefined, close: () => undefined }) as ByteStream);
        };
        return () => undefined;
      },
    };
    const host = {
      ourHandshake: () => ({
        infoHash: new Uint8Array(20),
        peerId: new Uint8Array(20),
        reserved: { extended: true, fast: true, dht: false, v2: false },
      }),
      admit: () => true,
      released: () => undefined,
      localAddress: () => null,
      encryption: () => 'disable' as const,
      encrypt: (stream: ByteStream) => stream,
      onUnencrypted: () => undefined,
      maxPerAddress: () => 3,
      onConnected: () => undefined,
    };
    new SwarmDialer(host, candidates, dialer, clock, slots).dial(1, true);
    later();
    (sink as ByteSink | null)?.onClose({ kind: 'ended' });
    return { asked, remembered: candidate?.transport };
  }

  test('is the one that is known to reach it', () => {
    expect(dialOnce(null, null)).toEqual({ asked: [undefined], remembered: null });
    expect(dialOnce('utp', null)).toEqual({ asked: ['utp'], remembered: 'utp' });
  });

  test('is the other one where the first connects and leads nowhere', () => {
    expect(dialOnce(null, 'utp').remembered).toBe('tcp');
    expect(dialOnce('tcp', 'tcp').remembered).toBe('utp');
  });
});
