/**
 * A whole filter list, bytes in and ranges out. The bytes may be split anywhere. Invariant: not more is kept than the
 * ranges and one line; a line, and a list, that is too long to be real is not read to its end.
 */
import { V4_WORDS, V6_WORDS } from './address-words.js';
import { FilterLine } from './filter-line.js';
import { IpRanges } from './ip-ranges.js';
import { RangeBuilder } from './range-builder.js';

const MOST_LINE_BYTES = 4096;
/** Eight bytes each of IPv4: 128 MiB. The longest lists there are have a quarter of it. */
const MOST_RANGES = 1 << 24;
const MOST_BYTES = 2 ** 30;
const NEWLINE = 0x0a;

export type FilterProblem =
  /** Not one line could be read: this is something else. */
  'not-a-list' | 'too-long';

export type FilterOutcome =
  /** `unreadable`: lines that were passed over. */
  { readonly ok: true; readonly ranges: IpRanges; readonly unreadable: number } | { readonly ok: false; readonly problem: FilterProblem };

export class FilterReader {
  private readonly v4 = new RangeBuilder(V4_WORDS);
  private readonly v6 = new RangeBuilder(V6_WORDS);
  private readonly line = new FilterLine();
  /** The beginning of a line whose end has not come yet. */
  private readonly rest = new Uint8Array(MOST_LINE_BYTES);
  private restBytes = 0;
  /** The line at hand was too long: the rest of it is passed over. */
  private skipping = false;
  private total = 0;
  private readable = 0;
  private unreadable = 0;

  constructor(
    private readonly mostRanges = MOST_RANGES,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** Takes the next bytes; false: there are too many, more need not come. */
  push(bytes: Uint8Array): boolean {
    this.total += bytes.length;
    if (this.isTooLong) return false;
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      if (this.skipping) this.skipping = false;
      else if (this.restBytes === 0) this.take(bytes, from, end);
      else if (this.keep(bytes.subarray(from, end))) this.takeRest();
      else this.skipping = false;
      from = end + 1;
    }
    if (!this.skipping) this.keep(bytes.subarray(from));
    return !this.isTooLong;
  }

  /** The list has come to its end; each step is a slice of the work. */
  *finish(): Generator<void, FilterOutcome> {
    if (this.restBytes > 0) this.takeRest();
    if (this.isTooLong) return { ok: false, problem: 'too-long' };
    if (this.readable === 0 && this.unreadable > 0) return { ok: false, problem: 'not-a-list' };
    const v4 = yield* this.v4.build();
    const v6 = yield* this.v6.build();
    return { ok: true, ranges: new IpRanges(v4, v6), unreadable: this.unreadable };
  }

  private get isTooLong(): boolean {
    return this.total > this.mostBytes || this.v4.size + this.v6.size > this.mostRanges;
  }

  /** Keeps the beginning of a line; false: it is too long, and counted as such. */
  private keep(bytes: Uint8Array): boolean {
    if (this.restBytes + bytes.length > MOST_LINE_BYTES) {
      this.restBytes = 0;
      this.skipping = true;
      this.unreadable++;
      return false;
    }
    this.rest.set(bytes, this.restBytes);
    this.restBytes += bytes.length;
    return true;
  }
  private takeRest(): void {
    this.take(this.rest, 0, this.restBytes);
    this.restBytes = 0;
  }

  private take(bytes: Uint8Array, from: number, end: number): void {
    const { line } = this;
    if (end - from > MOST_LINE_BYTES) {
      this.unreadable++;
      return;
    }
    switch (line.read(bytes, from, end)) {
      case 'range':
        this.readable++;
        return (line.first.length === V4_WORDS ? this.v4 : this.v6).add(line.first, line.last);
      case 'nothing':
        return;
      case 'unreadable':
        this.unreadable++;
    }
  }
}
