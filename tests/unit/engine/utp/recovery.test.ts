import { describe, expect, test } from 'vitest';
import { PacketPool } from '../../../../engine/utp/packet-pool.js';
import { Recovery } from '../../../../engine/utp/recovery.js';
import { RoundTrip } from '../../../../engine/utp/rtt.js';
import { SendWindow } from '../../../../engine/utp/send-window.js';

const ROUND_MS = 100;

/** Ten packets, one a millisecond from 1000 on; the line takes 100 ms. */
function stage() {
  const pool = new PacketPool();
  const window = new SendWindow(0, pool);
  const roundTrip = new RoundTrip();
  const recovery = new Recovery(window, roundTrip);
  for (let n = 0; n < 10; n++) {
    const buffer = pool.take();
    if (buffer !== null) window.add(buffer, 1, 1000 + n);
  }
  roundTrip.onSample(ROUND_MS, 1000);
  const arrived = (sequence: number, nowMs = 1000 + sequence + ROUND_MS): void => {
    recovery.onAcked(sequence, nowMs);
    window.acknowledge(sequence);
    window.slide();
  };
  const lost = (): number[] => Array.from({ length: 10 }, (_, n) => n).filter((n) => window.isLost(n));
  return { window, recovery, arrived, lost };
}

describe('a packet', () => {
  test('is lost when three that were sent after it have arrived', () => {
    const { arrived, lost, recovery } = stage();
    for (const n of [1, 2]) arrived(n);
    recovery.findLost(1103);
    expect(lost()).toEqual([]);
    arrived(3);
    expect(recovery.findLost(1104)).toBe(1000); // when it was sent
    expect(lost()).toEqual([0]);
  });

  test('with one after it that arrived is lost when it had a part of the round trip more, and that time is told', () => {
    const { arrived, lost, recovery } = stage();
    arrived(1);
    recovery.findLost(1102);
    expect([lost(), recovery.deadlineMs]).toEqual([[], 1000 + ROUND_MS + ROUND_MS / 4]);
    recovery.findLost(recovery.deadlineMs);
    expect(lost()).toEqual([0]);
  });

  test('that nothing after it has overtaken is not lost however late it is', () => {
    const { arrived, lost, recovery } = stage();
    for (const n of [0, 1]) arrived(n);
    expect([recovery.findLost(5000), lost(), recovery.deadlineMs]).toEqual([Number.NEGATIVE_INFINITY, [], Number.POSITIVE_INFINITY]);
  });

  test('that was lost again is found by those sent after the second time', () => {
    const { arrived, lost, recovery, window } = stage();
    for (const n of [1, 2, 3]) arrived(n);
    recovery.findLost(1104);
    window.resend(0, 1104);
    for (const n of [4, 5, 6]) arrived(n);
    recovery.findLost(1110);
    expect(lost()).toEqual([]); // they were sent before
    window.resend(9, 1120);
    arrived(9, 1220);
    recovery.findLost(1104 + ROUND_MS + ROUND_MS / 4);
    expect(lost()).toContain(0);
  });

  test('that was only late is noticed as a mistake, and more time is given from then on', () => {
    const { arrived, lost, recovery, window } = stage();
    for (const n of [1, 2, 3]) arrived(n);
    recovery.findLost(1104);
    window.resend(0, 1104);
    arrived(0, 1106); // sooner than any answer to the second sending
    expect([recovery.takeMistake(), recovery.takeMistake()]).toEqual([true, false]);
    for (const n of [5, 6, 7]) arrived(n);
    recovery.findLost(1108);
    expect(lost()).toEqual([]); // three after it no longer mean a loss
  });
});
