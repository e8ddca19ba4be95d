import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import type { PiecePicker } from '../../../../engine/picker/piece-picker.js';
import { pickRun } from '../../../../engine/torrent/web-seed-pick.js';
import { FakePeer, pickerStage } from '../picker/picker-stage.js';

/** Blocks picked for a web seed that has everything, as `piece:block`. */
function run(
  picker: PiecePicker,
  max: number,
  windowPieces: number,
  mayRepeat = true,
  has = new Bitfield(picker.pieceCount, true),
): string[] {
  const out = new Int32Array(max * 2);
  const count = pickRun(picker, new FakePeer(99, has), max, out, windowPieces, mayRepeat);
  return Array.from({ length: count }, (_, i) => `${out[i * 2]}:${out[i * 2 + 1]}`);
}
const piecesOf = (picked: readonly string[]) => [...new Set(picked.map((name) => Number(name.split(':')[0])))];

describe('A run for a web seed', () => {
  test('is a whole window of pieces in a row, in the order in which the blocks lie', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { picker } = pickerStage({ pieceCount: 16, seed });
      const picked = run(picker, 8, 4);
      const first = piecesOf(picked)[0] ?? -1;
      expect(first % 4).toBe(0);
      expect(picked).toEqual([0, 1, 2, 3].flatMap((i) => [`${first + i}:0`, `${first + i}:1`]));
    }
  });

  test('begins with the rarest piece and does not go past what is had or begun', () => {
    const { picker } = pickerStage({ pieceCount: 12, have: '****....*...' });
    const common = ['****.*******', '****.*******'].map((picture, key) => {
      const has = new Bitfield(12);
      for (const [piece, mark] of [...picture].entries()) if (mark === '*') has.add(piece);
      return new FakePeer(key, has);
    });
    for (const peer of common) picker.counts.add(peer); // nobody has piece 4
    picker.openNew(7);
    expect(run(picker, 100, 100)).toContain('4:0');
    const { picker: other } = pickerStage({ pieceCount: 12, have: '****....*...' });
    for (const peer of common) {
      peer.memo = new FakePeer(0, peer.has).memo;
      other.counts.add(peer);
    }
    expect(piecesOf(run(other, 100, 100))).toEqual([4, 5, 6, 7]);
  });

  test('takes the chosen piece first when there is not enough for the window', () => {
    const { picker } = pickerStage({ pieceCount: 40, have: `****${'.'.repeat(36)}` });
    const picked = run(picker, 3, 10);
    expect(picked).toHaveLength(3);
    const [piece] = piecesOf(picked);
    expect(picked).toContain(`${piece}:1`);
  });

  test('goes in order in sequential mode', () => {
    const { picker } = pickerStage({ pieceCount: 40 });
    picker.sequential = true;
    expect([run(picker, 8, 4), run(picker, 8, 4)].map(piecesOf)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  test('repeats what others were asked for at the end, and only on the tick', () => {
    const { picker } = pickerStage({ pieceCount: 2 });
    const slow = new FakePeer(1, new Bitfield(2, true));
    picker.counts.add(slow);
    expect(slow.pick(picker, 4)).toHaveLength(4);
    expect(run(picker, 10, 4, false)).toEqual([]);
    expect(run(picker, 10, 4, true)).toEqual(['0:0', '0:1', '1:0', '1:1']);
  });

  test('is nothing where the web seed has nothing', () => {
    const { picker } = pickerStage({ pieceCount: 4 });
    expect(run(picker, 10, 4, true, new Bitfield(4))).toEqual([]);
  });
});
