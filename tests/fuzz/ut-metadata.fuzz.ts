/** Data always has exactly the size of its piece; everything accepted can be written and read again. */
import { encode } from '../../engine/bencode/encode.js';
import { MAX_METADATA_BYTES } from '../../engine/wire/extended/handshake.js';
import {
  decodeUtMetadata,
  encodeMetadataData,
  encodeMetadataReject,
  encodeMetadataRequest,
  metadataPieceBytes,
} from '../../engine/wire/extended/ut-metadata.js';

export function fuzz(data: Uint8Array): void {
  const decoded = decodeUtMetadata(data);
  if (!decoded.ok || decoded.value.kind === 'unknown') return;
  const message = decoded.value;
  if (!Number.isInteger(message.piece) || message.piece < 0 || message.piece > 2047) throw new Error(`piece ${message.piece}`);
  if (message.kind === 'data') {
    if (message.totalBytes > MAX_METADATA_BYTES) throw new Error('metadata over its cap');
    if (message.bytes.length !== metadataPieceBytes(message.piece, message.totalBytes)) throw new Error('a piece of the wrong size');
  }
  const again = decodeUtMetadata(
    message.kind === 'data'
      ? encodeMetadataData(message.piece, message.totalBytes, message.bytes)
      : message.kind === 'request'
        ? encodeMetadataRequest(message.piece)
        : encodeMetadataReject(message.piece),
  );
  if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(message)) throw new Error('not the same when read again');
}

export const seeds: readonly Uint8Array[] = [
  encodeMetadataRequest(0),
  encodeMetadataReject(3),
  encodeMetadataData(0, 10, new Uint8Array(10).fill(0x64)),
  encodeMetadataData(1, 16_400, new Uint8Array(16)),
  encode({ msg_type: 7, piece: 1 }),
];
