/** The addresses of a filter list, both families: whether one is in it is told in about a microsecond, however long it is. */
import { parseIp } from '../base/ip-address.js';
import { unmapped, V4_WORDS, wordsOf } from './address-words.js';
import type { RangeTable } from './range-table.js';

export class IpRanges {
  constructor(
    private readonly v4: RangeTable,
    private readonly v6: RangeTable,
  ) {}

  /** Ranges, those that overlapped or touched being one. */
  get size(): number {
    return this.v4.size + this.v6.size;
  }

  /** Whether the literal address is in one of them; text that is none is not. */
  has(host: string): boolean {
    const bytes = parseIp(host);
    if (bytes === null) return false;
    const address = unmapped(wordsOf(bytes));
    return (address.length === V4_WORDS ? this.v4 : this.v6).has(address);
  }
}
