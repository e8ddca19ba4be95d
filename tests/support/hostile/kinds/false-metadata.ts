import { encode } from '../../../../engine/bencode/encode.js';
import { encodeExtended } from '../../../../engine/wire/encode.js';
import { decodeUtMetadata, encodeMetadataData, METADATA_PIECE_BYTES } from '../../../../engine/wire/extended/ut-metadata.js';
import { seededBytes } from '../../payload.js';
import type { HostileLine, Manners } from '../hostile-line.js';

const UT_METADATA = 1;

function claim(line: HostileLine, metadataBytes: number): void {
  line.send(encodeExtended(0, encode({ m: { ut_metadata: UT_METADATA }, metadata_size: metadataBytes })));
  line.sayAll();
}

/** Claims metadata of 2 GB, and gives what is asked of it. */
export const hugeMetadata: Manners = {
  kind: 'metadata of 2 GB',
  begin: (line) => claim(line, 2_000_000_000),
  onExtended: giveNoise,
};

/** Claims the right size and gives noise. */
export const wrongMetadata: Manners = {
  kind: 'wrong metadata',
  begin: (line) => claim(line, line.torrent.infoBytes.length),
  onExtended: giveNoise,
};

function giveNoise(line: HostileLine, id: number, payload: Uint8Array): void {
  const theirs = line.theirs?.ids.utMetadata ?? 0;
  const message = id === UT_METADATA ? decodeUtMetadata(payload) : null;
  if (theirs === 0 || message?.ok !== true || message.value.kind !== 'request') return;
  const total = line.torrent.infoBytes.length;
  const { piece } = message.value;
  const length = Math.min(METADATA_PIECE_BYTES, total - piece * METADATA_PIECE_BYTES);
  if (length > 0) line.send(encodeExtended(theirs, encodeMetadataData(piece, total, seededBytes(`noise ${piece}`, length))));
}
