import { describe, expect, test } from 'vitest';
import { PacketSize } from '../../../../engine/utp/mtu.js';

/** Probes until nothing is due; how many were sent. */
function search(size: PacketSize, most: number, nowMs = 1000): number {
  let probes = 0;
  for (let bytes = size.probeSize(nowMs); bytes !== 0; bytes = size.probeSize(nowMs)) {
    size.onProbeSent(++probes);
    if (bytes <= most) size.onProbeArrived();
    else size.onProbeLost();
    if (probes > 50) throw new Error('it never settles');
  }
  return probes;
}

describe('the size of packets', () => {
  test('is that of an Ethernet frame after one probe, where that passes', () => {
    for (const [family, ceiling] of [
      [4, 1472],
      [6, 1452],
    ] as const) {
      const size = new PacketSize(family);
      expect([search(size, 1500), size.packetBytes]).toEqual([1, ceiling]);
    }
  });

  test('comes within sixteen bytes of what passes, and never above it', () => {
    for (let most = 1400; most <= 1472; most += 3) {
      const size = new PacketSize(4);
      expect(search(size, most)).toBeLessThan(12);
      expect(size.packetBytes).toBeLessThanOrEqual(most);
      expect(size.packetBytes).toBeGreaterThan(most - 17);
    }
  });

  test('stays where one probe was lost: only a second loss means too large', () => {
    const size = new PacketSize(4);
    size.onProbeSent(1);
    size.onProbeLost();
    expect(size.probeSize(1000)).toBe(1472);
    size.onProbeSent(2);
    size.onProbeArrived();
    expect(size.packetBytes).toBe(1472);
  });

  test('is sought anew after ten minutes', () => {
    const size = new PacketSize(4);
    search(size, 1430);
    expect(size.probeSize(500_000)).toBe(0);
    expect(size.probeSize(602_000)).toBe(1472);
  });

  test('falls back after three time-outs in a row, and to the least after more', () => {
    const size = new PacketSize(4);
    search(size, 1500);
    size.onTimeout(2);
    expect(size.packetBytes).toBe(1472);
    size.onTimeout(3);
    expect(size.packetBytes).toBe(1400);
    size.onTimeout(4);
    expect(size.packetBytes).toBe(548);
  });
});
