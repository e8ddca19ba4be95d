import { beforeEach, describe, expect, test } from 'vitest';
import { Inbound } from '../../../../engine/utp/inbound.js';
import { Packet } from '../../../../engine/utp/packet.js';
import { HeldBytes } from '../../../../engine/utp/reorder-buffer.js';

const FIRST = 65_534;
const PAYLOAD = 1000;
const ROUND_MS = 50;

let held: HeldBytes;
let inbound: Inbound;
beforeEach(() => {
  held = new HeldBytes(10 * PAYLOAD);
  inbound = new Inbound(FIRST - 1, held);
});

/** The packet that is `ahead` of the first. */
function come(ahead: number, nowMs = 1000, to = inbound, isLast = false): void {
  const packet = new Packet();
  packet.bytes = new Uint8Array(isLast ? 0 : PAYLOAD).fill(ahead);
  packet.sequence = (FIRST + ahead) & 0xffff;
  to.onPacket(packet, isLast, ROUND_MS, nowMs);
}
const taken = (most = Number.POSITIVE_INFINITY): number[] => inbound.takeInbox(most).map(([first = -1]) => first);

describe('what comes', () => {
  test('is handed on in order, across the wrap of numbers', () => {
    for (const ahead of [2, 0, 3, 1]) come(ahead);
    expect([taken(), inbound.acknowledged, held.bytes]).toEqual([[0, 1, 2, 3], (FIRST + 3) & 0xffff, 0]);
  });

  test('once only', () => {
    for (const ahead of [0, 0, 2, 2, 1, 2]) come(ahead);
    expect(taken()).toEqual([0, 1, 2]);
  });

  test('and is awaited has room though all connections together have spent theirs', () => {
    const other = new Inbound(FIRST - 1, held);
    for (let ahead = 1; ahead <= 10; ahead++) come(ahead, 1000, other);
    expect(held.hasRoom(1)).toBe(false);
    for (const ahead of [0, 1]) {
      come(ahead);
      expect(taken()).toEqual([ahead]);
    }
    come(0, 1000, other); // so does what the others wait for
    expect(other.inboxBytes).toBe(11 * PAYLOAD);
    other.close();
    inbound.close();
    expect(held.bytes).toBe(0);
  });

  test('after the last packet counts for nothing', () => {
    come(2, 1000, inbound, true);
    come(3);
    expect([inbound.ended, held.bytes]).toEqual([false, 0]);
    come(0);
    come(1);
    expect([inbound.ended, taken()]).toEqual([true, [0, 1]]);
  });
});

describe('an acknowledgement', () => {
  const due = (nowMs: number): boolean => inbound.isAckDue(nowMs);
  beforeEach(() => inbound.onSaid(true)); // the window has been told

  test('of one packet waits a little, of two it does not', () => {
    come(0);
    expect([due(1000), due(1000 + 20)]).toEqual([false, true]);
    come(1);
    expect(due(1000)).toBe(true);
    inbound.onSaid(true);
    expect([due(1000), inbound.ackDeadlineMs]).toEqual([false, Number.POSITIVE_INFINITY]);
  });

  test('is due at once for what came out of order, came again, or had no room', () => {
    come(3);
    expect(due(1000)).toBe(true);
    inbound.onSaid(true);
    come(0);
    come(1);
    inbound.onSaid(true);
    come(0);
    expect(due(1000)).toBe(true);
    for (let ahead = 2; ahead < 12; ahead++) come(ahead); // nobody takes them
    inbound.onSaid(true);
    const { acknowledged } = inbound;
    come(10); // the one that is awaited
    expect([inbound.acknowledged, due(1000)]).toEqual([acknowledged, true]);
  });

  test('with payload does not stand for one that tells what came out of order', () => {
    come(2);
    inbound.onSaid(false);
    expect(due(1000)).toBe(true);
    inbound.onSaid(true);
    expect(due(1000)).toBe(false);
  });
});

test('the window is what is left of it, and its opening is told when it is large', () => {
  const roomy = new Inbound(FIRST - 1, new HeldBytes());
  const whole = roomy.windowBytes;
  for (let ahead = 0; ahead < 200; ahead++) come(ahead, 1000, roomy);
  roomy.onSaid(true);
  expect(roomy.windowBytes).toBe(whole - 200 * PAYLOAD);
  roomy.takeInbox(10 * PAYLOAD);
  expect(roomy.isAckDue(1000)).toBe(false);
  roomy.takeInbox(Number.POSITIVE_INFINITY);
  expect([roomy.windowBytes, roomy.isAckDue(1000)]).toEqual([whole, true]);
});
