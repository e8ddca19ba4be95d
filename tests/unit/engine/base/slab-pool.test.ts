import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLAB_BYTES, type Slab } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';

const held = (slab: Slab | null): Slab => {
  if (slab === null) throw new Error('the pool refused');
  return slab;
};

describe('FixedSlabPool', () => {
  it('makes memory only when it is asked for, and uses it again', () => {
    const pool = new FixedSlabPool(8 * SLAB_BYTES);
    expect(pool.allocatedSlabs).toBe(0);
    const first = held(pool.acquire());
    expect(first.bytes.length).toBe(SLAB_BYTES);
    pool.release(first);
    expect(pool.acquire()).toBe(first);
    expect(pool.allocatedSlabs).toBe(1);
  });

  it('refuses beyond the budget', () => {
    const pool = new FixedSlabPool(2 * SLAB_BYTES + 5);
    expect(pool.budgetSlabs).toBe(2);
    held(pool.acquire());
    held(pool.acquire());
    expect(pool.freeSlabs).toBe(0);
    expect(pool.acquire()).toBeNull();
  });

  it('frees a slab when the last holder lets go', () => {
    const pool = new FixedSlabPool(SLAB_BYTES);
    const slab = held(pool.acquire());
    pool.retain(slab);
    pool.release(slab);
    expect(pool.freeSlabs).toBe(0);
    pool.release(slab);
    expect(pool.freeSlabs).toBe(1);
  });

  it('finds a release too many, a late retain and a foreign slab', () => {
    const pool = new FixedSlabPool(4 * SLAB_BYTES);
    const slab = held(pool.acquire());
    pool.release(slab);
    expect(() => pool.release(slab)).toThrow(/more often/);
    expect(() => pool.retain(slab)).toThrow(/free slab/);
    expect(() => new FixedSlabPool(SLAB_BYTES).release(slab)).toThrow(/another pool/);
  });

  it('tells once a turn that memory is free again, and only after a refusal', async () => {
    const pool = new FixedSlabPool(2 * SLAB_BYTES);
    let calls = 0;
    const remove = pool.onFree(() => calls++);
    const slabs = [held(pool.acquire()), held(pool.acquire())];
    pool.release(held(slabs.pop() ?? null));
    await null;
    expect(calls, 'nobody was refused').toBe(0);
    slabs.push(held(pool.acquire()));
    expect(pool.acquire()).toBeNull();
    for (const slab of slabs) pool.release(slab);
    expect(calls, 'not within the call').toBe(0);
    await null;
    expect(calls).toBe(1);
    remove();
    held(pool.acquire());
    const last = held(pool.acquire());
    pool.acquire();
    pool.release(last);
    await null;
    expect(calls).toBe(1);
  });

  it('makes no memory for a promise, and lets it take half a slab of the budget', () => {
    const pool = new FixedSlabPool(4 * SLAB_BYTES);
    for (let i = 0; i < 4; i++) expect(pool.promise()).toBe(true);
    expect([pool.allocatedSlabs, pool.freeSlabs]).toEqual([0, 2]);
    expect(pool.promise(), 'no more than the budget is promised').toBe(false);
    const held = [pool.acquire(), pool.acquire()];
    expect(held).not.toContain(null);
    expect(pool.acquire(), 'two slabs and four promises are all of it').toBeNull();
    pool.forgo();
    expect(pool.freeSlabs).toBe(0);
    pool.forgo();
    expect(pool.freeSlabs).toBe(1);
  });

  it('makes every promise good, beyond the budget if need be, and then waits until that is given back', () => {
    const pool = new FixedSlabPool(4 * SLAB_BYTES);
    const slabs = [];
    while (pool.promise()) if (pool.freeSlabs === 2) slabs.push(held(pool.acquire()), held(pool.acquire()));
    for (let i = 0; i < 4; i++) slabs.push(held(pool.redeem()));
    expect([slabs.length, pool.allocatedSlabs, pool.acquire(), pool.promise()]).toEqual([6, 6, null, false]);
    for (const slab of slabs) pool.release(slab);
    expect([pool.freeSlabs, pool.allocatedSlabs]).toEqual([4, 6]);
  });

  it('tells that memory is free when a promise is taken back after a refusal', async () => {
    const pool = new FixedSlabPool(SLAB_BYTES);
    let calls = 0;
    pool.onFree(() => calls++);
    expect([pool.promise(), pool.acquire()]).toEqual([true, null]);
    pool.forgo();
    await null;
    expect(calls).toBe(1);
    expect(() => pool.forgo()).toThrow(/not given/);
    expect(() => pool.redeem()).toThrow(/not given/);
  });

  it('gives idle memory back when trimmed twice, down to a floor', () => {
    const pool = new FixedSlabPool(32 * SLAB_BYTES);
    const slabs = Array.from({ length: 20 }, () => held(pool.acquire()));
    for (const slab of slabs) pool.release(slab);
    pool.trim();
    expect(pool.allocatedSlabs, 'in use since the last trim').toBe(20);
    pool.trim();
    expect(pool.allocatedSlabs).toBe(4);
    pool.trim();
    expect(pool.allocatedSlabs).toBe(4);
  });

  it('never gives two ids to one memory nor one id to two, across pools', () => {
    const ids = new Set<number>();
    for (const pool of [new FixedSlabPool(4 * SLAB_BYTES), new FixedSlabPool(4 * SLAB_BYTES)]) {
      for (let i = 0; i < 4; i++) ids.add(held(pool.acquire()).id);
    }
    expect(ids.size).toBe(8);
  });

  it('counts right whatever is done to it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('acquire', 'retain', 'release', 'trim', 'promise', 'redeem', 'forgo'), { maxLength: 200 }),
        (steps) => {
          const pool = new FixedSlabPool(10 * SLAB_BYTES);
          const references: Slab[] = [];
          let promised = 0;
          const taken = (): number => new Set(references).size + promised / 2;
          for (const step of steps) {
            const last = references.at(-1);
            if (step === 'trim') pool.trim();
            else if (step === 'promise') {
              const isRoom = taken() < 10 && promised < 10;
              expect(pool.promise()).toBe(isRoom);
              if (isRoom) promised++;
            } else if (step === 'forgo' || step === 'redeem') {
              if (promised === 0) continue;
              promised--;
              if (step === 'forgo') pool.forgo();
              else references.push(held(pool.redeem()));
            } else if (step === 'acquire') {
              const before = taken();
              const slab = pool.acquire();
              expect(slab === null).toBe(before > 9);
              if (slab !== null) {
                expect(references).not.toContain(slab);
                references.push(slab);
              }
            } else if (last !== undefined && step === 'retain') {
              pool.retain(last);
              references.unshift(last);
            } else if (last !== undefined) {
              pool.release(last);
              references.pop();
            }
            expect(pool.freeSlabs).toBe(Math.max(0, Math.floor(10 - taken())));
            expect(pool.allocatedSlabs).toBeLessThanOrEqual(15);
          }
        },
      ),
    );
  });

  it('grows with the connections up to a limit, and shrinks as slabs come back', () => {
    const pool = new FixedSlabPool(2 * SLAB_BYTES, { bytesAConnection: SLAB_BYTES / 2, mostBytes: 5 * SLAB_BYTES });
    expect(pool.budgetSlabs).toBe(2);
    pool.fitTo(4);
    expect(pool.budgetSlabs).toBe(4);
    pool.fitTo(100);
    expect(pool.budgetSlabs).toBe(5);
    const held = Array.from({ length: 5 }, () => pool.acquire());
    pool.fitTo(0);
    expect([pool.freeSlabs, pool.acquire()]).toEqual([0, null]);
    for (const slab of held) if (slab !== null) pool.release(slab);
    expect([pool.freeSlabs, pool.allocatedSlabs]).toEqual([2, 3]);
  });
});
