/** The saved metadata inside a record. */
import type { BencodeInput } from '../bencode/encode.js';
import type { FieldReader } from './field-reader.js';
import type { SavedMetainfo } from './record.js';

export function encodeMetainfo(saved: SavedMetainfo): BencodeInput {
  return {
    infoBytes: saved.infoBytes,
    infoDigest: saved.infoDigest,
    pieceLayers: saved.pieceLayers?.map(([root, layer]) => [root, layer]),
    webSeeds: saved.webSeeds,
    comment: saved.comment ?? undefined,
    createdBy: saved.createdBy ?? undefined,
    creationDate: saved.creationDate === null || !Number.isFinite(saved.creationDate) ? undefined : Math.trunc(saved.creationDate),
  };
}

export function decodeMetainfo(from: FieldReader): SavedMetainfo {
  const infoDigest = from.optional('infoDigest', () => from.bytes('infoDigest'));
  return {
    infoBytes: from.bytes('infoBytes'),
    ...(infoDigest !== null && { infoDigest }),
    pieceLayers: from.optional('pieceLayers', () =>
      from.list('pieceLayers', (pair) => {
        const [root, layer, ...rest] = from.listOf(pair, (item) => from.bytesOf(item));
        if (root === undefined || layer === undefined || rest.length > 0)
          from.fail('invalid-pair', 'A piece layer is no pair.', 'pieceLayers');
        return [root ?? new Uint8Array(), layer ?? new Uint8Array()] as const;
      }),
    ),
    webSeeds: from.list('webSeeds', (url) => from.textOf(url)),
    comment: from.optional('comment', () => from.text('comment')),
    createdBy: from.optional('createdBy', () => from.text('createdBy')),
    creationDate: from.optional('creationDate', () => from.integer('creationDate', Number.MIN_SAFE_INTEGER)),
  };
}
