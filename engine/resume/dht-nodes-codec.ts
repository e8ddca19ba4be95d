/** What the DHT keeps over restarts (our ids, nodes that answered) as sealed bytes. What the nodes are worth is for the DHT to find out. */
import type { SavedDht, SavedDhtFamily } from '../api/dht.js';
import type { DecodeError, Result } from '../base/result.js';
import type { BencodeInput } from '../bencode/encode.js';
import type { FieldReader } from './field-reader.js';
import { type SealKind, seal, unseal } from './sealed.js';

const ID_BYTES = 20;
/** Nodes of a family that are read; each with its id, address and port. */
const MOST_NODES = 1000;
const NODE_BYTES = { ipv4: ID_BYTES + 6, ipv6: ID_BYTES + 18 };

export const DHT_NODES: SealKind = { magic: 'SHOALDHT', schema: 1, maxBytes: 128 * 1024, what: 'DHT nodes' };

export function encodeDhtNodes({ ipv4, ipv6 }: SavedDht): Uint8Array {
  return seal(DHT_NODES, { ipv4: familyFields(ipv4), ipv6: familyFields(ipv6) });
}

/** Errors: those of `unseal`. */
export const decodeDhtNodes = (bytes: Uint8Array): Result<SavedDht, DecodeError> =>
  unseal(bytes, DHT_NODES, (from) => ({ ipv4: readFamily(from, 'ipv4'), ipv6: readFamily(from, 'ipv6') }));

const familyFields = (family: SavedDhtFamily | null): BencodeInput | undefined =>
  family === null ? undefined : { id: family.id, nodes: family.nodes };

function readFamily(from: FieldReader, key: 'ipv4' | 'ipv6'): SavedDhtFamily | null {
  return from.optional(key, () =>
    from.nested(key, (inner) => {
      const family = { id: inner.bytes('id'), nodes: inner.bytes('nodes') };
      if (family.id.length !== ID_BYTES) inner.fail('invalid-id', 'The id has the wrong length.', `${key}.id`);
      const count = family.nodes.length / NODE_BYTES[key];
      if (!Number.isInteger(count) || count > MOST_NODES) inner.fail('invalid-nodes', 'The nodes have the wrong length.', `${key}.nodes`);
      return family;
    }),
  );
}
