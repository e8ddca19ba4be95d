import { describe, expect, it } from 'vitest';
import { encode } from '../../../../../engine/bencode/encode.js';
import {
  decodeUtMetadata,
  encodeMetadataData,
  encodeMetadataReject,
  encodeMetadataRequest,
  metadataPieceBytes,
} from '../../../../../engine/wire/extended/ut-metadata.js';

const code = (payload: Uint8Array) => {
  const decoded = decodeUtMetadata(payload);
  return decoded.ok ? decoded.value.kind : decoded.error.code;
};

describe('ut_metadata', () => {
  it('writes the messages of BEP 9', () => {
    expect(Buffer.from(encodeMetadataRequest(0)).toString()).toBe('d8:msg_typei0e5:piecei0ee');
    expect(Buffer.from(encodeMetadataReject(0)).toString()).toBe('d8:msg_typei2e5:piecei0ee');
    expect(Buffer.from(encodeMetadataData(0, 3, Uint8Array.from(Buffer.from('abc')))).toString()).toBe(
      'd8:msg_typei1e5:piecei0e10:total_sizei3eeabc',
    );
  });

  it('reads back requests, rejects and data', () => {
    expect(decodeUtMetadata(encodeMetadataRequest(5))).toEqual({ ok: true, value: { kind: 'request', piece: 5 } });
    expect(decodeUtMetadata(encodeMetadataReject(5))).toEqual({ ok: true, value: { kind: 'reject', piece: 5 } });
    const bytes = new Uint8Array(100).fill(1);
    const decoded = decodeUtMetadata(encodeMetadataData(1, 16_384 + 100, bytes));
    expect(decoded).toEqual({ ok: true, value: { kind: 'data', piece: 1, totalBytes: 16_484, bytes } });
  });

  it('finds the data even where it looks like bencode', () => {
    const bytes = Uint8Array.from(Buffer.from('d3:abci1ee'));
    const decoded = decodeUtMetadata(encodeMetadataData(0, bytes.length, bytes));
    expect(decoded.ok && decoded.value).toMatchObject({ kind: 'data', bytes });
  });

  it('knows the size of every piece', () => {
    expect(metadataPieceBytes(0, 16_385)).toBe(16_384);
    expect(metadataPieceBytes(1, 16_385)).toBe(1);
    expect(metadataPieceBytes(2, 16_385)).toBe(0);
  });

  it('ignores message types that do not exist yet', () => {
    expect(code(encode({ msg_type: 9, piece: -7 }))).toBe('unknown');
  });

  it.each([
    ['no dictionary', encode([1]), 'ut-metadata'],
    ['no type', encode({ piece: 1 }), 'missing-field'],
    ['a text as type', encode({ msg_type: 'x', piece: 1 }), 'wrong-type'],
    ['a negative piece', encode({ msg_type: 0, piece: -1 }), 'out-of-range'],
    ['a piece past 32 MiB', encode({ msg_type: 0, piece: 2048 }), 'out-of-range'],
    ['data without a size', encode({ msg_type: 1, piece: 0 }), 'missing-field'],
    ['data of 1 GiB in all', encode({ msg_type: 1, piece: 0, total_size: 2 ** 30 }), 'out-of-range'],
    ['data that is too short', encodeMetadataData(0, 20_000, new Uint8Array(100)), 'ut-metadata'],
    ['data that is too long', encodeMetadataData(0, 10, new Uint8Array(11)), 'ut-metadata'],
    ['data past the end', encodeMetadataData(2, 16_385, new Uint8Array(1)), 'ut-metadata'],
    ['a payload over the cap', encodeMetadataData(0, 40_000, new Uint8Array(40_000)), 'too-large'],
  ])('refuses %s', (_name, payload, expected) => {
    expect(code(payload)).toBe(expected);
  });
});
