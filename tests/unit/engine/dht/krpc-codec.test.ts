import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import type { Contact } from '../../../../engine/dht/contact.js';
import { type Ask, FILTER_BYTES, type Item, KEY_BYTES, type KrpcMessage, SIGNATURE_BYTES } from '../../../../engine/dht/krpc.js';
import { decodeKrpc } from '../../../../engine/dht/krpc-decode.js';
import { encodeKrpc } from '../../../../engine/dht/krpc-encode.js';
import { nodeIdOf } from '../../../../engine/dht/node-id.js';
import { endpointOf, type Family } from '../../../../engine/dht/place.js';
import { anyId, anyPlace, bytesBetween, placeAt } from './dht-parts.js';

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const decodeText = (text: string) => decodeKrpc(latin1(text));
const decoded = (text: string): KrpcMessage => {
  const result = decodeText(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const FIRST = nodeIdOf(latin1('abcdefghij0123456789'));
const SECOND = nodeIdOf(latin1('mnopqrstuvwxyz123456'));

describe('messages as BEP 5 shows them', () => {
  it.each<[string, object]>([
    ['d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe', { kind: 'query', transaction: 'aa', id: FIRST, ask: { method: 'ping' } }],
    ['d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re', { kind: 'answer', transaction: 'aa', id: SECOND, seenAs: null }],
    [
      'd1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe',
      { id: FIRST, readOnly: false, ask: { method: 'find_node', target: SECOND, want: null } },
    ],
    [
      'd1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe',
      { ask: { method: 'get_peers', target: SECOND, want: null, scrape: false, noSeed: false } },
    ],
    [
      'd1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re',
      { token: latin1('aoeusnth'), peers: [placeAt('97.120.106.101', 0x2e75), placeAt('105.100.104.116', 0x6e6d)] },
    ],
    [
      'd1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe',
      { ask: { method: 'announce_peer', target: SECOND, token: latin1('aoeusnth'), port: null, seed: false } },
    ],
    [
      'd1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee',
      { kind: 'failure', transaction: 'aa', code: 201, text: 'A Generic Error Ocurred' },
    ],
  ])('are read: %s', (text, message) => {
    expect(decoded(text)).toMatchObject(message);
  });

  it('are read with the fields of later BEPs: families wanted, read-only, our address, samples', () => {
    const query = 'd1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:find_node2:roi1e1:t2:aa1:y1:qe';
    expect(decoded(query)).toMatchObject({ readOnly: true, ask: { want: { ipv4: true, ipv6: true } } });
    const answer = 'd2:ip6:axje.u1:rd2:id20:abcdefghij01234567898:intervali60e3:numi7e7:samples20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re';
    expect(decoded(answer)).toMatchObject({
      seenAs: { host: '97.120.106.101', port: 0x2e75 },
      samples: [SECOND],
      sampledOf: 7,
      intervalSeconds: 60,
    });
  });

  it('of another time are answered by their target, where they have one', () => {
    const unknown = 'd1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q4:vote1:t2:aa1:y1:qe';
    expect(decoded(unknown)).toMatchObject({ ask: { method: 'unknown', target: SECOND, want: null } });
    expect(decoded('d1:ad2:id20:abcdefghij0123456789e1:q4:vote1:t2:aa1:y1:qe')).toMatchObject({ ask: { method: 'unknown', target: null } });
  });

  it('leave out addresses where nobody can be', () => {
    // 0.0.0.0, port 0, multicast, and a good one
    const values = 'l6:\0\0\0\0\x1a\xe16:axje\0\x006:\xe0\0\0\x01\x1a\xe16:axje.ue';
    expect(decoded(`d1:rd2:id20:abcdefghij01234567896:values${values}e1:t2:aa1:y1:re`)).toMatchObject({
      peers: [placeAt('97.120.106.101', 0x2e75)],
    });
  });
});

describe('what is no message', () => {
  it.each([
    ['nothing', '', 'truncated'],
    ['no dictionary', 'le', 'not-a-message'],
    ['more than a dictionary', 'd1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:rex', 'not-a-message'],
    ['a field twice', 'd1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:t2:aa1:y1:re', 'duplicate-key'],
    ['no kind', 'd1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aae', 'invalid-field'],
    ['a kind that nobody knows', 'd1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:xe', 'invalid-field'],
    ['no transaction', 'd1:rd2:id20:mnopqrstuvwxyz123456e1:y1:re', 'invalid-field'],
    ['an id of 19 bytes', 'd1:rd2:id19:mnopqrstuvwxyz12345e1:t2:aa1:y1:re', 'invalid-field'],
    ['half a node', 'd1:rd2:id20:mnopqrstuvwxyz1234565:nodes25:mnopqrstuvwxyz12345600000e1:t2:aa1:y1:re', 'invalid-field'],
    [
      'port 0',
      'd1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti0e5:token2:abe1:q13:announce_peer1:t2:aa1:y1:qe',
      'invalid-field',
    ],
    ['an error without a text', 'd1:eli201ee1:t2:aa1:y1:ee', 'invalid-field'],
  ])('%s', (_, text, code) => {
    expect(decodeText(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('is more than 4 KiB', () => {
    expect(decodeText(`d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:v4096:${'x'.repeat(4096)}1:y1:re`).ok).toBe(false);
  });

  it('tells which field is wrong', () => {
    expect(decodeText('d1:rd2:id19:mnopqrstuvwxyz12345e1:t2:aa1:y1:re')).toMatchObject({ error: { field: 'r.id' } });
  });
});

const anyToken = bytesBetween(1, 20);
const anyWant = fc.option(fc.record({ ipv4: fc.boolean(), ipv6: fc.boolean() }), { nil: null });
const anySeq = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const anyValue = fc.oneof(bytesBetween(0, 100), fc.integer()).map((value) => encode(value));
const anyItem: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ kind: fc.constant('immutable' as const), value: anyValue }),
  fc.record({
    kind: fc.constant('mutable' as const),
    value: anyValue,
    key: bytesBetween(KEY_BYTES, KEY_BYTES),
    salt: bytesBetween(0, 64),
    seq: anySeq,
    signature: bytesBetween(SIGNATURE_BYTES, SIGNATURE_BYTES),
  }),
);
const method = <M extends Ask['method']>(name: M) => fc.constant(name);
const anyAsk: fc.Arbitrary<Ask> = fc.oneof(
  fc.record({ method: method('ping') }),
  fc.record({ method: method('find_node'), target: anyId(), want: anyWant }),
  fc.record({ method: method('get_peers'), target: anyId(), want: anyWant, scrape: fc.boolean(), noSeed: fc.boolean() }),
  fc.record({
    method: method('announce_peer'),
    target: anyId(),
    token: anyToken,
    port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null }),
    seed: fc.boolean(),
  }),
  fc.record({ method: method('get'), target: anyId(), want: anyWant, seq: fc.option(anySeq, { nil: null }) }),
  fc.record({ method: method('put'), token: anyToken, item: anyItem, cas: fc.option(anySeq, { nil: null }) }),
  fc.record({ method: method('sample_infohashes'), target: anyId(), want: anyWant }),
);
const anyTransaction = bytesBetween(1, 8).map((bytes) => Buffer.from(bytes).toString('latin1'));
const anyContacts = (family: Family): fc.Arbitrary<Contact[]> =>
  fc.array(fc.record({ id: anyId(), place: anyPlace(family) }), { maxLength: 8 });
const anyEndpoint = fc.oneof(anyPlace(4), anyPlace(6)).map(endpointOf);
const anyMessage: fc.Arbitrary<KrpcMessage> = fc.oneof(
  fc.record({ kind: fc.constant('query' as const), transaction: anyTransaction, id: anyId(), readOnly: fc.boolean(), ask: anyAsk }),
  fc.record(
    {
      kind: fc.constant('answer' as const),
      transaction: anyTransaction,
      id: anyId(),
      seenAs: fc.option(anyEndpoint, { nil: null }),
      nodes: anyContacts(4),
      nodes6: anyContacts(6),
      token: anyToken,
      peers: fc.array(fc.oneof(anyPlace(4), anyPlace(6)), { maxLength: 50 }),
      seedFilter: bytesBetween(FILTER_BYTES, FILTER_BYTES),
      peerFilter: bytesBetween(FILTER_BYTES, FILTER_BYTES),
      value: anyValue,
      key: bytesBetween(KEY_BYTES, KEY_BYTES),
      signature: bytesBetween(SIGNATURE_BYTES, SIGNATURE_BYTES),
      seq: anySeq,
      samples: fc.array(anyId(), { maxLength: 20 }),
      sampledOf: fc.nat(),
      intervalSeconds: fc.nat(21_600),
    },
    { requiredKeys: ['kind', 'transaction', 'id', 'seenAs'] },
  ),
  fc.record({
    kind: fc.constant('failure' as const),
    transaction: anyTransaction,
    code: fc.integer({ min: 0, max: 999 }),
    text: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  }),
);

describe('any message', () => {
  it('is what it was before it was sent', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(decodeKrpc(encodeKrpc(message))).toEqual({ ok: true, value: message });
      }),
    );
  });
});
