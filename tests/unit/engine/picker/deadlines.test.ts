import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../../engine/picker/deadlines.js';
import { FakePeer, pickerStage, pieces, receive } from './picker-stage.js';

const pieceOf = (name: string | undefined) => Number(name?.split(':')[0]);

describe('deadlines', () => {
  test('are kept soonest first, one a piece, whatever is set and removed', () => {
    const step = fc.record({ piece: fc.nat(20), dueMs: fc.nat(50), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const deadlines = new Deadlines();
        const model = new Map<number, number>();
        for (const { piece, dueMs, remove } of steps) {
          if (remove) {
            deadlines.remove(piece);
            model.delete(piece);
          } else {
            deadlines.set(piece, dueMs);
            model.set(piece, dueMs);
          }
        }
        const kept = Array.from({ length: deadlines.size }, (_, nth) => [deadlines.pieceAt(nth), deadlines.dueAt(nth)] as const);
        expect(new Map(kept)).toEqual(model);
        expect(kept.map(([, due]) => due)).toEqual([...model.values()].sort((a, b) => a - b));
      }),
    );
  });

  test('come before open pieces, rarity and priority, soonest first', () => {
    const { picker } = pickerStage({ pieceCount: 10, have: '****......' });
    const peer = new FakePeer(1, pieces('**********'));
    picker.counts.add(peer);
    picker.setPriority(9, 3);
    expect(peer.pick(picker, 1)).toEqual(['9:0']);
    picker.deadlines.set(6, 900_000);
    picker.deadlines.set(5, 800_000);
    expect(peer.pick(picker, 6).map(pieceOf)).toEqual([5, 5, 6, 6, 9, expect.anything()]);
  });

  test('are for the fastest peers', () => {
    const { picker } = pickerStage({ pieceCount: 2, have: '..' });
    picker.setPriority(0, 3);
    picker.deadlines.set(1, 900_000);
    const [slow, fast] = [new FakePeer(1, pieces('**')), new FakePeer(2, pieces('**'))];
    slow.isFast = false;
    expect(slow.pick(picker, 1).map(pieceOf)).toEqual([0]);
    expect(fast.pick(picker, 2).map(pieceOf)).toEqual([1, 1]);
  });

  test('have late blocks asked from one more fast peer, and early ones from none', () => {
    const { picker } = pickerStage({ pieceCount: 4 });
    const peers = [1, 2, 3].map((key) => new FakePeer(key, pieces('****'))) as [FakePeer, FakePeer, FakePeer];
    picker.deadlines.set(0, 10_000);
    expect(peers[0].pick(picker, 2, false, 0)).toEqual(['0:0', '0:1']);
    expect(peers[1].pick(picker, 1, false, 7000).map(pieceOf)).not.toContain(0);
    expect(peers[1].pick(picker, 4, false, 8000).slice(0, 2)).toEqual(['0:0', '0:1']);
    expect(peers[2].pick(picker, 1, false, 9000).map(pieceOf)).not.toContain(0);
  });

  test('end with the piece', () => {
    const { picker } = pickerStage({ pieceCount: 2 });
    const peer = new FakePeer(1, pieces('**'));
    picker.deadlines.set(1, 100);
    for (const name of peer.pick(picker, 2)) receive(picker, peer, name);
    expect(picker.have.has(1)).toBe(true);
    expect(picker.deadlines.size).toBe(0);
  });
});
