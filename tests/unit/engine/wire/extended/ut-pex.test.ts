import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../../../../engine/bencode/encode.js';
import {
  decodePex,
  encodePex,
  MOST_PEX_READ,
  MOST_PEX_SENT,
  PEX_FLAG,
  type PexMessage,
} from '../../../../../engine/wire/extended/ut-pex.js';

const v4 = (n: number) => ({ host: `203.0.${n >> 8}.${n & 255}`, port: 1000 + n });
const v6 = (n: number) => ({ host: `2001:db8::${(n + 1).toString(16)}`, port: 2000 + n });
const read = (payload: Uint8Array): PexMessage => {
  const message = decodePex(payload);
  if (!message.ok) throw new Error(message.error.message);
  return message.value;
};

describe('peer exchange messages', () => {
  test('come back as they were written, both families, with flags', () => {
    const message = {
      added: [
        { endpoint: v4(1), flags: PEX_FLAG.uploadOnly | PEX_FLAG.reachable },
        { endpoint: v4(2), flags: 0 },
        { endpoint: v6(1), flags: PEX_FLAG.utp },
      ],
      dropped: [v4(3), v6(2)],
    };
    expect(read(encodePex(message))).toEqual(message);
  });

  test('are read as other clients write them', () => {
    const payload = encode({ added: Uint8Array.of(203, 0, 113, 5, 0x1a, 0xe1), 'added.f': Uint8Array.of(0x12), dropped: '' });
    expect(read(payload)).toEqual({ added: [{ endpoint: { host: '203.0.113.5', port: 6881 }, flags: 0x12 }], dropped: [] });
  });

  test('keep flags with their peers when an address among them is unusable', () => {
    const added = Uint8Array.from([0, 0, 0, 0, 1, 1, 203, 0, 113, 5, 1, 1, 203, 0, 113, 6, 0, 0, 203, 0, 113, 7, 1, 1]);
    const peers = read(encode({ added, 'added.f': Uint8Array.of(1, 2, 3, 4) })).added;
    expect(peers.map(({ endpoint, flags }) => [endpoint.host, flags])).toEqual([
      ['203.0.113.5', 2],
      ['203.0.113.7', 4],
    ]);
  });

  test('have no flags where the bytes for them are missing or too few', () => {
    const added = Uint8Array.from([203, 0, 113, 5, 1, 1, 203, 0, 113, 6, 1, 1]);
    expect(read(encode({ added })).added.map(({ flags }) => flags)).toEqual([0, 0]);
    expect(read(encode({ added, 'added.f': Uint8Array.of(9) })).added.map(({ flags }) => flags)).toEqual([9, 0]);
  });

  test('are capped when read and when written', () => {
    const bytes = Uint8Array.from({ length: 6 * 500 }, (_, i) => (i % 6 === 0 ? 203 : 1 + (i % 200)));
    expect(read(encode({ added: bytes, dropped: bytes }))).toMatchObject({
      added: { length: MOST_PEX_READ },
      dropped: { length: MOST_PEX_READ },
    });
    const peers = Array.from({ length: 300 }, (_, n) => v4(n));
    const sent = read(encodePex({ added: peers.map((endpoint) => ({ endpoint, flags: 0 })), dropped: peers }));
    expect([sent.added.length, sent.dropped.length]).toEqual([MOST_PEX_SENT, MOST_PEX_SENT]);
  });

  test('are errors where they are no dictionary, and empty where fields have other types', () => {
    expect(decodePex(encode([1]))).toMatchObject({ ok: false, error: { code: 'ut-pex' } });
    expect(decodePex(Uint8Array.of(1, 2)).ok).toBe(false);
    expect(read(encode({ added: 5, 'added.f': [], dropped6: {} }))).toEqual({ added: [], dropped: [] });
  });

  test('hold for whatever peers there are', () => {
    const endpoint = fc.oneof(fc.integer({ min: 0, max: 5000 }).map(v4), fc.integer({ min: 0, max: 5000 }).map(v6));
    fc.assert(
      fc.property(fc.array(fc.record({ endpoint, flags: fc.integer({ min: 0, max: 255 }) })), fc.array(endpoint), (added, dropped) => {
        const again = read(encodePex({ added, dropped }));
        const byHost = (a: { host: string }, b: { host: string }) => a.host.localeCompare(b.host);
        expect([...again.dropped].sort(byHost)).toEqual(dropped.slice(0, MOST_PEX_SENT).sort(byHost));
        expect(again.added).toHaveLength(Math.min(added.length, MOST_PEX_SENT));
        for (const peer of again.added) expect(added).toContainEqual(peer);
      }),
    );
  });
});
