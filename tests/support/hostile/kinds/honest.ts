import { encode } from '../../../../engine/bencode/encode.js';
import { encodeExtended } from '../../../../engine/wire/encode.js';
import { decodeUtMetadata, encodeMetadataData, METADATA_PIECE_BYTES } from '../../../../engine/wire/extended/ut-metadata.js';
import type { HostileLine, Manners } from '../hostile-line.js';

const UT_METADATA = 1;

/** The one among them that does as it should: metadata and blocks, right and at once. */
export const honest: Manners = {
  kind: 'honest',
  begin: (line) => {
    line.sayAll();
    line.send(encodeExtended(0, encode({ m: { ut_metadata: UT_METADATA }, metadata_size: line.torrent.infoBytes.length })));
  },
  onExtended: giveMetadata,
};

function giveMetadata(line: HostileLine, id: number, payload: Uint8Array): void {
  const theirs = line.theirs?.ids.utMetadata ?? 0;
  const message = id === UT_METADATA ? decodeUtMetadata(payload) : null;
  if (theirs === 0 || message?.ok !== true || message.value.kind !== 'request') return;
  const { infoBytes } = line.torrent;
  const start = message.value.piece * METADATA_PIECE_BYTES;
  const part = infoBytes.subarray(start, start + METADATA_PIECE_BYTES);
  line.send(encodeExtended(theirs, encodeMetadataData(message.value.piece, infoBytes.length, part)));
}
