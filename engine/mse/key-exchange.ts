/**
 * The Diffie-Hellman exchange of message stream encryption: 768 bits, generator 2. Making node's object costs 20 to
 * 100 ms, since it tests the prime, and one step of an exchange 0.1 ms: so there is one object for the process, and a
 * private key of its own for every handshake.
 */
import { createDiffieHellman, type DiffieHellman } from 'node:crypto';

export const KEY_BYTES = 96;
/** Of a private key: 160 bits, as the specification recommends. */
export const PRIVATE_KEY_BYTES = 20;

const PRIME = Buffer.from(
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74' +
    '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437' +
    '4fe1356d6d51c245e485b576625e7ec6f44c42e9a63a36210000000000090563',
  'hex',
);
const GENERATOR = 2;
/** The largest public key that is not P - 1 or beyond. */
const MOST_KEY = Buffer.concat([PRIME.subarray(0, KEY_BYTES - 1), Uint8Array.of(0x61)]);
const LEAST_KEY = Buffer.alloc(KEY_BYTES);
LEAST_KEY[KEY_BYTES - 1] = 2;

let shared: DiffieHellman | null = null;

/** Makes what all exchanges share, so that the first of them need not wait for it. */
export function warmKeyExchange(): DiffieHellman {
  shared ??= createDiffieHellman(PRIME, GENERATOR);
  return shared;
}

/** 96 bytes for the other side. `privateKey` is random, PRIVATE_KEY_BYTES long. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const exchange = warmKeyExchange();
  exchange.setPrivateKey(privateKey);
  return padded(exchange.generateKeys());
}

/** The shared secret, 96 bytes; null where their key is one that would give it away. */
export function secretOf(privateKey: Uint8Array, theirKey: Uint8Array): Uint8Array | null {
  if (Buffer.compare(theirKey, LEAST_KEY) < 0 || Buffer.compare(theirKey, MOST_KEY) > 0) return null;
  const exchange = warmKeyExchange();
  exchange.setPrivateKey(privateKey);
  try {
    return padded(exchange.computeSecret(theirKey));
  } catch {
    return null; // the library knows more keys that are none
  }
}

/** Leading zeros may be missing. */
function padded(number: Uint8Array): Uint8Array {
  const out = new Uint8Array(KEY_BYTES);
  out.set(number, KEY_BYTES - number.length);
  return out;
}
