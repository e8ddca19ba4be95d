import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { type SlabSlot, SlotAllocator, slotBytesFor } from '../../../../engine/base/slab-lease.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';

const KIB = 1024;

describe('slots of a slab', () => {
  test.each([
    [1, 16 * KIB],
    [16 * KIB, 16 * KIB],
    [16 * KIB + 1, 32 * KIB],
    [100 * KIB, 128 * KIB],
    [200 * KIB, 256 * KIB],
  ])('a piece of %d bytes takes a slot of %d', (pieceLength, slotBytes) => {
    expect(slotBytesFor(pieceLength)).toBe(slotBytes);
    expect(SLAB_BYTES % slotBytes).toBe(0);
  });

  test('never overlap, and take no more slabs than they need', () => {
    fc.assert(
      fc.property(fc.constantFrom(16, 32, 64, 128, 256), fc.array(fc.nat(100), { maxLength: 200, size: 'max' }), (slotKib, steps) => {
        const pool = new FixedSlabPool(4 * SLAB_BYTES);
        const slots = new SlotAllocator(pool, slotKib * KIB);
        const perSlab = 256 / slotKib;
        const held: SlabSlot[] = [];
        for (const step of steps) {
          if (step % 3 === 0 && held.length > 0) {
            const [slot] = held.splice(step % held.length, 1);
            if (slot !== undefined) slots.release(slot);
          } else {
            const slot = slots.acquire();
            if (slot === null) expect(pool.freeSlabs).toBe(0);
            else held.push(slot);
          }
          const places = new Set(held.map(({ slab, start }) => `${slab.id} ${start}`));
          expect(places.size).toBe(held.length);
          for (const { start } of held) expect(start % (slotKib * KIB)).toBe(0);
          const slabs = new Set(held.map(({ slab }) => slab.id)).size;
          expect(pool.budgetSlabs - pool.freeSlabs).toBe(slabs);
          expect(slabs).toBeGreaterThanOrEqual(Math.ceil(held.length / perSlab));
        }
        for (const slot of held) slots.release(slot);
        expect(pool.freeSlabs).toBe(4);
      }),
    );
  });

  test('fill a slab before they take another', () => {
    const pool = new FixedSlabPool(4 * SLAB_BYTES);
    const slots = new SlotAllocator(pool, 64 * KIB);
    const held = Array.from({ length: 4 }, () => slots.acquire());
    expect(new Set(held.map((slot) => slot?.start))).toEqual(new Set([0, 64 * KIB, 128 * KIB, 192 * KIB]));
    expect(pool.freeSlabs).toBe(3);
  });

  test('are handed out in the order of their places, also after some were given back', () => {
    const slots = new SlotAllocator(new FixedSlabPool(4 * SLAB_BYTES), 64 * KIB);
    const first = Array.from({ length: 4 }, () => slots.acquire());
    for (const nth of [3, 1]) {
      const slot = first[nth];
      if (slot) slots.release(slot);
    }
    expect([slots.acquire()?.start, slots.acquire()?.start]).toEqual([64 * KIB, 192 * KIB]);
  });
});

describe('promised slots', () => {
  test('share promised slabs, which are taken when the first of them is made good', () => {
    const pool = new FixedSlabPool(4 * SLAB_BYTES);
    const slots = new SlotAllocator(pool, 64 * KIB);
    for (let nth = 0; nth < 8; nth++) expect(slots.promise()).toBe(true);
    expect(pool.allocatedSlabs).toBe(0);
    expect(pool.freeSlabs).toBe(3); // two promises, each of them half a slab
    const held = Array.from({ length: 5 }, () => slots.redeem());
    expect(held.map((slot) => slot?.start)).toEqual([0, 64 * KIB, 128 * KIB, 192 * KIB, 0]);
    expect(pool.allocatedSlabs).toBe(2);
  });

  test('leave their place to nobody else', () => {
    const slots = new SlotAllocator(new FixedSlabPool(SLAB_BYTES), 128 * KIB);
    expect([slots.promise(), slots.promise()]).toEqual([true, true]);
    expect(slots.redeem()?.start).toBe(0);
    expect(slots.acquire()).toBeNull();
    expect(slots.redeem()?.start).toBe(128 * KIB);
  });

  test('are always made good within the budget, and give everything back in the end', () => {
    fc.assert(
      fc.property(fc.constantFrom(16, 64, 128), fc.array(fc.nat(3), { maxLength: 200, size: 'max' }), (slotKib, steps) => {
        const pool = new FixedSlabPool(4 * SLAB_BYTES);
        const slots = new SlotAllocator(pool, slotKib * KIB);
        const held: SlabSlot[] = [];
        let promised = 0;
        for (const [nth, step] of steps.entries()) {
          if (step === 0 && slots.promise()) promised++;
          else if (step === 1 && promised > 0) {
            const slot = slots.redeem();
            expect(slot).not.toBeNull();
            if (slot !== null) held.push(slot);
            promised--;
          } else if (step === 2 && promised > 0) {
            slots.forgo();
            promised--;
          } else if (step === 3 && held.length > 0) {
            const [slot] = held.splice(nth % held.length, 1);
            if (slot !== undefined) slots.release(slot);
          }
          expect(new Set(held.map(({ slab, start }) => `${slab.id} ${start}`)).size).toBe(held.length);
        }
        while (promised-- > 0) slots.forgo();
        for (const slot of held) slots.release(slot);
        expect(pool.freeSlabs).toBe(4);
      }),
    );
  });
});
