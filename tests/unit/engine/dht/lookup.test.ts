import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../engine/dht/contact.js';
import type { Answer } from '../../../../engine/dht/krpc.js';
import { Lookup, type LookupResult } from '../../../../engine/dht/lookup.js';
import { compareDistance, type NodeId, randomId } from '../../../../engine/dht/node-id.js';
import type { Place } from '../../../../engine/dht/place.js';
import type { Asker } from '../../../../engine/dht/query-book.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { idFrom, placeAt } from './dht-parts.js';

const TARGET = idFrom(0);
const node = (number: number, id: NodeId): Contact => ({ id, place: placeAt(`10.1.${number >> 8}.${number & 255}`) });

/** One lookup, whose questions are answered when the test says so. */
class Stage {
  readonly asked: { readonly id: NodeId | null; readonly place: Place; readonly asker: Asker; readonly again: boolean }[] = [];
  result: LookupResult | null = null;
  ends = 0;
  sendable = true;
  readonly lookup: Lookup;

  constructor(known: (asked: Contact) => readonly Contact[], enough: (answer: Answer) => boolean = () => false) {
    const target = TARGET;
    const plan = {
      target,
      ask: { method: 'find_node', target, want: null } as const,
      onAnswer: enough,
      onDone: (result: LookupResult) => {
        this.result = result;
      },
    };
    this.lookup = new Lookup(plan, {
      ask: (to, _, asker, again) => {
        if (this.sendable) this.asked.push({ ...to, asker, again });
        return this.sendable;
      },
      nodesIn: (answer, place) => known({ id: answer.id, place }),
      onEnd: () => {
        this.ends++;
      },
    });
  }

  answer(at: number, id = this.asked[at]?.id ?? TARGET): void {
    this.asked[at]?.asker.onAnswer({ kind: 'answer', transaction: '', id, seenAs: null, token: Uint8Array.of(1) }, 0);
  }
  fail(at: number): void {
    this.asked[at]?.asker.onFailed(0);
  }
  slow(at: number): void {
    this.asked[at]?.asker.onSlow?.(0);
  }
}

describe('a lookup', () => {
  it('finds the eight nearest of those that answer, in whatever order answers come', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.8, noNaN: true }), (seed, count, dead) => {
        const random = seededRandom(seed);
        const all = Array.from({ length: count }, (_, n) => node(n, randomId(random)));
        const isDead = new Set(all.slice(1).filter(() => random.next() < dead));
        const stage = new Stage(() => all);
        stage.lookup.start(all.slice(0, 1), [], 0);
        const open = new Set<number>();
        let seen = 0;
        for (;;) {
          for (; seen < stage.asked.length; seen++) open.add(seen);
          const at = [...open][Math.floor(random.next() * open.size)];
          if (at === undefined) break;
          open.delete(at);
          if ([...isDead].some(({ id }) => id === stage.asked[at]?.id)) stage.fail(at);
          else stage.answer(at);
        }
        const nearest = all.filter((one) => !isDead.has(one)).sort((a, b) => compareDistance(TARGET, a.id, b.id));
        expect(stage.result?.nearest.map(({ contact }) => contact.id)).toEqual(nearest.slice(0, 8).map(({ id }) => id));
        expect(stage.ends).toBe(1);
        expect(stage.asked.length).toBeLessThanOrEqual(count);
      }),
      { numRuns: 200 },
    );
  });

  it('asks five at once, another beside one that is slow, and the slow one once more', () => {
    const all = Array.from({ length: 20 }, (_, n) => node(n, idFrom(1, n)));
    const stage = new Stage(() => []);
    stage.lookup.start(all, [], 0);
    expect(stage.asked).toHaveLength(5);
    stage.slow(0);
    expect(stage.asked.slice(5).map(({ again, id }) => [id, again])).toEqual([
      [all[0]?.id, true],
      [all[5]?.id, false],
    ]);
    stage.answer(5); // the repetition
    stage.answer(0); // and the first one too: counted once
    for (let at = 1; at < stage.asked.length; at++) if (at !== 5) stage.answer(at);
    expect(stage.result).toMatchObject({ answers: 8, hops: 1 });
    expect(stage.result?.nearest.map(({ contact }) => contact.id)).toContain(all[0]?.id);
  });

  it('stops when that is enough, and is told nothing after it was cancelled', () => {
    const all = Array.from({ length: 20 }, (_, n) => node(n, idFrom(1, n)));
    const first = new Stage(
      () => [],
      () => true,
    );
    first.lookup.start(all, [], 0);
    first.answer(3);
    expect(first.result).toMatchObject({ answers: 1 });
    first.answer(2);
    expect(first.ends).toBe(1);
    const second = new Stage(() => all);
    second.lookup.start(all.slice(0, 5), [], 0);
    second.lookup.cancel();
    second.answer(0);
    second.fail(1);
    second.slow(2);
    expect(second.asked).toHaveLength(5);
    expect([second.result, second.ends]).toEqual([null, 1]);
  });

  it('ends after 150 questions, though every answer names somebody nearer', () => {
    let made = 0;
    const nearer = () =>
      Array.from({ length: 8 }, () => {
        made++;
        return node(made, idFrom(0, 255 - (made >> 8), 255 - (made & 255)));
      });
    const stage = new Stage(nearer);
    stage.lookup.start([node(0, idFrom(1))], [], 0);
    for (let at = 0; at < stage.asked.length && at < 1000; at++) stage.answer(at);
    expect(stage.asked.length).toBe(150);
    expect(stage.result?.nearest).toHaveLength(8);
  });

  it('asks three of one network at most, and one for each address, so that nobody surrounds the target', () => {
    const crowd = Array.from({ length: 50 }, (_, n): Contact => ({ id: idFrom(0, n), place: placeAt(`66.6.6.${n + 1}`) }));
    const sybils = Array.from({ length: 50 }, (_, n): Contact => ({ id: idFrom(0, 100, n), place: placeAt('77.7.7.7', 1000 + n) }));
    const stage = new Stage(() => []);
    stage.lookup.start([...crowd, ...sybils, node(1, idFrom(9))], [], 0);
    for (let at = 0; at < stage.asked.length; at++) stage.answer(at);
    expect(stage.asked).toHaveLength(5);
    expect(stage.result?.nearest.map(({ contact }) => contact.id)).toContain(idFrom(9));
  });

  it('enters by a door twice where it is slow, and learns the id of who answers there', () => {
    const all = Array.from({ length: 8 }, (_, n) => node(n, idFrom(1, n)));
    const stage = new Stage(({ place }) => (place === placeAt('8.8.8.8') ? all : []));
    stage.lookup.start([], [placeAt('8.8.8.8')], 0);
    stage.slow(0);
    expect(stage.asked.map(({ again, place }) => [place, again])).toEqual([
      [placeAt('8.8.8.8'), false],
      [placeAt('8.8.8.8'), true],
    ]);
    stage.fail(0);
    expect(stage.result).toBeNull();
    stage.answer(1, idFrom(77));
    for (let at = 2; at < stage.asked.length; at++) stage.answer(at);
    expect(stage.result?.nearest.map(({ contact }) => contact.id)).toEqual(all.map(({ id }) => id));
  });

  it('ends with nothing where nobody is there to ask, and waits where nothing can be sent', () => {
    const nobody = new Stage(() => []);
    nobody.lookup.start([], [], 0);
    expect(nobody.result).toMatchObject({ nearest: [], questions: 0 });
    const held = new Stage(() => []);
    held.sendable = false;
    held.lookup.start([node(1, idFrom(1))], [], 0);
    expect(held.result).toBeNull();
    held.sendable = true;
    held.lookup.resume(1000);
    held.answer(0);
    expect(held.result?.nearest).toHaveLength(1);
  });
});
