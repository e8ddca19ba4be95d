import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIp } from '../../../../engine/base/ip-address.js';
import type { Contact } from '../../../../engine/dht/contact.js';
import { compareDistance, type NodeId, nodeIdOf, sharedPrefix } from '../../../../engine/dht/node-id.js';
import { addressOf } from '../../../../engine/dht/place.js';
import { K, RoutingTable } from '../../../../engine/dht/routing-table.js';
import { makeSecureId } from '../../../../engine/dht/secure-id.js';
import { QUESTIONABLE_MS } from '../../../../engine/dht/table-entry.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { anyId, idFrom, placeAt } from './dht-parts.js';

const OWN = idFrom(0);
/** In the half of the ids that is farthest from ours: at a distance of its own for each number. */
const farId = (number: number): NodeId => idFrom(0x80, number >> 8, number & 255, 1);
/** Local, so that neither its network nor BEP 42 matters. */
const near = (number: number) => placeAt(`10.0.${number >> 8}.${number & 255}`);
const tableOf = (...contacts: readonly Contact[]): RoutingTable => {
  const table = new RoutingTable(OWN);
  for (const contact of contacts) table.noteAnswer(contact, 10, 0);
  return table;
};

type Step =
  | { readonly kind: 'answer' | 'failure' | 'query'; readonly id: NodeId; readonly at: number }
  | { readonly kind: 'change'; readonly id: NodeId };

/** Few ids and few addresses, so that they meet again; many ids near ours, so that deep buckets fill. */
const someId = fc.oneof(
  fc.nat(40).map(farId),
  fc.tuple(fc.nat(30), fc.nat(3)).map(([zeros, last]) => {
    const bytes = new Uint8Array(20);
    bytes[zeros >> 3] = 0x80 >> (zeros & 7);
    bytes[19] = last;
    return nodeIdOf(bytes);
  }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constantFrom('answer' as const, 'failure' as const, 'query' as const), id: someId, at: fc.nat(60) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const), id: someId }) },
);

describe('the routing table', () => {
  it('keeps one node for each address and each id, never ourselves, and knows who is nearest', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 300 }), anyId(), (steps, target) => {
        const table = new RoutingTable(OWN);
        for (const step of steps) {
          if (step.kind === 'change') table.changeId(step.id);
          else if (step.kind === 'answer') table.noteAnswer({ id: step.id, place: near(step.at) }, 10, 0);
          else if (step.kind === 'failure') table.noteFailure({ id: step.id, place: near(step.at) });
          else table.noteQuery({ id: step.id, place: near(step.at) }, 0);
        }
        const all = [...table.entries()];
        expect(all.length).toBe(table.size);
        expect(new Set(all.map(({ place }) => addressOf(place))).size).toBe(all.length);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(all.some(({ id }) => id === table.id)).toBe(false);
        const good = all.filter(({ failures }) => failures === 0).sort((a, b) => compareDistance(target, a.id, b.id));
        expect(table.closest(target)).toEqual(good.slice(0, K));
        const own = table.closest(table.id).at(-1);
        const isNear = own === undefined || table.size < K || compareDistance(table.id, target, own.id) < 0;
        expect(table.isNear(target)).toBe(isNear);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps within the capacity of each distance, and the newest of the rest as spares', () => {
    const table = tableOf();
    for (let n = 0; n < 300; n++) table.noteAnswer({ id: farId(n), place: near(n) }, 10, 0);
    expect(table.size).toBe(128);
    for (let n = 0; n < 2; n++) table.noteFailure({ id: farId(5), place: near(5) });
    expect(table.size).toBe(128);
    expect(table.find({ id: farId(5), place: near(5) })).toBeNull();
    expect(table.find({ id: farId(299), place: near(299) })).not.toBeNull();
  });

  it('keeps a node that failed while nobody has its place to take, and gives it up after four failures', () => {
    const one = { id: farId(1), place: near(1) };
    const table = tableOf(one);
    for (let n = 0; n < 3; n++) table.noteFailure(one);
    expect(table.size).toBe(1);
    expect(table.closest(OWN)).toEqual([]); // but it is not named to anybody
    table.noteAnswer(one, 10, 0);
    expect(table.closest(OWN)).toHaveLength(1);
    for (let n = 0; n < 4; n++) table.noteFailure(one);
    expect(table.size).toBe(0);
  });

  it('believes the first of two at an address while that one answers', () => {
    const first = { id: farId(1), place: placeAt('10.0.0.1', 1000) };
    const second = { id: farId(2), place: placeAt('10.0.0.1', 2000) };
    const table = tableOf(first, second);
    expect([...table.entries()].map(({ id }) => id)).toEqual([first.id]);
    table.noteFailure(first);
    table.noteAnswer(second, 10, 0);
    expect([...table.entries()].map(({ id }) => id)).toEqual([second.id]);
  });

  it('takes one of a network of the internet at each distance, and any number of a local one', () => {
    const table = tableOf(...[1, 2, 3].map((n) => ({ id: farId(n), place: placeAt(`8.8.8.${n}`) })));
    expect(table.size).toBe(1);
    table.noteAnswer({ id: idFrom(0x40), place: placeAt('8.8.8.9') }, 10, 0);
    expect(table.size).toBe(2);
  });

  it('prefers ids that fit their address where it is full (BEP 42)', () => {
    const random = seededRandom(4);
    const table = tableOf();
    let full = 0;
    for (let n = 0; table.size < 128; n++) table.noteAnswer({ id: farId(n), place: placeAt(`30.${n >> 8}.${n & 255}.1`) }, 10, 0);
    for (let n = 0; full < 20; n++) {
      const host = `40.0.${n & 255}.1`;
      const ip = parseIp(host);
      const id = ip === null ? OWN : makeSecureId(ip, random);
      if (sharedPrefix(id, OWN) !== 0) continue;
      expect(table.noteAnswer({ id, place: placeAt(host) }, 10, 0)).toBe(true);
      full++;
    }
    expect(table.size).toBe(128);
    expect([...table.entries()].filter(({ secure }) => secure)).toHaveLength(20);
  });

  it('asks for those it needs: at thin distances, and nearer than the nearest eight', () => {
    const table = tableOf(...Array.from({ length: 20 }, (_, n) => ({ id: farId(n), place: near(n) })));
    expect(table.needs({ id: farId(99), place: near(99) })).toBe(false);
    expect(table.needs({ id: idFrom(1), place: near(98) })).toBe(true);
    expect(table.needs({ id: idFrom(1), place: near(1) })).toBe(false); // somebody is there already
    expect(table.needs({ id: OWN, place: near(97) })).toBe(false);
  });

  it('names who was silent longest once that is a quarter of an hour, and one thin distance after the other', () => {
    const table = tableOf({ id: farId(1), place: near(1) });
    table.noteAnswer({ id: farId(2), place: near(2) }, 10, 5000);
    expect(table.stalest(QUESTIONABLE_MS - 1)).toBeNull();
    expect(table.stalest(QUESTIONABLE_MS + 6000)?.id).toBe(farId(1));
    table.noteQuery({ id: farId(1), place: near(1) }, QUESTIONABLE_MS);
    expect(table.stalest(QUESTIONABLE_MS + 6000)?.id).toBe(farId(2));
    expect(table.takeThinBucket(0)).toBe(0);
    expect(table.takeThinBucket(0)).toBeNull();
    expect(table.takeThinBucket(QUESTIONABLE_MS)).toBe(0);
  });
});
