import { expect, test } from 'vitest';
import type { Encryption } from '../../../../engine/api/settings.js';
import { allowsKind, greetingsFor, methodsOf } from '../../../../engine/torrent/encryption-policy.js';
import { UnencryptedPeers } from '../../../../engine/torrent/unencrypted-peers.js';

const POLICIES: readonly Encryption[] = ['prefer', 'require', 'disable'];

test('prefer tries encryption first, unless the peer is known to be plain, and keeps the other way in hand', () => {
  expect(greetingsFor('prefer', null)).toEqual(['encrypted', 'plain']);
  expect(greetingsFor('prefer', 'encrypted')).toEqual(['encrypted', 'plain']);
  expect(greetingsFor('prefer', 'plain')).toEqual(['plain', 'encrypted']);
});

test('require and disable know one way, whatever the peer is known for', () => {
  for (const known of [null, 'encrypted', 'plain'] as const) {
    expect(greetingsFor('require', known)).toEqual(['encrypted']);
    expect(greetingsFor('disable', known)).toEqual(['plain']);
  }
});

test('require takes RC4 alone, disable no encryption at all', () => {
  expect(POLICIES.map(methodsOf)).toEqual([['rc4', 'plaintext'], ['rc4'], []]);
  const kinds = (['none', 'handshake', 'rc4'] as const).map((encryption) => ({ transport: 'tcp', encryption }) as const);
  const allowed = POLICIES.map((policy) => kinds.filter((kind) => allowsKind(policy, kind)).map(({ encryption }) => encryption));
  expect(allowed).toEqual([['none', 'handshake', 'rc4'], ['rc4'], ['none']]);
});

test('refused peers are told of ever more rarely', () => {
  const lines: string[] = [];
  const peers = new UnencryptedPeers((text) => lines.push(text));
  for (let i = 0; i < 120; i++) peers.note();
  expect(lines.map((line) => line.match(/\d+/)?.[0])).toEqual(['1', '10', '100']);
});
