import { expect, test } from 'vitest';
import { crc32c } from '../../../../engine/base/crc32c.js';

test.each([
  ['123456789', 0xe3069283],
  ['', 0],
  ['a', 0xc1d04330],
])('gives the published checksum of %j', (text, sum) => {
  expect(crc32c(new Uint8Array(Buffer.from(text)))).toBe(sum);
});

test('gives the published checksum of 32 zeros (RFC 3720, B.4)', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
});
