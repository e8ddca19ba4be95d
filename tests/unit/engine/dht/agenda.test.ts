import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, type AgendaItem, newAgendaItem } from '../../../../engine/dht/agenda.js';
import { DueQueue } from '../../../../engine/dht/due-queue.js';
import { seededRandom } from '../../../support/seeded-random.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const make = () => new Agenda<AgendaItem>(seededRandom(1));
const FOUND = { answered: true, lonely: false };

describe('things that are due', () => {
  it('come in order of their last time, each once', () => {
    const step = fc.record({ item: fc.nat(15), at: fc.option(fc.nat(100), { nil: null }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), fc.nat(100), (steps, now) => {
        const queue = new DueQueue<number>();
        const model = new Map<number, number>();
        for (const { at, item } of steps) {
          if (at === null) queue.delete(item);
          else queue.set(item, at);
          if (at === null) model.delete(item);
          else model.set(item, at);
        }
        expect(queue.size).toBe(model.size);
        expect(queue.nextAt()).toBe(Math.min(Number.POSITIVE_INFINITY, ...model.values()));
        const taken: number[] = [];
        for (let item = queue.take(now); item !== null; item = queue.take(now)) taken.push(item);
        const due = [...model].filter(([, at]) => at <= now);
        expect([...taken].sort()).toEqual(due.map(([item]) => item).sort());
        expect(taken.map((item) => model.get(item))).toEqual(due.map(([, at]) => at).sort((a, b) => a - b));
      }),
    );
  });
});

describe('the agenda of searches', () => {
  it('begins at once for a torrent that wants peers, and again about every quarter of an hour', () => {
    const agenda = make();
    const item = newAgendaItem();
    agenda.add(item, true, 0);
    expect(agenda.take(0)).toBe(item);
    expect(agenda.dueAt(item)).toBeNull();
    agenda.ended(item, FOUND, 5 * SECOND);
    const due = agenda.dueAt(item) ?? 0;
    expect(due).toBeGreaterThanOrEqual(13.5 * MINUTE);
    expect(due).toBeLessThanOrEqual(17 * MINUTE);
    expect(agenda.take(due - 1)).toBeNull();
    expect(agenda.take(due)).toBe(item);
  });

  it('comes sooner while nobody is connected, but ever later', () => {
    const agenda = make();
    const item = newAgendaItem();
    agenda.add(item, true, 0);
    const waits: number[] = [];
    let nowMs = 0;
    for (let n = 0; n < 8; n++) {
      expect(agenda.take(nowMs)).toBe(item);
      agenda.ended(item, { answered: true, lonely: true }, nowMs);
      const due = agenda.dueAt(item) ?? 0;
      waits.push(due - nowMs);
      nowMs = due;
    }
    expect(waits[0]).toBeLessThan(34 * SECOND);
    for (let n = 1; n < 5; n++) expect(waits[n]).toBeGreaterThan((waits[n - 1] ?? 0) * 1.5);
    for (const wait of waits.slice(5)) expect(wait).toBeGreaterThan(13 * MINUTE);
  });

  it('tries again within seconds where no node answered', () => {
    const agenda = make();
    const item = newAgendaItem();
    agenda.add(item, true, 0);
    agenda.take(0);
    agenda.ended(item, { answered: false, lonely: true }, 0);
    expect(agenda.dueAt(item)).toBeLessThan(6 * SECOND);
  });

  it('spreads thousands that are only announced: one a second, two at a time, and those that want peers go first', () => {
    const agenda = make();
    const all = Array.from({ length: 100 }, () => newAgendaItem());
    for (const item of all) agenda.add(item, false, 0);
    const begun: number[] = [];
    for (let nowMs = MINUTE; nowMs < 10 * MINUTE; nowMs += 100) {
      for (let item = agenda.take(nowMs); item !== null; item = agenda.take(nowMs)) {
        begun.push(nowMs);
        agenda.ended(item, FOUND, nowMs);
      }
    }
    expect(begun).toHaveLength(100);
    for (let n = 1; n < begun.length; n++) expect((begun[n] ?? 0) - (begun[n - 1] ?? 0)).toBeGreaterThanOrEqual(SECOND);

    const busy = make();
    for (const item of all) busy.add(Object.assign(item, newAgendaItem()), false, 0);
    expect([busy.take(MINUTE), busy.take(2 * MINUTE), busy.take(3 * MINUTE)].map((item) => item !== null)).toEqual([true, true, false]);
    const urgent = newAgendaItem();
    busy.add(urgent, true, 3 * MINUTE);
    expect(busy.take(3 * MINUTE)).toBe(urgent);
  });

  it('begins within a second for a seed that is alone, and within a minute for any', () => {
    const agenda = make();
    const items = Array.from({ length: 1000 }, () => newAgendaItem());
    for (const item of items) agenda.add(item, false, 0);
    const [first] = items;
    expect(first === undefined ? null : agenda.dueAt(first)).toBeLessThanOrEqual(SECOND);
    for (const item of items) expect(agenda.dueAt(item)).toBeLessThanOrEqual(MINUTE);
  });

  it('has six searches under way at most', () => {
    const agenda = make();
    for (let n = 0; n < 10; n++) agenda.add(newAgendaItem(), true, 0);
    const begun: AgendaItem[] = [];
    for (let item = agenda.take(0); item !== null; item = agenda.take(0)) begun.push(item);
    expect(begun).toHaveLength(6);
    expect(agenda.nextAt()).toBe(Number.POSITIVE_INFINITY);
    const [first] = begun;
    if (first !== undefined) agenda.delete(first); // gone while it was searched for
    expect(agenda.take(0)).not.toBeNull();
  });

  it('does as a person asks, once a minute', () => {
    const agenda = make();
    const item = newAgendaItem();
    agenda.add(item, true, 0);
    agenda.take(0);
    agenda.hurry(item, SECOND); // it is under way
    agenda.ended(item, FOUND, 2 * SECOND);
    agenda.hurry(item, 10 * SECOND);
    expect(agenda.dueAt(item)).toBe(62 * SECOND);
    expect(agenda.take(62 * SECOND)).toBe(item);
    agenda.ended(item, FOUND, 63 * SECOND);
    agenda.hurry(item, 10 * MINUTE);
    expect(agenda.take(10 * MINUTE)).toBe(item);
  });

  it('announces everything within a minute when our port is another one', () => {
    const agenda = make();
    const items = Array.from({ length: 5 }, () => newAgendaItem());
    for (const item of items) {
      agenda.add(item, true, 0);
      agenda.take(0);
      agenda.ended(item, FOUND, 0);
    }
    agenda.spread(items, MINUTE);
    for (const item of items) expect(agenda.dueAt(item)).toBeLessThanOrEqual(2 * MINUTE);
  });
});
