import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../engine/bencode/decode.js';
import { encode } from '../../../../engine/bencode/encode.js';
import { type BencodeValue, isDictionary } from '../../../../engine/bencode/value.js';
import { decodeForStart, decodeRecord, encodeRecord } from '../../../../engine/resume/resume-codec.js';
import { migrate } from '../../../../engine/resume/resume-migrations.js';
import { anyRecord, fullRecord, restingRecord } from '../../../support/resume-samples.js';

/** A record with a right checksum around any dictionary, as the first two schemas had it. */
function sealed(body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('SHOALRES'), createHash('sha256').update(body).digest(), body]);
}
function tampered(fields: Record<string, unknown>): Uint8Array {
  const plain = { schema: 2, bannedWebSeeds: [], id: fullRecord.id, trackers: [], savePath: '/', intent: 'run', partial: [], peers: [] };
  const bytes = { have: '', priorities: '', created: '', fileSizes: '', fileMtimesMs: '' };
  const counts = { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, addedAt: 0, seedingSeconds: 0, clean: 0 };
  return sealed(encode({ ...plain, ...bytes, ...counts, ...fields } as Parameters<typeof encode>[0]));
}
/** The fields of a sealed record. */
function decodeFields(bytes: Uint8Array): Map<string, BencodeValue> {
  const decoded = decode(bytes.subarray(40));
  if (!decoded.ok || !isDictionary(decoded.value)) throw new Error('it is no dictionary');
  return new Map(decoded.value);
}
const codeOf = (bytes: Uint8Array) => {
  const decoded = decodeRecord(bytes);
  return decoded.ok ? 'ok' : `${decoded.error.code} ${decoded.error.field ?? ''}`.trim();
};

describe('resume records as bytes', () => {
  it('come back as they were', () => {
    expect(decodeRecord(encodeRecord(fullRecord))).toEqual({ ok: true, value: fullRecord });
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual({ ok: true, value: record });
      }),
    );
  });

  it('are read without the description where their torrents are at rest', () => {
    const bare = { ...restingRecord, metainfo: { ...restingRecord.metainfo, infoBytes: new Uint8Array(0) } };
    expect(decodeForStart(encodeRecord(restingRecord))).toEqual({ ok: true, value: bare });
    expect(decodeForStart(encodeRecord(fullRecord))).toEqual({ ok: true, value: fullRecord });
  });

  it('do not change with the bytes they were read from', () => {
    for (const decode of [decodeRecord, decodeForStart]) {
      const bytes = encodeRecord(fullRecord);
      const decoded = decode(bytes);
      bytes.fill(0);
      expect(decoded).toEqual({ ok: true, value: fullRecord });
    }
  });

  it('are found whatever the order of their fields', () => {
    const [head, tail] = [
      { wastedBytes: 0, schema: 1 },
      { addedAt: 0, id: fullRecord.id },
    ];
    const order = (fields: object) =>
      Object.entries(fields).map(([key, value]) => `${key.length}:${key}${Buffer.from(encode(value)).toString('latin1')}`);
    const plain = decodeFields(tampered({}));
    for (const key of ['schema', 'id', 'addedAt', 'wastedBytes']) plain.delete(key);
    const rest = [...plain].map(([key, value]) => `${key.length}:${key}${Buffer.from(encode(value)).toString('latin1')}`);
    expect(codeOf(sealed(Buffer.from(`d${[...order(head), ...rest, ...order(tail)].join('')}e`, 'latin1')))).toBe('ok');
  });

  it('are always writable: fractions and impossible numbers become whole ones', () => {
    const odd = { ...fullRecord, seedingSeconds: 1.6, downloadedBytes: Number.NaN, uploadedBytes: -3, fileMtimesMs: [1.4, -1] };
    const decoded = decodeRecord(encodeRecord(odd));
    expect(decoded).toMatchObject({ ok: true, value: { seedingSeconds: 2, downloadedBytes: 0, uploadedBytes: 0, fileMtimesMs: [1, -1] } });
  });

  it('are refused when cut off at any byte', () => {
    const bytes = encodeRecord(fullRecord);
    for (let length = 0; length < bytes.length; length++) expect(decodeRecord(bytes.subarray(0, length)).ok).toBe(false);
  });

  it('are refused when any bit is flipped', () => {
    const bytes = encodeRecord(fullRecord);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeRecord(damaged).ok).toBe(false);
    }
  });

  it('name what is wrong', () => {
    expect(codeOf(tampered({}))).toBe('ok');
    expect(codeOf(Buffer.from('something else entirely, but long enough to hold a head'))).toBe('not-a-record');
    expect(codeOf(sealed(Buffer.from('le')))).toBe('not-a-record');
    expect(codeOf(sealed(Buffer.from('d')))).toBe('truncated');
    expect(codeOf(tampered({ schema: 5 }))).toBe('schema-newer schema');
    expect(codeOf(tampered({ schema: 0 }))).toBe('out-of-range schema');
    expect(codeOf(tampered({ surprise: 1 }))).toBe('unknown-field surprise');
    expect(codeOf(tampered({ id: '../../../../etc' }))).toBe('invalid-text id');
    expect(codeOf(tampered({ intent: 'fly' }))).toBe('unknown-value intent');
    expect(codeOf(tampered({ have: 7 }))).toBe('wrong-type have');
    expect(codeOf(tampered({ fileSizes: 'seven__' }))).toBe('invalid-numbers fileSizes');
    expect(codeOf(tampered({ fileSizes: new Uint8Array(8).fill(255) }))).toBe('invalid-numbers fileSizes');
    expect(codeOf(tampered({ partial: [{ piece: -1, blocks: '' }] }))).toBe('out-of-range piece');
    expect(codeOf(tampered({ bannedWebSeeds: undefined }))).toBe('missing-field bannedWebSeeds');
    expect(codeOf(tampered({ schema: 4 }))).toBe('missing-field adopted');
    expect(codeOf(tampered({ bannedWebSeeds: [{ url: 'http://a/' }] }))).toBe('missing-field why');
    expect(codeOf(tampered({ bannedWebSeeds: [{ url: 'http://a/', why: 'x', more: 1 }] }))).toBe('unknown-field more');
    expect(codeOf(sealed(Buffer.from('d6:schemai3e6:schemai3ee')))).toBe('duplicate-field');
    expect(codeOf(sealed(Buffer.from('dede')))).toBe('trailing-bytes');
    expect(codeOf(tampered({ savePath: Uint8Array.of(0xff, 0xfe) }))).toBe('invalid-text savePath');
  });
});

describe('migrations', () => {
  it('go through every step in order and set the schema', () => {
    const steps = new Map([
      [1, (fields: ReadonlyMap<string, never>) => new Map(fields).set('one', 1 as never)],
      [2, (fields: ReadonlyMap<string, never>) => new Map(fields).set('two', 2 as never)],
    ]) as unknown as Parameters<typeof migrate>[1];
    const migrated = migrate(new Map([['schema', 1]]), steps, 3);
    expect(migrated.ok && [...migrated.value]).toEqual([
      ['schema', 3],
      ['one', 1],
      ['two', 2],
    ]);
  });

  it('read records of the first schema: no web seed was banned', () => {
    expect(decodeRecord(tampered({ schema: 1, bannedWebSeeds: undefined }))).toMatchObject({ ok: true, value: { bannedWebSeeds: [] } });
  });

  it('read records of the second schema: nothing is in doubt, and no name is kept', () => {
    const banned = [{ url: 'http://a/', why: 'x' }];
    expect(decodeRecord(tampered({ bannedWebSeeds: banned }))).toMatchObject({
      ok: true,
      value: { bannedWebSeeds: banned, generation: 0, infoHashV1: '', recent: [], mustCheck: false, moving: null, volume: null },
    });
  });

  it('read records of the second schema: they have no summary', () => {
    const metainfo = { infoBytes: 'de', webSeeds: [] };
    expect(decodeRecord(tampered({ schema: 2, bannedWebSeeds: [], metainfo }))).toMatchObject({
      ok: true,
      value: { metainfo: { summary: null } },
    });
  });

  it('refuse a schema they know no way from', () => {
    expect(migrate(new Map([['schema', 1]]), new Map(), 2)).toMatchObject({ ok: false, error: { code: 'schema-unknown' } });
  });
});
