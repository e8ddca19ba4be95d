/** Who is in a swarm, as a Bloom filter over addresses: 2,048 bits, two for each (BEP 33). Filters of many nodes are united by OR. */
import { createHash } from 'node:crypto';
import { FILTER_BYTES } from './krpc.js';

const BITS = FILTER_BYTES * 8;
const BITS_EACH = 2;

export class ScrapeFilter {
  constructor(readonly bytes: Uint8Array = new Uint8Array(FILTER_BYTES)) {}

  /** 4 or 16 bytes. */
  insert(ip: Uint8Array): void {
    const hash = createHash('sha1').update(ip).digest();
    this.set(hash.readUInt16LE(0));
    this.set(hash.readUInt16LE(2));
  }

  /** Takes in what another filter holds. */
  unite(other: Uint8Array): void {
    const { bytes } = this;
    for (let at = 0; at < FILTER_BYTES; at++) bytes[at] = (bytes[at] ?? 0) | (other[at] ?? 0);
  }

  /** About how many addresses were inserted. A full filter says some 7,800 and could be any number above. */
  estimate(): number {
    let zeros = 0;
    for (const byte of this.bytes) for (let bit = 0; bit < 8; bit++) if ((byte & (1 << bit)) === 0) zeros++;
    const counted = Math.min(BITS - 1, Math.max(1, zeros));
    return zeros >= BITS ? 0 : Math.log(counted / BITS) / (BITS_EACH * Math.log(1 - 1 / BITS));
  }

  private set(hashed: number): void {
    const bit = hashed % BITS;
    this.bytes[bit >> 3] = (this.bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
}
