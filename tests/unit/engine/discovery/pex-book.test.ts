import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PexBook } from '../../../../engine/discovery/pex-book.js';
import { MOST_PEX_SENT, type PexPeer } from '../../../../engine/wire/extended/ut-pex.js';

const peer = (n: number): PexPeer => ({ endpoint: { host: `203.0.${n >> 8}.${n & 255}`, port: 6881 }, flags: 0 });
const peers = (...ns: number[]) => ns.map(peer);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => peer(from + i));
const hosts = (list: readonly { readonly host: string }[] | undefined) => list?.map(({ host }) => host);
const MINUTE = 60_000;

describe('what a peer is told', () => {
  test('begins soon after we met, and then comes once a minute', () => {
    const book = new PexBook(0);
    expect([book.isDue(0), book.isDue(2999), book.isDue(3000)]).toEqual([false, false, true]);
    expect(book.next(peers(1), 3000)?.added).toEqual(peers(1));
    expect([book.isDue(62_999), book.isDue(63_000)]).toEqual([false, true]);
  });

  test('is only what changed', () => {
    const book = new PexBook(0);
    book.next(peers(1, 2, 3), 3000);
    const news = book.next(peers(2, 3, 4), 3000 + MINUTE);
    expect(news?.added).toEqual(peers(4));
    expect(hosts(news?.dropped)).toEqual([peer(1).endpoint.host]);
    expect(book.next(peers(2, 3, 4), 3000 + 2 * MINUTE)).toBeNull();
  });

  test('is said as soon as there is something, where there was nothing', () => {
    const book = new PexBook(0);
    expect(book.next([], 3000)).toBeNull();
    expect([book.isDue(12_999), book.isDue(13_000)]).toEqual([false, true]);
  });

  test('goes out in portions', () => {
    const book = new PexBook(0);
    expect(book.next(range(0, 120), 3000)?.added).toHaveLength(MOST_PEX_SENT);
    expect(book.next(range(0, 120), 3000 + MINUTE)?.added).toHaveLength(MOST_PEX_SENT);
    expect(book.next(range(0, 120), 3000 + 2 * MINUTE)?.added).toHaveLength(20);
    const gone = [1, 2, 3].map((i) => book.next([], 3000 + (2 + i) * MINUTE)?.dropped.length);
    expect(gone).toEqual([50, 50, 20]);
  });

  test('adds up to who is here, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 80 })), { minLength: 1, maxLength: 8 }), (rounds) => {
        const book = new PexBook(0);
        const believed = new Set<string>();
        let now = 3000;
        const tell = (here: readonly PexPeer[]) => {
          const message = book.next(here, now);
          for (const { endpoint } of message?.added ?? []) expect(believed.has(endpoint.host)).toBe(false);
          for (const { host } of message?.dropped ?? []) expect(believed.delete(host)).toBe(true);
          for (const { endpoint } of message?.added ?? []) believed.add(endpoint.host);
          now += MINUTE;
        };
        for (const round of rounds) tell(round.map(peer));
        const last = (rounds.at(-1) ?? []).map(peer);
        for (let i = 0; i < 4; i++) tell(last);
        expect([...believed].sort()).toEqual(last.map(({ endpoint }) => endpoint.host).sort());
      }),
    );
  });
});

describe('what a peer tells', () => {
  test('is heard once a minute, and in a short burst', () => {
    const book = new PexBook(0);
    const heard = (atMs: number) => book.hear({ added: peers(1), dropped: [] }, atMs).length;
    expect([heard(0), heard(1), heard(2), heard(3), heard(4)]).toEqual([1, 1, 1, 0, 0]);
    expect([heard(MINUTE), heard(2 * MINUTE), heard(3 * MINUTE)]).toEqual([1, 1, 1]);
  });

  test('is not heard any more when it floods, however long it goes on', () => {
    const book = new PexBook(0);
    let taken = 0;
    for (let second = 0; second < 3600; second++) taken += book.hear({ added: range(0, 100), dropped: [] }, second * 1000).length;
    expect(taken).toBeLessThanOrEqual(1000);
  });
});
