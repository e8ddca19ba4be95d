import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';

const drawn = (field: Bitfield) => Array.from({ length: field.size }, (_, i) => (field.has(i) ? '*' : '.')).join('');

describe('bitfield', () => {
  test('is a set of indexes, whatever is added and taken out', () => {
    const step = fc.tuple(fc.constantFrom('add', 'remove', 'clone', 'wire'), fc.integer({ min: -2, max: 40 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 38 }), fc.boolean(), fc.array(step, { maxLength: 120, size: 'max' }), (size, full, steps) => {
        let field = new Bitfield(size, full);
        const model = new Set(full ? Array.from({ length: size }, (_, i) => i) : []);
        for (const [kind, index] of steps) {
          const inside = index >= 0 && index < size;
          if (kind === 'add') {
            expect(field.add(index)).toBe(inside && !model.has(index));
            if (inside) model.add(index);
          } else if (kind === 'remove') expect(field.remove(index)).toBe(model.delete(index));
          else if (kind === 'clone') {
            const copy = field.clone();
            field.remove(0);
            field = copy;
          } else {
            const back = Bitfield.fromWire(field.toWire(), size);
            expect(back).not.toBeNull();
            if (back !== null) field = back;
          }
          expect(drawn(field)).toBe(Array.from({ length: size }, (_, i) => (model.has(i) ? '*' : '.')).join(''));
          expect([field.count, field.isFull, field.isEmpty]).toEqual([model.size, model.size === size, model.size === 0]);
          expect([field.has(-1), field.has(size)]).toEqual([false, false]);
        }
      }),
    );
  });

  test('finds the next index, alone and together with a mask', () => {
    const indexes = fc.uniqueArray(fc.nat(99), { maxLength: 40 });
    fc.assert(
      fc.property(indexes, indexes, fc.boolean(), fc.nat(99), fc.nat(120), fc.nat(14), (own, others, full, from, end, bytes) => {
        const field = new Bitfield(100, full);
        const mask = new Bitfield(100);
        for (const index of own) field.add(index);
        for (const index of others) mask.add(index);
        const all = Array.from({ length: 100 }, (_, index) => index);
        expect(field.next(from, end)).toBe(all.find((index) => index >= from && index < end && field.has(index)) ?? -1);
        const most = ((from >> 3) + bytes) * 8;
        const both = all.find((index) => index >= from && index < most && field.has(index) && mask.has(index)) ?? -1;
        expect(field.nextIn(mask.toWire(), from, bytes)).toBe(both);
      }),
    );
  });

  test('takes in another set as if each of its indexes were added', () => {
    const sets = fc.integer({ min: 0, max: 40 }).chain((size) => {
      const indexes = fc.array(fc.nat(Math.max(0, size - 1)), { maxLength: 60 });
      return fc.tuple(fc.constant(size), indexes, fc.oneof(indexes, fc.constant(Array.from({ length: size }, (_, index) => index))));
    });
    fc.assert(
      fc.property(sets, ([size, mine, theirs]) => {
        const [all, one, other] = [new Bitfield(size), new Bitfield(size), new Bitfield(size)];
        for (const index of mine) all.add(index) && one.add(index);
        for (const index of theirs) all.add(index);
        for (const index of theirs) other.add(index);
        one.addAll(other);
        expect([drawn(one), one.count, one.isFull]).toEqual([drawn(all), all.count, all.isFull]);
      }),
    );
  });

  test('is most significant bit first, spare bits zero', () => {
    const field = new Bitfield(10);
    field.add(0);
    field.add(9);
    expect([...field.toWire()]).toEqual([0b10000000, 0b01000000]);
    expect([...new Bitfield(10, true).toWire()]).toEqual([0xff, 0b11000000]);
    expect([...new Bitfield(16, true).toWire()]).toEqual([0xff, 0xff]);
  });

  test.each([
    ['too short', [0xff], 10],
    ['too long', [0xff, 0, 0], 10],
    ['a spare bit set', [0, 0b00100000], 10],
    ['bytes for nothing', [0], 0],
  ])('refuses wire bytes that do not fit: %s', (_what, bytes, size) => {
    expect(Bitfield.fromWire(Uint8Array.from(bytes), size)).toBeNull();
  });

  test('copies what it reads, a Buffer too', () => {
    const bytes = Buffer.of(0b10000000);
    const field = Bitfield.fromWire(bytes, 8);
    bytes.fill(0);
    field?.add(7);
    expect([...bytes]).toEqual([0]);
    expect(field && drawn(field)).toBe('*......*');
  });

  test('of no indexes is both empty and full', () => {
    const field = new Bitfield(0);
    expect([field.isFull, field.isEmpty, field.toWire().length]).toEqual([true, true, 0]);
    expect(Bitfield.fromWire(new Uint8Array(0), 0)?.isFull).toBe(true);
  });
});
