import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectionShare, type Sharer } from '../../../../engine/session/connection-share.js';

class Taker implements Sharer {
  connections = 0;
  constructor(private readonly share: ConnectionShare) {}
  take(): boolean {
    if (!this.share.admit(this)) return false;
    this.connections++;
    return true;
  }
  shed(): boolean {
    if (this.connections === 0) return false;
    this.connections--;
    this.share.released();
    return true;
  }
}

function stage(most: number, count: number) {
  let now = 0;
  const share = new ConnectionShare(
    () => most,
    () => now,
  );
  const takers = Array.from({ length: count }, () => new Taker(share));
  const second = () => {
    now += 1000;
    share.run(takers);
  };
  return { share, takers, second };
}

describe('the connections of a session', () => {
  test('are all for one that is alone', () => {
    const { takers, share } = stage(50, 1);
    while (takers[0]?.take());
    expect(share.total).toBe(50);
  });

  test('are shared evenly by those who want all they can get', () => {
    const { takers, share, second } = stage(100, 4);
    for (let round = 0; round < 20; round++) {
      for (const taker of takers) for (let i = 0; i < 10; i++) taker.take();
      second();
    }
    expect(share.total).toBeLessThanOrEqual(100);
    for (const { connections } of takers) expect(connections).toBeGreaterThanOrEqual(20);
  });

  test('are found for a newcomer where others have taken all', () => {
    const { takers, share, second } = stage(100, 2);
    while (takers[0]?.take());
    second();
    for (let round = 0; round < 30; round++) {
      takers[1]?.take();
      second();
    }
    expect(takers[1]?.connections).toBeGreaterThanOrEqual(25);
    expect(takers[0]?.connections).toBeGreaterThanOrEqual(50);
    expect(share.total).toBeLessThanOrEqual(100);
  });

  test('leave those alone who have no more than their share', () => {
    const { takers, second } = stage(10, 10);
    for (const taker of takers) taker.take();
    second();
    for (let round = 0; round < 10; round++) for (const taker of takers) taker.take();
    for (const { connections } of takers) expect(connections).toBe(1);
  });

  test('are never more than the limit, and every one that was admitted is counted', () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.constantFrom('take', 'shed', 'second')), { maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), steps, (most, list) => {
        const { takers, share, second } = stage(most, 5);
        for (const [i, step] of list) {
          if (step === 'take') takers[i]?.take();
          else if (step === 'shed') takers[i]?.shed();
          else second();
          expect(share.total).toBeLessThanOrEqual(most);
          expect(share.total).toBe(takers.reduce((sum, { connections }) => sum + connections, 0));
        }
      }),
    );
  });
});
