/** Small things that the DHT's tests are made of. */
import fc from 'fast-check';
import { ID_BYTES, type NodeId, nodeIdOf } from '../../../../engine/dht/node-id.js';
import { type Family, PLACE_BYTES, type Place, placeOf, readPlace } from '../../../../engine/dht/place.js';

/** The place of `host` and `port`; fails where nobody can be. */
export function placeAt(host: string, port = 6881): Place {
  const place = placeOf({ host, port });
  if (place === null) throw new Error(`${host}:${port} is no place`);
  return place;
}

/** An id of 20 bytes that begins with these and goes on with zeros. */
export const idFrom = (...first: readonly number[]): NodeId => {
  const bytes = new Uint8Array(ID_BYTES);
  bytes.set(first);
  return nodeIdOf(bytes);
};

export const anyId = (): fc.Arbitrary<NodeId> => fc.uint8Array({ minLength: ID_BYTES, maxLength: ID_BYTES }).map(nodeIdOf);

export const anyPlace = (family: Family): fc.Arbitrary<Place> =>
  fc
    .uint8Array({ minLength: PLACE_BYTES[family], maxLength: PLACE_BYTES[family] })
    .map(readPlace)
    .filter((place) => place !== null);

export const bytesBetween = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Uint8Array.from(bytes));
