import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Random } from '../../../../engine/base/ports.js';
import type { CryptoMethods } from '../../../../engine/mse/crypto-methods.js';
import { MseInitiator } from '../../../../engine/mse/initiator.js';
import { MOST_PAD_BYTES, type MseMachine, type MseState } from '../../../../engine/mse/mse-machine.js';
import { MseResponder } from '../../../../engine/mse/responder.js';
import { hiddenName } from '../../../../engine/mse/secrets.js';
import { MseSide, OFFER } from '../../../support/mse-side.js';
import { seededRandom } from '../../../support/seeded-random.js';

const HASH = new Uint8Array(20).fill(0x5a);
const OTHER_HASH = new Uint8Array(20).fill(0xa5);
const BOTH: CryptoMethods = ['rc4', 'plaintext'];
/** Key, padding, two hashes, check, offer, padding and the length after it. */
const MOST_HANDSHAKE_BYTES = 1200;

const initiator = (methods: CryptoMethods = BOTH, initial = new Uint8Array(0), random: Random = seededRandom(1)) =>
  new MseInitiator(HASH, methods, { takeInitial: () => initial }, random);
const responder = (methods: CryptoMethods = BOTH, known: readonly Uint8Array[] = [HASH], random: Random = seededRandom(2)) =>
  new MseResponder(methods, { torrentOf: (name) => known.find((hash) => Buffer.compare(hiddenName(hash), name) === 0) ?? null }, random);

/** Feeds the bytes in pieces of these sizes, over and over; returns what was left after the handshake. */
function feed(machine: MseMachine, bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Uint8Array {
  let at = 0;
  for (let nth = 0; at < bytes.length; nth++) {
    const size = Math.max(1, sizes[nth % sizes.length] ?? 1);
    const used = machine.receive(bytes.slice(at, at + size));
    at += used;
    if (used < size) break;
  }
  return bytes.slice(at);
}

/** Lets both talk until neither has more to say; returns what is left over on the accepting side. */
function converse(a: MseMachine, b: MseMachine, sizes: readonly number[] = [4096]): Uint8Array {
  let left = new Uint8Array(0);
  for (let turn = 0; turn < 4; turn++) {
    const [said, answered] = [a.takeOutput(), b.takeOutput()];
    if (said !== null) left = new Uint8Array(Buffer.concat([left, feed(b, said, sizes)]));
    if (answered !== null) feed(a, answered, sizes);
  }
  return left;
}

function ready({ state }: MseMachine): Extract<MseState, { kind: 'ready' }> {
  if (state.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(state)}`);
  return state;
}
const reasonOf = ({ state }: MseMachine) => (state.kind === 'failed' ? state.reason : state.kind);

describe('an encrypted handshake', () => {
  test('succeeds in any split and with padding of any length, and both sides then understand each other', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(), sizes, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (seed, split, initial, rc4) => {
        const a = initiator(rc4 ? ['rc4'] : BOTH, initial, seededRandom(seed));
        const b = responder([rc4 ? 'rc4' : 'plaintext'], [OTHER_HASH, HASH], seededRandom(seed + 1));
        const left = converse(a, b, split);
        const [ours, theirs] = [ready(a), ready(b)];
        expect([ours.method, theirs.method]).toEqual(rc4 ? ['rc4', 'rc4'] : ['plaintext', 'plaintext']);
        const along = rc4 ? initial : initial.subarray(0, 0);
        expect([theirs.initialBytes, left.length]).toEqual([along.length, along.length]);
        theirs.ciphers.in.apply(left);
        expect(Buffer.compare(left, along)).toBe(0);
        for (const [from, to] of [
          [ours, theirs],
          [theirs, ours],
        ] as const) {
          const word = Uint8Array.from(Buffer.from('a word'));
          from.ciphers.out.apply(word);
          expect(Buffer.from(word).toString()).not.toBe('a word');
          to.ciphers.in.apply(word);
          expect(Buffer.from(word).toString()).toBe('a word');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('takes the first bytes along only where all is to be encrypted', () => {
    let asked = 0;
    const host = {
      takeInitial: () => {
        asked++;
        return Uint8Array.of(1, 2, 3);
      },
    };
    for (const [methods, initialBytes] of [
      [['rc4'], 3],
      [BOTH, 0],
      [['plaintext'], 0],
    ] as const) {
      const [a, b] = [new MseInitiator(HASH, methods, host, seededRandom(1)), responder()];
      converse(a, b);
      expect([methods, ready(b).initialBytes]).toEqual([methods, initialBytes]);
    }
    expect(asked).toBe(1);
  });

  test.each([0, MOST_PAD_BYTES])('succeeds with %i bytes of padding everywhere', (bytes) => {
    const random: Random = { ...seededRandom(3), next: () => bytes / (MOST_PAD_BYTES + 1) + 1e-9 };
    const [a, b] = [initiator(BOTH, new Uint8Array(0), random), responder(BOTH, [HASH], random)];
    converse(a, b);
    expect([a.state.kind, b.state.kind]).toEqual(['ready', 'ready']);
  });

  test('never looks the same twice', () => {
    const said = [1, 2].map((seed) => initiator(BOTH, new Uint8Array(0), seededRandom(seed)).takeOutput());
    expect(said[0]?.subarray(0, 96)).not.toEqual(said[1]?.subarray(0, 96));
  });

  test.each([
    [BOTH, BOTH, 'rc4'],
    [BOTH, ['plaintext', 'rc4'], 'plaintext'],
    [['rc4'], BOTH, 'rc4'],
    [['plaintext'], BOTH, 'plaintext'],
    [BOTH, ['plaintext'], 'plaintext'],
  ] as const)('with %j offered and %j liked is %s from then on', (offered, liked, method) => {
    const [a, b] = [initiator(offered), responder(liked)];
    converse(a, b);
    expect([ready(a).method, ready(b).method]).toEqual([method, method]);
  });

  test.each([
    [['rc4'], ['plaintext']],
    [['plaintext'], ['rc4']],
  ] as const)('with %j offered and only %j taken comes to nothing', (offered, taken) => {
    const [a, b] = [initiator(offered), responder(taken)];
    converse(a, b);
    expect([reasonOf(a), reasonOf(b)]).toEqual(['awaiting', 'no-common-method']);
  });
});

describe('the accepting side of an encrypted handshake', () => {
  /** A machine that has had their key, and a side that has had its key. */
  const begun = (machine = responder(), hash = HASH) => {
    const side = new MseSide(true, hash);
    machine.receive(side.publicKey);
    return { machine, side: side.agree(machine.takeOutput() ?? new Uint8Array(0)) };
  };

  test('refuses a torrent that is not here', () => {
    const { machine, side } = begun(responder(), OTHER_HASH);
    machine.receive(side.third());
    expect([reasonOf(machine), machine.takeOutput()]).toEqual(['unknown-torrent', null]);
  });

  test('refuses keys of another torrent than was named', () => {
    const machine = new MseResponder(BOTH, { torrentOf: () => OTHER_HASH }, seededRandom(2));
    const { side } = begun(machine);
    machine.receive(side.third());
    expect(reasonOf(machine)).toBe('bad-check');
  });

  test.each([
    ['a check that is not zero', { check: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1) }, 'bad-check'],
    ['an offer of nothing', { bits: 0 }, 'no-common-method'],
    ['an offer of nothing we know', { bits: 0xfffffffc }, 'no-common-method'],
    ['padding beyond the limit', { padBytes: MOST_PAD_BYTES + 1, pad: new Uint8Array(0) }, 'pad-too-long'],
    ['the longest padding there is', { padBytes: 0xffff, pad: new Uint8Array(0) }, 'pad-too-long'],
  ] as const)('refuses %s', (_what, fields, reason) => {
    const { machine, side } = begun();
    machine.receive(side.third(fields));
    expect([reasonOf(machine), machine.takeOutput()]).toEqual([reason, null]);
  });

  test('takes an offer with bits that it does not know', () => {
    const { machine, side } = begun();
    machine.receive(side.third({ bits: 0xf0 | OFFER.both }));
    expect(ready(machine).method).toBe('rc4');
  });

  test('finds the mark after exactly as much padding as is allowed, and not after more', () => {
    for (const [bytes, kind] of [
      [MOST_PAD_BYTES, 'ready'],
      [MOST_PAD_BYTES + 1, 'failed'],
    ] as const) {
      const { machine, side } = begun();
      machine.receive(new Uint8Array(bytes));
      machine.receive(side.third());
      expect([bytes, machine.state.kind]).toEqual([bytes, kind]);
    }
  });

  test('finds the mark although the padding ends with its beginning', () => {
    const { machine, side } = begun();
    const third = side.third();
    feed(machine, new Uint8Array(Buffer.concat([third.subarray(0, 19), third.subarray(0, 7), third])), [5]);
    expect(machine.state.kind).toBe('ready');
  });

  test('does no arithmetic before a whole key is here', () => {
    const machine = responder();
    machine.receive(new Uint8Array(95).fill(9));
    expect([machine.state, machine.takeOutput()]).toEqual([{ kind: 'awaiting', what: 'key' }, null]);
  });

  test.each([
    ['zeros', new Uint8Array(96), 'bad-key'],
    ['ones', new Uint8Array(96).fill(0xff), 'bad-key'],
  ])('refuses a key of %s', (_what, key, reason) => {
    const machine = responder();
    machine.receive(key);
    expect(reasonOf(machine)).toBe(reason);
  });
});

describe('the dialling side of an encrypted handshake', () => {
  const begun = (methods: CryptoMethods = BOTH) => {
    const machine = initiator(methods);
    const side = new MseSide(false, HASH).agree(machine.takeOutput() ?? new Uint8Array(0));
    machine.receive(side.publicKey);
    side.hear((machine.takeOutput() ?? new Uint8Array(0)).slice(40));
    return { machine, side };
  };

  test.each([
    ['a method that was not offered', ['rc4'], { bits: OFFER.plaintext }, 'no-common-method'],
    ['both methods', BOTH, { bits: OFFER.both }, 'no-common-method'],
    ['none', BOTH, { bits: 0 }, 'no-common-method'],
    ['padding beyond the limit', BOTH, { padBytes: MOST_PAD_BYTES + 1, pad: new Uint8Array(0) }, 'pad-too-long'],
  ] as const)('refuses a choice of %s', (_what, methods, fields, reason) => {
    const { machine, side } = begun(methods);
    machine.receive(side.fourth(fields));
    expect(reasonOf(machine)).toBe(reason);
  });

  test('finds the check after exactly as much padding as is allowed, and not after more', () => {
    for (const [bytes, kind] of [
      [MOST_PAD_BYTES, 'ready'],
      [MOST_PAD_BYTES + 1, 'failed'],
    ] as const) {
      const { machine, side } = begun();
      machine.receive(new Uint8Array(bytes));
      machine.receive(side.fourth({ padBytes: 33 }));
      expect([bytes, machine.state.kind]).toEqual([bytes, kind]);
    }
  });

  test('leaves what follows the handshake to the caller', () => {
    const { machine, side } = begun();
    const fourth = side.fourth({ padBytes: 100 });
    expect(machine.receive(new Uint8Array(Buffer.concat([fourth, Uint8Array.of(1, 2, 3)])))).toBe(fourth.length);
    expect(machine.receive(Uint8Array.of(1))).toBe(0);
  });
});

test('noise costs either side a bounded number of bytes', () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }), (seed, isDialler, sizes) => {
      const machine = isDialler ? initiator() : responder();
      const noise = seededRandom(seed).bytes(4096);
      const left = feed(machine, noise, sizes);
      expect(machine.state.kind).toBe('failed');
      expect(noise.length - left.length).toBeLessThanOrEqual(MOST_HANDSHAKE_BYTES);
    }),
    { numRuns: 100 },
  );
});
