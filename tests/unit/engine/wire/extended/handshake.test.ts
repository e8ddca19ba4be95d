import { describe, expect, it } from 'vitest';
import { encode } from '../../../../../engine/bencode/encode.js';
import {
  decodeExtendedHandshake,
  type ExtendedHandshake,
  encodeExtendedHandshake,
  mergeExtendedHandshake,
} from '../../../../../engine/wire/extended/handshake.js';

const text = (value: string) => Uint8Array.from(Buffer.from(value));
const EMPTY: ExtendedHandshake = {
  ids: {},
  client: null,
  listenPort: null,
  maxQueue: null,
  yourIp: null,
  metadataBytes: null,
  uploadOnly: null,
};

describe('extension handshake', () => {
  it('writes sorted bencode with only what is known', () => {
    const bytes = encodeExtendedHandshake({ ...EMPTY, ids: { utMetadata: 1, utPex: 2 }, client: 'Shoal 0.1.0', maxQueue: 500 });
    expect(Buffer.from(bytes).toString()).toBe('d1:md11:ut_metadatai1e6:ut_pexi2ee4:reqqi500e1:v11:Shoal 0.1.0e');
  });

  it('reads back what was written', () => {
    const full: ExtendedHandshake = {
      ids: { utMetadata: 3, utPex: 1, uploadOnly: 2, ltDontHave: 7, utHolepunch: 4 },
      client: 'Shoal 0.1.0',
      listenPort: 6881,
      maxQueue: 250,
      yourIp: Uint8Array.of(10, 0, 0, 1),
      metadataBytes: 31_235,
      uploadOnly: true,
    };
    expect(decodeExtendedHandshake(encodeExtendedHandshake(full))).toEqual({ ok: true, value: full });
    expect(decodeExtendedHandshake(encodeExtendedHandshake(EMPTY))).toEqual({ ok: true, value: EMPTY });
  });

  it('is brought up to date by a later one: what that leaves out stays, 0 turns an extension off', () => {
    const first: ExtendedHandshake = { ...EMPTY, ids: { utMetadata: 3, utPex: 1 }, client: 'A 1', listenPort: 6881, uploadOnly: true };
    expect(mergeExtendedHandshake(null, first)).toEqual(first);
    expect(mergeExtendedHandshake(first, EMPTY)).toEqual(first);
    const later: ExtendedHandshake = { ...EMPTY, ids: { utPex: 0, ltDontHave: 7 }, metadataBytes: 100, uploadOnly: false };
    expect(mergeExtendedHandshake(first, later)).toEqual({
      ...first,
      ids: { utMetadata: 3, utPex: 0, ltDontHave: 7 },
      metadataBytes: 100,
      uploadOnly: false,
    });
  });

  it('treats every field of the wrong type or size as absent', () => {
    const bytes = encode({
      m: { ut_metadata: 'one', ut_pex: 256, upload_only: -1, lt_donthave: 5 },
      v: 17,
      p: 70_000,
      reqq: 0,
      yourip: Uint8Array.of(1, 2, 3),
      metadata_size: 32 * 1024 * 1024 + 1,
      upload_only: 'yes',
    });
    expect(decodeExtendedHandshake(bytes)).toEqual({ ok: true, value: { ...EMPTY, ids: { ltDontHave: 5 } } });
  });

  it('does not believe huge or negative metadata sizes, and takes exactly 32 MiB', () => {
    const size = (metadata_size: number | bigint) => {
      const decoded = decodeExtendedHandshake(encode({ metadata_size }));
      return decoded.ok ? decoded.value.metadataBytes : 'failed';
    };
    expect(size(32 * 1024 * 1024)).toBe(32 * 1024 * 1024);
    expect(size(0)).toBeNull();
    expect(size(-5)).toBeNull();
    expect(size(2n ** 63n)).toBeNull();
  });

  it('keeps an id of 0: it turns the extension off', () => {
    const decoded = decodeExtendedHandshake(encode({ m: { ut_pex: 0 } }));
    expect(decoded.ok && decoded.value.ids).toEqual({ utPex: 0 });
  });

  it('cleans the client name and cuts it', () => {
    const decoded = decodeExtendedHandshake(encode({ v: `Evil\u0000\u202e\n${'x'.repeat(500)}` }));
    expect(decoded.ok && decoded.value.client).toBe(`Evil${'x'.repeat(60)}`);
  });

  it.each([
    ['nothing', text(''), 'truncated'],
    ['no bencode', text('hello'), 'unexpected-byte'],
    ['a list', text('le'), 'extended-handshake'],
    ['deep nesting', text('l'.repeat(1000)), 'too-deep'],
    ['an overlong payload', new Uint8Array(65 * 1024), 'too-large'],
  ])('refuses %s', (_name, payload, code) => {
    const decoded = decodeExtendedHandshake(payload);
    expect(decoded.ok ? 'fine' : decoded.error.code).toBe(code);
  });
});
