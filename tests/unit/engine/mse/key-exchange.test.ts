import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEY_BYTES, PRIVATE_KEY_BYTES, publicKeyOf, secretOf } from '../../../../engine/mse/key-exchange.js';

const P = BigInt(
  `0x${
    'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74' +
    '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437' +
    '4fe1356d6d51c245e485b576625e7ec6f44c42e9a63a36210000000000090563'
  }`,
);
const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const keyOf = (number: bigint) => new Uint8Array(Buffer.from(number.toString(16).padStart(2 * KEY_BYTES, '0'), 'hex'));

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % P];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const privateKey = fc.uint8Array({ minLength: PRIVATE_KEY_BYTES, maxLength: PRIVATE_KEY_BYTES }).filter((key) => numberOf(key) > 1n);

describe('the key exchange', () => {
  test('gives both sides one secret, as the arithmetic says, however the exchanges overlap', () => {
    fc.assert(
      fc.property(privateKey, privateKey, (ours, theirs) => {
        const [ourKey, theirKey] = [publicKeyOf(ours), publicKeyOf(theirs)];
        expect([ourKey.length, numberOf(ourKey)]).toEqual([KEY_BYTES, power(2n, numberOf(ours))]);
        const secret = secretOf(ours, theirKey);
        expect(secret).toEqual(secretOf(theirs, ourKey));
        expect([secret?.length, numberOf(secret ?? new Uint8Array(1))]).toEqual([KEY_BYTES, power(numberOf(theirKey), numberOf(ours))]);
      }),
      { numRuns: 50 },
    );
  });

  test('writes small numbers with their leading zeros', () => {
    const one = new Uint8Array(PRIVATE_KEY_BYTES);
    one[PRIVATE_KEY_BYTES - 1] = 3;
    expect(publicKeyOf(one)).toEqual(keyOf(8n));
    expect(secretOf(one, keyOf(2n))).toEqual(keyOf(8n));
  });

  test.each([
    ['0', 0n],
    ['1', 1n],
    ['P - 1', P - 1n],
    ['P', P],
    ['more than P', P + 4n],
    ['the largest number', (1n << 768n) - 1n],
  ])('refuses the public key %s, which gives the secret away or is none', (_name, key) => {
    expect(secretOf(new Uint8Array(PRIVATE_KEY_BYTES).fill(7), keyOf(key))).toBeNull();
  });

  test.each([2n, P - 2n])('takes a public key at the edge', (key) => {
    expect(secretOf(new Uint8Array(PRIVATE_KEY_BYTES).fill(7), keyOf(key))).not.toBeNull();
  });
});
