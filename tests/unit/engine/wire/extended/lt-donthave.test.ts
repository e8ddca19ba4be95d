import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDontHave, encodeDontHave } from '../../../../../engine/wire/extended/lt-donthave.js';

test('reads what it writes: four bytes, most significant first', () => {
  expect([...encodeDontHave(0x01020304)]).toEqual([1, 2, 3, 4]);
  fc.assert(fc.property(fc.nat(0xffffffff), (piece) => decodeDontHave(encodeDontHave(piece)) === piece));
});

test.each([0, 3, 5])('%i bytes are no such message', (length) => {
  expect(decodeDontHave(new Uint8Array(length))).toBeNull();
});
