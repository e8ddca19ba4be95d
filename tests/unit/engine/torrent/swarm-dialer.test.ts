import { describe, expect, test } from 'vitest';
import type { ByteStream, Clock, Dialer } from '../../../../engine/base/ports.js';
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
