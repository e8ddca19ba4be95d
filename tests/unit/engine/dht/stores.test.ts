import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import { ItemStore } from '../../../../engine/dht/item-store.js';
import { isSigned, itemFault, signItem, targetOf } from '../../../../engine/dht/items.js';
import { KRPC_ERROR, type MutableItem } from '../../../../engine/dht/krpc.js';
import { NearestFirst } from '../../../../engine/dht/nearest-first.js';
import { compareDistance, idText, type NodeId, randomId } from '../../../../engine/dht/node-id.js';
import { PeerSet } from '../../../../engine/dht/peer-set.js';
import { PeerStore } from '../../../../engine/dht/peer-store.js';
import type { Place } from '../../../../engine/dht/place.js';
import { ScrapeFilter } from '../../../../engine/dht/scrape-filter.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { anyId, idFrom, placeAt } from './dht-parts.js';

const MINUTE = 60_000;
const random = seededRandom(5);
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

describe('peers of a torrent', () => {
  const all = (set: PeerSet, noSeed = false) => set.some(1000, noSeed, random).sort();

  it('are given out as they were announced, until half an hour after the last time', () => {
    const set = new PeerSet(4);
    const [one, two] = [placeAt('8.8.8.1'), placeAt('8.8.9.1')];
    set.put(one, false, 0);
    set.put(two, true, 0);
    set.put(one, false, 20 * MINUTE);
    expect(all(set)).toEqual([one, two].sort());
    expect(all(set, true)).toEqual([one]);
    expect(set.expire(31 * MINUTE)).toBe(1);
    expect(all(set)).toEqual([one]);
    expect(set.expire(51 * MINUTE)).toBe(0);
  });

  it('are eight of an address at most, the oldest of it goes', () => {
    const set = new PeerSet(4);
    set.put(placeAt('9.9.9.9'), false, 0);
    for (let port = 1; port <= 20; port++) set.put(placeAt('8.8.8.8', port), false, port * 1000);
    expect(set.size).toBe(9);
    expect(all(set)).toContain(placeAt('9.9.9.9'));
    expect(all(set)).not.toContain(placeAt('8.8.8.8', 12));
    expect(all(set)).toContain(placeAt('8.8.8.8', 13));
  });

  it('are 500 at most, the oldest goes', () => {
    const set = new PeerSet(6);
    for (let n = 0; n < 600; n++) set.put(placeAt(`2600::${n.toString(16)}`), false, n * 1000);
    expect(set.size).toBe(500);
    expect(all(set)).not.toContain(placeAt('2600::63'));
    expect(all(set)).toContain(placeAt('2600::64'));
  });

  it('behave like a map of places to times, whatever comes', () => {
    const step = fc.record({ host: fc.nat(30), port: fc.integer({ min: 1, max: 3 }), seed: fc.boolean(), waitS: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const set = new PeerSet(4);
        const model = new Map<Place, { seed: boolean; atS: number }>();
        let nowS = 0;
        for (const { host, port, seed, waitS } of steps) {
          nowS += waitS;
          const place = placeAt(`8.8.8.${host + 1}`, port);
          set.put(place, seed, nowS * 1000);
          model.set(place, { seed, atS: nowS });
          set.expire(nowS * 1000);
          for (const [key, { atS }] of model) if (atS < nowS - 30 * 60) model.delete(key);
        }
        expect(all(set)).toEqual([...model.keys()].sort());
        expect(all(set, true)).toEqual([...model].flatMap(([key, { seed }]) => (seed ? [] : [key])).sort());
      }),
    );
  });
});

describe('torrents that were announced', () => {
  it('are 2,000 at most: those farthest from us go', () => {
    const own = idFrom(0);
    const store = new PeerStore(4, () => own, random);
    const ids = Array.from({ length: 2100 }, () => randomId(random));
    for (const id of ids) store.put(id, placeAt('8.8.8.8'), false, 0);
    expect(store.size).toBe(2000);
    const byDistance = [...ids].sort((a, b) => compareDistance(own, a, b));
    expect(byDistance.slice(0, 2000).every((id) => store.get(id, 0) !== null)).toBe(true);
    expect(store.put(idFrom(255, 255), placeAt('8.8.8.8'), false, 0)).toBe(false);
    expect(store.get(byDistance[0] ?? own, 31 * MINUTE)).toBeNull();
    expect(store.size).toBe(0);
  });

  it('are sampled twenty at a time, the same for ten minutes (BEP 51)', () => {
    const store = new PeerStore(4, () => idFrom(0), random);
    const ids = new Set<NodeId>();
    for (let n = 0; n < 100; n++) ids.add(idFrom(n));
    for (const id of ids) store.put(id, placeAt('8.8.8.8'), false, 0);
    const first = store.someTorrents(0);
    expect(first).toMatchObject({ of: 100, intervalSeconds: 600 });
    expect(new Set(first.samples).size).toBe(20);
    expect(first.samples.every((id) => ids.has(id))).toBe(true);
    expect(store.someTorrents(5 * MINUTE)).toEqual({ samples: first.samples, of: 100, intervalSeconds: 300 });
    expect(store.someTorrents(10 * MINUTE).samples).not.toEqual(first.samples);
  });
});

describe('scrapes (BEP 33)', () => {
  it('say how many there are as the specification does', () => {
    const filter = new ScrapeFilter();
    for (let n = 0; n < 256; n++) filter.insert(Uint8Array.of(192, 0, 2, n));
    for (let n = 0; n < 1000; n++) filter.insert(Uint8Array.of(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n >> 8, n & 255));
    expect(filter.estimate()).toBeCloseTo(1224.9308, 3);
    expect(Buffer.from(filter.bytes.subarray(0, 8)).toString('hex')).toBe('f6c3f5eaa07ffd91');
  });

  it('of two nodes count those once that are at both', () => {
    const [one, two] = [new ScrapeFilter(), new ScrapeFilter()];
    for (let n = 0; n < 100; n++) one.insert(Uint8Array.of(8, 8, 8, n));
    for (let n = 50; n < 150; n++) two.insert(Uint8Array.of(8, 8, 8, n));
    one.unite(two.bytes);
    expect(one.estimate()).toBeGreaterThan(130);
    expect(one.estimate()).toBeLessThan(170);
    expect(new ScrapeFilter().estimate()).toBe(0);
    expect(new ScrapeFilter(new Uint8Array(256).fill(255)).estimate()).toBeGreaterThan(5000);
  });

  it('of a peer set tell seeds from others', () => {
    const set = new PeerSet(4);
    for (let n = 1; n <= 30; n++) set.put(placeAt(`8.8.8.${n}`), n <= 10, 0);
    const { others, seeds } = set.scrape(0);
    expect(Math.round(new ScrapeFilter(seeds).estimate())).toBe(10);
    expect(Math.round(new ScrapeFilter(others).estimate())).toBe(20);
  });
});

describe('items as BEP 44 shows them', () => {
  const value = encode('Hello World!');
  const key = hex('77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548');
  const plain: MutableItem = {
    kind: 'mutable',
    value,
    key,
    salt: utf8(''),
    seq: 1n,
    signature: hex(
      '305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01',
    ),
  };
  const salted: MutableItem = {
    ...plain,
    salt: utf8('foobar'),
    signature: hex(
      '6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17ddf9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08',
    ),
  };

  it('lie where they belong and are signed', () => {
    expect(idText(targetOf({ kind: 'immutable', value }))).toBe('e5f96f6f38320f0f33959cb4d3d656452117aadb');
    expect(idText(targetOf(plain))).toBe('4a533d47ec9c7d95b1ad75f576cffc641853b750');
    expect(idText(targetOf(salted))).toBe('411eba73b6f087ca51a3795d9c8c938d365e32c1');
    expect([isSigned(plain), isSigned(salted)]).toEqual([true, true]);
  });

  it('are refused when anything of them is another', () => {
    expect(itemFault({ ...plain, seq: 2n })).toBe(KRPC_ERROR.invalidSignature);
    expect(itemFault({ ...plain, value: encode('Hello World?') })).toBe(KRPC_ERROR.invalidSignature);
    expect(itemFault({ ...plain, salt: utf8('x') })).toBe(KRPC_ERROR.invalidSignature);
    expect(itemFault({ ...plain, key: new Uint8Array(32).fill(255) })).toBe(KRPC_ERROR.invalidSignature);
    expect(itemFault({ ...plain, salt: new Uint8Array(65) })).toBe(KRPC_ERROR.saltTooBig);
    expect(itemFault({ kind: 'immutable', value: new Uint8Array(1001) })).toBe(KRPC_ERROR.valueTooBig);
    expect(itemFault({ kind: 'immutable', value: new Uint8Array(1000) })).toBeNull();
  });
});

/** A key of our own, from a seed (RFC 8410). */
const privateKey = createPrivateKey({
  key: Buffer.concat([hex('302e020100300506032b657004220420'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});
const signed = (seq: bigint, text: string): MutableItem => signItem(privateKey, { salt: utf8(''), seq, value: encode(text) });

describe('items that are kept', () => {
  it('are replaced by newer ones only, and over the one that is meant', () => {
    const store = new ItemStore(() => idFrom(0));
    const target = targetOf(signed(1n, 'a'));
    expect(store.put(signed(2n, 'b'), null, 0)).toBeNull();
    expect(store.put(signed(1n, 'a'), null, 0)).toBe(KRPC_ERROR.seqTooLow);
    expect(store.put(signed(2n, 'x'), null, 0)).toBe(KRPC_ERROR.seqTooLow);
    expect(store.put(signed(2n, 'b'), null, 0)).toBeNull();
    expect(store.put(signed(3n, 'c'), 1n, 0)).toBe(KRPC_ERROR.casMismatch);
    expect(store.put(signed(3n, 'c'), 2n, 0)).toBeNull();
    expect(store.get(target, 0)).toMatchObject({ seq: 3n });
    expect(store.put({ ...signed(4n, 'd'), signature: new Uint8Array(64) }, null, 0)).toBe(KRPC_ERROR.invalidSignature);
    expect(store.get(target, 0)).toMatchObject({ seq: 3n });
  });

  it('are forgotten two hours after they were last put', () => {
    const store = new ItemStore(() => idFrom(0));
    const item = { kind: 'immutable', value: encode('x') } as const;
    store.put(item, null, 0);
    store.put(item, null, 60 * MINUTE);
    expect(store.get(targetOf(item), 179 * MINUTE)).toEqual(item);
    expect(store.get(targetOf(item), 182 * MINUTE)).toBeNull();
    expect(store.size).toBe(0);
  });
});

describe('what is kept nearest first', () => {
  it('is what is nearest of all that ever came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyId(), { maxLength: 40 }), anyId(), fc.integer({ min: 1, max: 10 }), (ids, center, most) => {
        const kept = new NearestFirst<number>(most, () => center);
        for (const [at, id] of ids.entries()) kept.set(id, at);
        const nearest = [...ids].sort((a, b) => compareDistance(center, a, b)).slice(0, most);
        expect([...kept.keys()].sort()).toEqual(nearest.sort());
      }),
    );
  });
});
