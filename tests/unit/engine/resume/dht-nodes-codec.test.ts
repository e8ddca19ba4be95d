import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SavedDht } from '../../../../engine/api/dht.js';
import { encode } from '../../../../engine/bencode/encode.js';
import { decodeDhtNodes, encodeDhtNodes } from '../../../../engine/resume/dht-nodes-codec.js';
import { DhtNodesStore } from '../../../../engine/resume/dht-nodes-store.io.js';
import { makeScratch } from '../../../support/payload.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((some) => Uint8Array.from(some));
const family = (nodeBytes: number) =>
  fc.option(fc.record({ id: bytes(20), nodes: fc.nat(20).chain((count) => bytes(count * nodeBytes)) }), { nil: null });
const SAMPLE: SavedDht = { ipv4: { id: new Uint8Array(20).fill(1), nodes: new Uint8Array(52).fill(2) }, ipv6: null };
const sealed = (fields: Parameters<typeof encode>[0]) => {
  const body = encode(fields);
  return Buffer.concat([Buffer.from('SHOALDHT'), createHash('sha256').update(body).digest(), body]);
};
const codeOf = (data: Uint8Array) => {
  const decoded = decodeDhtNodes(data);
  return decoded.ok ? 'ok' : decoded.error.code;
};

describe('saved nodes of the DHT', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.record({ ipv4: family(26), ipv6: family(38) }), (value) => {
        expect(decodeDhtNodes(encodeDhtNodes(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('are refused when cut off or damaged, in a wrong length, too many, or of a newer version', () => {
    const good = encodeDhtNodes(SAMPLE);
    for (let length = 0; length < good.length; length++) expect(codeOf(good.subarray(0, length))).not.toBe('ok');
    const damaged = Uint8Array.from(good);
    damaged[good.length - 5] = 9;
    expect(codeOf(damaged)).toBe('checksum');
    const id = new Uint8Array(20);
    expect(codeOf(sealed({ schema: 1, ipv4: { id, nodes: new Uint8Array(27) } }))).toBe('invalid-nodes');
    expect(codeOf(sealed({ schema: 1, ipv6: { id, nodes: new Uint8Array(26) } }))).toBe('invalid-nodes');
    expect(codeOf(sealed({ schema: 1, ipv4: { id, nodes: new Uint8Array(26 * 1001) } }))).toBe('invalid-nodes');
    expect(codeOf(sealed({ schema: 1, ipv4: { id: new Uint8Array(19), nodes: new Uint8Array(26) } }))).toBe('invalid-id');
    expect(codeOf(sealed({ schema: 2 }))).toBe('schema-newer');
    expect(codeOf(sealed({ schema: 1 }))).toBe('ok');
  });

  it('survive on disk, and the generation before where the last one is damaged', async () => {
    const scratch = makeScratch('dht-nodes');
    try {
      const store = new DhtNodesStore(scratch.path('state/dht-nodes'));
      expect(await store.load()).toEqual({ value: null, quarantined: [] });
      await store.save(SAMPLE);
      await store.save({ ...SAMPLE, ipv4: null });
      expect((await store.load()).value).toEqual({ ipv4: null, ipv6: null });
      writeFileSync(store.file, 'rubbish');
      const loaded = await store.load();
      expect(loaded.value).toEqual(SAMPLE);
      expect(loaded.quarantined).toHaveLength(1);
    } finally {
      scratch.dispose();
    }
  });
});
