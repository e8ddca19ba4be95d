/** Whatever is accepted obeys the caps, and survives being written and read again. */
import { encode } from '../../engine/bencode/encode.js';
import { decodeExtendedHandshake, encodeExtendedHandshake, MAX_METADATA_BYTES } from '../../engine/wire/extended/handshake.js';

export function fuzz(data: Uint8Array): void {
  const decoded = decodeExtendedHandshake(data);
  if (!decoded.ok) return;
  const { ids, client, listenPort, maxQueue, metadataBytes } = decoded.value;
  for (const id of Object.values(ids)) if (!Number.isInteger(id) || id < 0 || id > 255) throw new Error(`an id of ${id}`);
  if (client !== null && (client.length === 0 || client.length > 64)) throw new Error('a client name over its cap');
  if (listenPort !== null && (listenPort < 1 || listenPort > 65_535)) throw new Error('an impossible port');
  if (maxQueue !== null && (maxQueue < 1 || maxQueue > 65_535)) throw new Error('a queue over its cap');
  if (metadataBytes !== null && (metadataBytes < 1 || metadataBytes > MAX_METADATA_BYTES)) throw new Error('metadata over its cap');
  const again = decodeExtendedHandshake(encodeExtendedHandshake(decoded.value));
  if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(decoded.value)) throw new Error('not the same when read again');
}

export const seeds: readonly Uint8Array[] = [
  encode({ m: { ut_metadata: 3, ut_pex: 1, upload_only: 2, lt_donthave: 7, ut_holepunch: 4 }, v: 'µTorrent 3.5', p: 6881, reqq: 250 }),
  encode({ metadata_size: 31_235, upload_only: 1, yourip: Uint8Array.of(127, 0, 0, 1), complete_ago: -1, e: 0 }),
  encode({ m: { ut_metadata: 'x', ut_pex: -1 }, v: Uint8Array.of(0xff, 0xfe, 0), metadata_size: 2n ** 63n }),
];
