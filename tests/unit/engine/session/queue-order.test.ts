import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type QueueMove, QueueOrder } from '../../../../engine/session/queue-order.js';

interface Item {
  readonly name: string;
  readonly kind: string;
  readonly standing: { rank: number | null };
}

/** Upper case are seeds. */
function line(names: string) {
  const order = new QueueOrder<Item>();
  const items = [...names].map((name) => ({
    name,
    kind: name === name.toUpperCase() ? 'seed' : 'download',
    standing: { rank: null as number | null },
  }));
  for (const item of items) order.add(item);
  const move = (which: string, to: QueueMove) =>
    order.move(
      items.filter(({ name }) => which.includes(name)),
      to,
      (a, b) => a.kind === b.kind,
    );
  const shown = () =>
    order
      .all()
      .map(({ name }) => name)
      .join('');
  return { order, items, move, shown };
}

describe('the order of the queue', () => {
  test.each<[string, string, QueueMove, string]>([
    ['abcd', 'c', 'up', 'acbd'],
    ['abcd', 'a', 'up', 'abcd'],
    ['abcd', 'b', 'down', 'acbd'],
    ['abcd', 'd', 'down', 'abcd'],
    ['abcd', 'cd', 'up', 'acdb'],
    ['abcd', 'ab', 'up', 'abcd'],
    ['abcd', 'ab', 'down', 'cabd'],
    ['abcd', 'bd', 'top', 'bdac'],
    ['abcd', 'ac', 'bottom', 'bdac'],
    ['aSTb', 'b', 'up', 'bSTa'],
  ])('of %s, moving %s %s gives %s', (names, which, to, expected) => {
    const { move, shown } = line(names);
    move(which, to);
    expect(shown()).toBe(expected);
  });

  test('names those whose record must be written, and few of them', () => {
    const { move } = line('abcdefgh');
    expect([...move('f', 'up')].map(({ name }) => name).sort()).toEqual(['e', 'f']);
    expect([...move('f', 'top')].map(({ name }) => name)).toEqual(['f']);
  });

  test('stays an order whatever is moved, and is the same after it was saved', () => {
    const moves = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.constantFrom<QueueMove>('up', 'down', 'top', 'bottom')), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (list) => {
        const { items, move, shown } = line('abcDEFgh');
        for (const [i, to] of list) move(items[i]?.name ?? '', to);
        expect([...shown()].sort().join('')).toBe('DEFabcgh');
        const again = new QueueOrder<Item>();
        for (const item of [...items].reverse()) again.add(item);
        expect(
          again
            .all()
            .map(({ name }) => name)
            .join(''),
        ).toBe(shown());
        for (const { standing } of items) expect(standing.rank).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('finds room at the top, however often that is asked', () => {
    const { items, move, shown } = line('abc');
    for (const item of items) item.standing.rank = (item.standing.rank ?? 0) % 2 ** 30; // hardly any room left
    for (let i = 0; i < 4000; i++) move('abc'[i % 3] ?? '', 'top');
    expect(shown()).toBe('acb');
    for (const { standing } of items) expect(standing.rank).toBeGreaterThanOrEqual(0);
  });

  test('moves ten thousand at once without sorting them anew for each', () => {
    let looks = 0;
    const order = new QueueOrder<Item>();
    const items = Array.from({ length: 10_000 }, (_, n): Item => {
      let rank: number | null = null;
      const standing = {
        get rank() {
          looks++;
          return rank;
        },
        set rank(to: number | null) {
          rank = to;
        },
      };
      return { name: String(n), kind: 'download', standing };
    });
    for (const item of items) order.add(item);
    for (const to of ['top', 'bottom', 'up', 'down'] as const) order.move(items.slice(100), to, () => true);
    expect(looks).toBeLessThan(5_000_000);
    expect(order.all()).toEqual(items);
  });
});
