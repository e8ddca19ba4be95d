/** Ranges of addresses of one family, in order and apart from each other: a lookup halves them, about twenty steps for a million. */
import { compareWords } from './address-words.js';

export class RangeTable {
  constructor(
    /** Words of an address. */
    private readonly words: number,
    /** Where each range begins, and its last address: `words` numbers for each. */
    private readonly firsts: Uint32Array,
    private readonly lasts: Uint32Array,
  ) {}

  get size(): number {
    return this.firsts.length / this.words;
  }

  has(address: Uint32Array): boolean {
    const { firsts, lasts, words } = this;
    let low = 0;
    let high = this.size; // ranges before `low` begin at or before the address, those from `high` on after it
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareWords(firsts, middle * words, address, 0, words) <= 0) low = middle + 1;
      else high = middle;
    }
    return low > 0 && compareWords(address, 0, lasts, (low - 1) * words, words) <= 0;
  }
}
