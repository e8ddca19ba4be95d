import { expect, test } from 'vitest';
import { FakePeer, pickerStage, pieces } from './picker-stage.js';

test('asks for nothing twice without leave, and with it for 64 blocks at most', () => {
  const { picker } = pickerStage({ pieceCount: 1, blocks: 200 });
  expect(new FakePeer(1, pieces('*')).pick(picker, 500)).toHaveLength(200);
  const idle = new FakePeer(2, pieces('*'));
  const out = new Int32Array(1000);
  expect(picker.pick(idle, 500, out, false)).toBe(0);
  expect(picker.pick(idle, 500, out, true)).toBe(64);
});
