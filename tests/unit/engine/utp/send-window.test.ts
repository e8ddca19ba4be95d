import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PacketPool } from '../../../../engine/utp/packet-pool.js';
import { SendWindow } from '../../../../engine/utp/send-window.js';
import { sequenceAfter } from '../../../../engine/utp/sequence.js';

const PAYLOAD = 100;

/** The same in the plainest way. */
interface Sent {
  state: 'under way' | 'lost' | 'acked';
  sends: number;
}

const steps = fc.array(
  fc.record({ kind: fc.constantFrom('add', 'add', 'acknowledge', 'markLost', 'resend'), which: fc.nat({ max: 400 }) }),
  { maxLength: 300 },
);

describe('packets under way', () => {
  test('are counted right whatever becomes of them, across the wrap of numbers', () => {
    fc.assert(
      fc.property(fc.nat({ max: 65_535 }), steps, (firstSequence, list) => {
        const pool = new PacketPool();
        const window = new SendWindow(firstSequence, pool);
        const model: Sent[] = [];
        let base = 0;
        for (const { kind, which } of list) {
          if (kind === 'add') {
            const buffer = pool.take();
            if (buffer === null) throw new Error('no buffer');
            window.add(buffer, PAYLOAD, 1);
            model.push({ state: 'under way', sends: 1 });
          } else if (model.length > base) {
            const index = base + (which % (model.length - base));
            const packet = model[index];
            const sequence = sequenceAfter(firstSequence, index);
            if (packet === undefined) continue;
            if (kind === 'acknowledge') {
              expect(window.acknowledge(sequence)).toBe(packet.state !== 'acked');
              packet.state = 'acked';
              window.slide();
              while (model[base]?.state === 'acked') base++;
            } else if (kind === 'markLost') {
              window.markLost(sequence);
              if (packet.state === 'under way') packet.state = 'lost';
            } else if (packet.state !== 'acked') {
              window.resend(sequence, 2);
              Object.assign(packet, { state: 'under way', sends: packet.sends + 1 });
              expect(window.sendCount(sequence)).toBe(packet.sends);
            }
          }
          const left = model.slice(base);
          const lost = left.findIndex(({ state }) => state === 'lost');
          expect(window.outstanding).toBe(left.length);
          expect(window.flightBytes).toBe(PAYLOAD * left.filter(({ state }) => state === 'under way').length);
          expect(window.lostCount).toBe(left.filter(({ state }) => state === 'lost').length);
          expect(pool.packets).toBe(left.filter(({ state }) => state !== 'acked').length);
          if (lost >= 0) expect(window.oldestLost()).toBe(sequenceAfter(firstSequence, base + lost));
        }
        window.clear();
        expect([window.outstanding, window.flightBytes, window.lostCount, pool.packets]).toEqual([0, 0, 0, 0]);
      }),
    );
  });
});
