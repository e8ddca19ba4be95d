/**
 * What one view knows of the rows, and what it is to be told next. A snapshot goes out chunk by chunk, rows on screen
 * first; after it only the fields that changed. What happened to a row (it came, went, was paused) is told at once. What
 * only moves by itself is told calmly: on screen the figures once a second and the strip twice, off screen every two
 * seconds and without the strip, which nobody sees. Invariant: `known` is what the window has.
 */
import type { TorrentId } from '../api/ids.js';
import type { TorrentRow } from '../api/torrent-view.js';
import type { RowChange } from '../api/view-messages.js';
import { messageSize } from './message-size.js';
import { changedFields } from './view-diff.js';

/** Bytes of rows in one message: with what stands around them below 64 kB a delta and 256 kB a chunk. */
const DELTA_BYTES = 56_000;
const CHUNK_BYTES = 240_000;
/** Rounds of a quarter second between two looks at what moves: figures on screen, strips on screen, anything off screen. */
const FIGURES_EVERY = 4;
const STRIPS_EVERY = 2;
const OFF_SCREEN_EVERY = 8;

/** Which fields of a row are told: all, the strip alone, or all but the strip. */
type Part = 'whole' | 'strip' | 'figures';

export interface RowSource<T> {
  get(id: TorrentId): T | undefined;
  ids(): Iterable<TorrentId>;
  rowOf(item: T): TorrentRow;
}

export interface RowNews {
  readonly added: readonly TorrentRow[];
  readonly changed: readonly RowChange[];
  readonly removed: readonly TorrentId[];
}

export class RowFeed<T> {
  private readonly known = new Map<TorrentId, TorrentRow>();
  /** Something happened to them. */
  private readonly stale = new Set<TorrentId>();
  /** They move by themselves. */
  private readonly moving = new Set<TorrentId>();
  /** Of those off screen: their turn has come. */
  private readonly due = new Set<TorrentId>();
  private onScreen: ReadonlySet<TorrentId> = new Set();
  /** Of the snapshot under way: ids still to be sent, the next one last; null when none is. */
  private waiting: TorrentId[] | null = null;
  private round = 0;

  constructor(private readonly source: RowSource<T>) {}

  /** A snapshot chunk is still to come. */
  get hasMore(): boolean {
    return this.waiting !== null;
  }

  /** The rows as the window has them. */
  all(): readonly TorrentRow[] {
    return [...this.known.values()];
  }

  /** Everything from the start: `chunk` gives it. */
  restart(): void {
    this.known.clear();
    this.stale.clear();
    this.moving.clear();
    this.due.clear();
    const first = [...this.onScreen].filter((id) => this.source.get(id) !== undefined);
    const rest = [...this.source.ids()].filter((id) => !this.onScreen.has(id));
    this.waiting = [...first, ...rest].reverse();
  }

  /** The next rows of the snapshot; `hasMore` says whether they were the last. */
  chunk(): readonly TorrentRow[] {
    const rows: TorrentRow[] = [];
    let bytes = 0;
    while (this.waiting !== null && this.waiting.length > 0 && bytes < CHUNK_BYTES) {
      const id = this.waiting.pop() as TorrentId;
      const item = this.known.has(id) ? undefined : this.source.get(id); // told as news already, or gone
      if (item === undefined) continue;
      const row = this.source.rowOf(item);
      this.known.set(id, row);
      rows.push(row);
      bytes += messageSize(row);
    }
    if (this.waiting?.length === 0) this.waiting = null;
    return rows;
  }

  /** Something happened to a row: it came, went, or is in another state. */
  touch(id: TorrentId): void {
    this.stale.add(id);
  }
  /** A row's figures have moved. */
  stir(id: TorrentId): void {
    this.moving.add(id);
  }

  /** Rows that come on screen are told what was kept from them. */
  setOnScreen(ids: readonly TorrentId[]): void {
    const now = new Set(ids);
    for (const id of now) if (!this.onScreen.has(id)) this.stale.add(id);
    this.onScreen = now;
  }

  /** What to tell now, as much as a message may hold; null when there is nothing. Called four times a second. */
  news(): RowNews | null {
    const news: Draft = { added: [], changed: [], removed: [], bytes: 0 };
    for (const id of this.stale) {
      if (news.bytes >= DELTA_BYTES) break;
      this.stale.delete(id);
      this.tell(id, this.onScreen.has(id) ? 'whole' : 'figures', news);
    }
    this.tellMoving(news);
    this.round++;
    const { added, changed, removed } = news;
    return added.length + changed.length + removed.length === 0 ? null : { added, changed, removed };
  }

  private tellMoving(news: Draft): void {
    const figures = this.round % FIGURES_EVERY === 0;
    if (figures || this.round % STRIPS_EVERY === 0) {
      for (const id of this.onScreen) {
        if (news.bytes >= DELTA_BYTES) return;
        if (!this.moving.has(id)) continue;
        if (figures) this.moving.delete(id);
        this.tell(id, figures ? 'whole' : 'strip', news);
      }
    }
    if (this.round % OFF_SCREEN_EVERY === 0) {
      for (const id of this.moving) if (!this.onScreen.has(id)) this.due.add(id);
      for (const id of this.due) this.moving.delete(id);
    }
    for (const id of this.due) {
      if (news.bytes >= DELTA_BYTES) return;
      this.due.delete(id);
      this.tell(id, this.onScreen.has(id) ? 'whole' : 'figures', news);
    }
  }

  private tell(id: TorrentId, part: Part, news: Draft): void {
    const item = this.source.get(id);
    const before = this.known.get(id);
    if (item === undefined) {
      if (!this.known.delete(id)) return;
      news.removed.push(id);
      news.bytes += messageSize(id);
      return;
    }
    const row = this.source.rowOf(item);
    if (before === undefined) {
      this.known.set(id, row);
      news.added.push(row);
      news.bytes += messageSize(row);
      return;
    }
    const told = part === 'whole' ? row : part === 'strip' ? { ...before, strip: row.strip } : { ...row, strip: before.strip };
    const changes = changedFields(before, told);
    if (changes === null) return;
    this.known.set(id, told);
    const change = { ...changes, id };
    news.changed.push(change);
    news.bytes += messageSize(change);
  }
}

interface Draft {
  readonly added: TorrentRow[];
  readonly changed: RowChange[];
  readonly removed: TorrentId[];
  bytes: number;
}
