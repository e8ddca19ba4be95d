import { expect, test } from 'vitest';
import { Doorway } from '../../../../engine/roster/doorway.js';

/** Lets in who finds room; returns how many did. */
function flood(doorway: Doorway, count: number, host: (i: number) => string): number {
  let inside = 0;
  for (let i = 0; i < count; i++) {
    if (!doorway.hasRoom(host(i))) continue;
    doorway.enter(host(i));
    inside++;
  }
  return inside;
}

test('a few from one address stand in the doorway, and a few more from one network', () => {
  expect(flood(new Doorway(), 50, () => '203.0.113.5')).toBe(8);
  expect(flood(new Doorway(), 200, (i) => `203.0.113.${i}`)).toBe(24);
  expect(flood(new Doorway(), 200, (i) => `2001:db8:1:${i}::1`)).toBe(24);
});

test('a flood leaves room for others, and a local network is no stranger', () => {
  const doorway = new Doorway();
  flood(doorway, 200, (i) => `203.0.113.${i}`);
  expect(doorway.hasRoom('198.51.100.1')).toBe(true);
  expect(flood(doorway, 100, (i) => `192.168.1.${i}`)).toBe(100);
});

test('who leaves makes room', () => {
  const doorway = new Doorway();
  flood(doorway, 50, () => '203.0.113.5');
  doorway.leave('203.0.113.5');
  expect([doorway.hasRoom('203.0.113.5'), flood(doorway, 9, () => '203.0.113.5')]).toEqual([true, 1]);
});

test('no more stand there than there is room for in all', () => {
  const doorway = new Doorway();
  expect(flood(doorway, 20, (i) => `10.${i}.0.1`)).toBe(20);
  expect([doorway.hasRoom('10.99.0.1', 20), doorway.hasRoom('10.99.0.1', 21)]).toEqual([false, true]);
  doorway.leave('10.1.0.1');
  expect(doorway.hasRoom('10.99.0.1', 20)).toBe(true);
});
