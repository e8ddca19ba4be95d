/** What may follow the handshake: everything encrypted (RC4), or only the handshake (plaintext). One bit each on the wire. */

export type CryptoMethod = 'plaintext' | 'rc4';
/** The best first. */
export type CryptoMethods = readonly CryptoMethod[];

const BITS: Readonly<Record<CryptoMethod, number>> = { plaintext: 1, rc4: 2 };

/** `crypto_provide`: what the dialling side can do. */
export const offerBits = (methods: CryptoMethods): number => methods.reduce((bits, method) => bits | BITS[method], 0);

/** `crypto_select`: the single method that these bits name, if it is one of ours. */
export const chosenMethod = (bits: number, ours: CryptoMethods): CryptoMethod | null =>
  ours.find((method) => BITS[method] === bits) ?? null;

/** The method we like best of those offered. Bits that we do not know are let be. */
export const pickMethod = (offered: number, ours: CryptoMethods): CryptoMethod | null =>
  ours.find((method) => (BITS[method] & offered) !== 0) ?? null;

export const bitOf = (method: CryptoMethod): number => BITS[method];
