/** The summary of an info dictionary inside a record. */
import type { InfoHashV1, InfoHashV2 } from '../api/ids.js';
import type { BencodeInput } from '../bencode/encode.js';
import { MAX_PIECE_LENGTH } from '../metainfo/limits.js';
import type { FieldReader } from './field-reader.js';
import type { SavedSummary } from './record.js';

const VERSIONS: readonly SavedSummary['version'][] = ['v1', 'v2', 'hybrid'];
const V1 = /^[0-9a-f]{40}$/;
const V2 = /^[0-9a-f]{64}$/;

export function encodeSummary(summary: SavedSummary): Record<string, BencodeInput | undefined> {
  const { infoHashV2, isFolder, private: isPrivate, source, ...rest } = summary;
  return {
    ...rest,
    infoHashV2: infoHashV2 ?? undefined,
    isFolder: isFolder ? 1 : 0,
    private: isPrivate ? 1 : 0,
    source: source ?? undefined,
  };
}

/** In the order of the keys. */
export function decodeSummary(from: FieldReader): SavedSummary {
  return {
    // both are checked by the patterns
    infoHashV1: from.text('infoHashV1', V1) as InfoHashV1,
    infoHashV2: from.optional('infoHashV2', () => from.text('infoHashV2', V2) as InfoHashV2),
    isFolder: from.integer('isFolder', 0, 1) === 1,
    name: from.text('name'),
    pieceLength: from.integer('pieceLength', 1, MAX_PIECE_LENGTH),
    private: from.integer('private', 0, 1) === 1,
    shownBytes: from.integer('shownBytes', 0),
    shownCount: from.integer('shownCount', 0),
    source: from.textOrNull('source'),
    totalSize: from.integer('totalSize', 1),
    version: from.oneOf('version', VERSIONS),
  };
}
