/** The saved metadata inside a record. */
import type { BencodeInput } from '../bencode/encode.js';
import type { Token } from '../bencode/scan.js';
import type { FieldReader } from './field-reader.js';
import type { SavedMetainfo } from './record.js';
import { decodeSummary, encodeSummary } from './summary-codec.js';

export function encodeMetainfo(saved: SavedMetainfo): BencodeInput {
  return {
    infoBytes: saved.infoBytes,
    infoDigest: saved.infoDigest,
    pieceLayers: saved.pieceLayers?.map(([root, layer]) => [root, layer]),
    summary: saved.summary === null ? undefined : encodeSummary(saved.summary),
    webSeeds: saved.webSeeds,
    comment: saved.comment ?? undefined,
    createdBy: saved.createdBy ?? undefined,
    creationDate: saved.creationDate === null || !Number.isFinite(saved.creationDate) ? undefined : Math.trunc(saved.creationDate),
  };
}

/** Metadata as it is read; the info dictionary is a view of what it is read from. */
export type MetainfoDraft = Omit<SavedMetainfo, 'infoBytes'> & { infoBytes: Uint8Array };

/** In the order of the keys. */
export function decodeMetainfo(from: FieldReader): MetainfoDraft {
  const draft: MetainfoDraft = {
    comment: from.textOrNull('comment'),
    createdBy: from.textOrNull('createdBy'),
    creationDate: from.integerOrNull('creationDate', Number.MIN_SAFE_INTEGER),
    infoBytes: from.view('infoBytes'),
    pieceLayers: from.optional('pieceLayers', () => from.list('pieceLayers', (pair) => layerOf(from, pair))),
    summary: from.optional('summary', () => from.nested('summary', decodeSummary)),
    webSeeds: from.list('webSeeds', (url) => from.textOf(url)),
  };
  const infoDigest = from.optional('infoDigest', () => from.bytes('infoDigest'));
  return infoDigest === null ? draft : { ...draft, infoDigest };
}

function layerOf(from: FieldReader, pair: Token): readonly [Uint8Array, Uint8Array] {
  const [root, layer, ...rest] = from.listOf(pair, (item) => from.bytesOf(item));
  if (root === undefined || layer === undefined || rest.length > 0) from.fail('invalid-pair', 'A piece layer is no pair.', 'pieceLayers');
  return [root ?? new Uint8Array(), layer ?? new Uint8Array()];
}
