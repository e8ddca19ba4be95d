/**
 * The announced peers of one torrent: at most 500 in a flat table, 11 bytes each (23 for IPv6), and few of one address, so
 * that nobody fills it alone. They are forgotten half an hour after they last announced themselves.
 */
import type { Random } from '../base/ports.js';
import { type Family, ipOf, PLACE_BYTES, type Place } from './place.js';
import { ScrapeFilter } from './scrape-filter.js';

const MOST_PEERS = 500;
const MOST_OF_AN_ADDRESS = 8;
const KEEP_SECONDS = 30 * 60;
/** A scrape is asked for again and again: its filters are made anew this often. */
const FILTERS_MS = 30_000;
const FIRST_ROOM = 4;

/** After the place: when it announced itself, in seconds (4 bytes), and whether it has everything. */
const EXTRA_BYTES = 5;

interface Filters {
  readonly seeds: Uint8Array;
  readonly others: Uint8Array;
  readonly untilMs: number;
}

export class PeerSet {
  private table: Buffer;
  private count = 0;
  private filters: Filters | null = null;
  private readonly stride: number;

  constructor(private readonly family: Family) {
    this.stride = PLACE_BYTES[family] + EXTRA_BYTES;
    this.table = Buffer.alloc(FIRST_ROOM * this.stride);
  }

  get size(): number {
    return this.count;
  }

  /** Takes it in, in place of its own earlier word, of the oldest of its address where there are many, or of the oldest of all. */
  put(place: Place, seed: boolean, nowMs: number): void {
    const bytes = Buffer.from(place, 'latin1');
    const row = this.rowFor(bytes);
    const at = row * this.stride;
    bytes.copy(this.table, at);
    this.table.writeUInt32BE(seconds(nowMs), at + bytes.length);
    this.table[at + bytes.length + 4] = seed ? 1 : 0;
  }

  /** Up to `most` of them, drawn by lot; `noSeed`: those that want something. */
  some(most: number, noSeed: boolean, random: Random): Place[] {
    const out: Place[] = [];
    const start = Math.floor(random.next() * this.count);
    for (let n = 0; n < this.count && out.length < most; n++) {
      const row = (start + n) % this.count;
      if (!noSeed || !this.isSeed(row)) out.push(this.placeAt(row));
    }
    return out;
  }

  /** Filters of the seeds' addresses and of the others' (BEP 33). */
  scrape(nowMs: number): Pick<Filters, 'seeds' | 'others'> {
    if (this.filters === null || nowMs >= this.filters.untilMs) {
      const [seeds, others] = [new ScrapeFilter(), new ScrapeFilter()];
      for (let row = 0; row < this.count; row++) (this.isSeed(row) ? seeds : others).insert(ipOf(this.placeAt(row)));
      this.filters = { seeds: seeds.bytes, others: others.bytes, untilMs: nowMs + FILTERS_MS };
    }
    return this.filters;
  }

  /** Forgets those who have not announced themselves for long; how many are left. */
  expire(nowMs: number): number {
    const oldest = seconds(nowMs) - KEEP_SECONDS;
    for (let row = this.count - 1; row >= 0; row--) if (this.announcedAt(row) < oldest) this.remove(row);
    return this.count;
  }

  /** The row to write it to. */
  private rowFor(bytes: Buffer): number {
    const { stride, table } = this;
    let ofAddress = 0;
    let oldestOfAddress = -1;
    let oldest = 0;
    for (let row = 0; row < this.count; row++) {
      const at = row * stride;
      if (this.announcedAt(row) < this.announcedAt(oldest)) oldest = row;
      if (bytes.compare(table, at, at + bytes.length - 2, 0, bytes.length - 2) !== 0) continue;
      if (bytes.compare(table, at, at + bytes.length) === 0) return row;
      ofAddress++;
      if (oldestOfAddress < 0 || this.announcedAt(row) < this.announcedAt(oldestOfAddress)) oldestOfAddress = row;
    }
    if (ofAddress >= MOST_OF_AN_ADDRESS) return oldestOfAddress;
    if (this.count >= MOST_PEERS) return oldest;
    if ((this.count + 1) * stride > table.length) {
      this.table = Buffer.alloc(Math.min(MOST_PEERS, this.count * 2) * stride);
      table.copy(this.table);
    }
    return this.count++;
  }

  private remove(row: number): void {
    this.count--;
    this.table.copy(this.table, row * this.stride, this.count * this.stride, (this.count + 1) * this.stride);
  }
  private placeAt(row: number): Place {
    const at = row * this.stride;
    return this.table.toString('latin1', at, at + PLACE_BYTES[this.family]) as Place;
  }
  private announcedAt(row: number): number {
    return this.table.readUInt32BE(row * this.stride + PLACE_BYTES[this.family]);
  }
  private isSeed(row: number): boolean {
    return this.table[(row + 1) * this.stride - 1] === 1;
  }
}

/** The clock may be anything that only grows; it is kept in 32 bits. */
const seconds = (nowMs: number): number => Math.floor(nowMs / 1000) >>> 0;
