/** Where a node is and what it calls itself, and their compact form in messages: 26 bytes (BEP 5) or 38 (BEP 32). */
import { ID_BYTES, type NodeId } from './node-id.js';
import { type Family, isPlace, PLACE_BYTES, type Place } from './place.js';

export interface Contact {
  readonly id: NodeId;
  readonly place: Place;
}

/** Nodes taken from one message: three answers' worth. */
const MOST_READ = 24;

export const contactBytes = (family: Family): number => ID_BYTES + PLACE_BYTES[family];

/** Null when the length fits no whole number of them. Those at addresses where nobody can be are left out. */
export function decodeContacts(bytes: Uint8Array, family: Family, most = MOST_READ): Contact[] | null {
  const size = contactBytes(family);
  if (bytes.length % size !== 0) return null;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length); // one view for all, and no text that keeps the whole alive
  const out: Contact[] = [];
  for (let at = 0; at < bytes.length && out.length < most; at += size) {
    const placeAt = at + ID_BYTES;
    if (!isPlace(all, placeAt, family)) continue;
    out.push({ id: all.toString('latin1', at, placeAt) as NodeId, place: all.toString('latin1', placeAt, at + size) as Place });
  }
  return out;
}

/** As a byte string. All must be of one family. */
export const encodeContacts = (contacts: readonly Contact[]): string => contacts.map(({ id, place }) => id + place).join('');
