/**
 * Collects ranges of one family in any order, and makes a table of them: put in order, and joined where they meet. With
 * millions that takes a while, so it is done in slices, between which other work may go on.
 */
import { compareWords } from './address-words.js';
import { RangeTable } from './range-table.js';

const FIRST_ROOM = 1024;
const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
/** Ranges handled in one slice: a millisecond or two, where memory is slow a few more. */
const SLICE = 1 << 14;

export class RangeBuilder {
  private firsts: Uint32Array;
  private lasts: Uint32Array;
  private count = 0;
  private inOrder = true;

  constructor(private readonly words: number) {
    this.firsts = new Uint32Array(FIRST_ROOM * words);
    this.lasts = new Uint32Array(FIRST_ROOM * words);
  }

  get size(): number {
    return this.count;
  }

  /** `first` is not above `last`; both have the family's number of words. */
  add(first: Uint32Array, last: Uint32Array): void {
    const { words } = this;
    const at = this.count * words;
    if (at === this.firsts.length) this.grow();
    this.firsts.set(first, at);
    this.lasts.set(last, at);
    if (this.inOrder && at > 0) this.inOrder = compareWords(this.firsts, at - words, first, 0, words) <= 0;
    this.count++;
  }

  /** Ends with the table; each step is a slice of the work. */
  *build(): Generator<void, RangeTable> {
    const order = this.inOrder ? null : yield* this.sort();
    return yield* this.join(order);
  }

  private grow(): void {
    for (const side of ['firsts', 'lasts'] as const) {
      const more = new Uint32Array(this[side].length * 2);
      more.set(this[side]);
      this[side] = more;
    }
  }

  /** The ranges by their first address: sorted digit by digit, from the least on. */
  private *sort(): Generator<void, Uint32Array> {
    const { count, firsts, words } = this;
    let order = Uint32Array.from({ length: 0 });
    let next = new Uint32Array(count);
    const starts = new Uint32Array(DIGITS + 1);
    for (let digit = 0; digit < words * 2; digit++) {
      const word = words - 1 - (digit >> 1);
      const shift = (digit & 1) * DIGIT_BITS;
      const digitOf = (range: number): number => ((firsts[range * words + word] as number) >>> shift) & (DIGITS - 1);
      starts.fill(0);
      for (let range = 0; range < count; range++) {
        const after = digitOf(range) + 1;
        starts[after] = (starts[after] as number) + 1;
        if (range % SLICE === SLICE - 1) yield;
      }
      for (let at = 1; at <= DIGITS; at++) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
      const from = order.length === 0 ? null : order;
      for (let nth = 0; nth < count; nth++) {
        const range = from === null ? nth : (from[nth] as number);
        const key = digitOf(range);
        const place = starts[key] as number;
        next[place] = range;
        starts[key] = place + 1;
        if (nth % SLICE === SLICE - 1) yield;
      }
      const spare = from ?? new Uint32Array(count);
      order = next;
      next = spare;
      yield;
    }
    return order;
  }

  /** One range in place of those that overlap or touch. */
  private *join(order: Uint32Array | null): Generator<void, RangeTable> {
    const { count, words } = this;
    const firsts = new Uint32Array(count * words);
    const lasts = new Uint32Array(count * words);
    let made = 0;
    for (let nth = 0; nth < count; nth++) {
      const from = (order === null ? nth : (order[nth] as number)) * words;
      const before = (made - 1) * words;
      if (made > 0 && this.meets(lasts, before, from)) {
        if (compareWords(this.lasts, from, lasts, before, words) > 0) copy(this.lasts, from, lasts, before, words);
      } else {
        copy(this.firsts, from, firsts, made * words, words);
        copy(this.lasts, from, lasts, made * words, words);
        made++;
      }
      if (nth % SLICE === SLICE - 1) yield;
    }
    return new RangeTable(words, firsts.slice(0, made * words), lasts.slice(0, made * words));
  }

  /** Whether a range begins within one that ends at `lasts[at]`, or right after it. */
  private meets(lasts: Uint32Array, at: number, from: number): boolean {
    const { firsts, words } = this;
    if (compareWords(firsts, from, lasts, at, words) <= 0) return true;
    const end = words - 1;
    if (compareWords(firsts, from, lasts, at, end) !== 0) return false;
    return (firsts[from + end] as number) === (lasts[at + end] as number) + 1;
  }
}

function copy(from: Uint32Array, at: number, to: Uint32Array, place: number, words: number): void {
  for (let word = 0; word < words; word++) to[place + word] = from[at + word] as number;
}
