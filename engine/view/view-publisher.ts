/**
 * Feeds one view of whatever has rows: a snapshot in chunks when it opens or is shown again, then at most four deltas a
 * second with only what changed. Nothing is sent while the view is hidden. A paced view gets the chunks after the first
 * one by one, when it asks for more; any other all at once.
 */
import type { TorrentId } from '../api/ids.js';
import type { SessionView } from '../api/session-view.js';
import type { TorrentRow } from '../api/torrent-view.js';
import type { DetailsDelta, DetailsRequest, DetailsView, EngineEvent, EngineView, ViewMessage } from '../api/view-messages.js';
import { RowFeed, type RowSource } from './row-feed.js';
import { changedFields } from './view-diff.js';

/** Keeps one open tab up to date. */
export interface TabFeed {
  snapshot(nowMs: number): DetailsView;
  /** News since the last message; null when there are none or it is too early. */
  delta(nowMs: number): DetailsDelta | null;
}

export interface ViewHost<T> extends RowSource<T> {
  nowMs(): number;
  session(): SessionView;
  tabOf(item: T, request: DetailsRequest): TabFeed;
  closed(view: ViewPublisher<T>): void;
}

export class ViewPublisher<T> implements EngineView {
  private readonly rows: RowFeed<T>;
  private sentSession: SessionView | null = null;
  private tab: { readonly of: T; readonly id: TorrentId; readonly feed: TabFeed } | null = null;
  private wanted: DetailsRequest | null = null;
  private visible = true;
  private open = true;

  constructor(
    private readonly send: (message: ViewMessage) => void,
    private readonly host: ViewHost<T>,
    private readonly paced = false,
  ) {
    this.rows = new RowFeed(host);
    this.snapshot();
  }

  setVisible(visible: boolean): void {
    if (this.visible === visible || !this.open) return;
    this.visible = visible;
    if (!visible) return;
    this.snapshot();
    if (this.wanted !== null) this.setDetails(this.wanted);
  }
  setVisibleRows(ids: readonly TorrentId[]): void {
    this.rows.setOnScreen(ids);
  }
  setDetails(request: DetailsRequest | null): void {
    this.wanted = request;
    const item = request === null ? undefined : this.host.get(request.id);
    this.tab = request === null || item === undefined ? null : { of: item, id: request.id, feed: this.host.tabOf(item, request) };
    if (this.tab === null || !this.visible || !this.open) return;
    this.send({ kind: 'details-snapshot', id: this.tab.id, details: this.tab.feed.snapshot(this.host.nowMs()) });
  }
  more(): void {
    if (this.open && this.visible && this.rows.hasMore) this.sendChunk(false);
  }
  known(): { readonly rows: readonly TorrentRow[]; readonly session: SessionView } | null {
    if (this.rows.hasMore || this.sentSession === null) return null;
    return { rows: this.rows.all(), session: this.sentSession };
  }
  close(): void {
    this.open = false;
    this.host.closed(this);
  }

  /** Something happened to a row: it came, went, or is in another state. */
  touch(id: TorrentId): void {
    this.rows.touch(id);
  }
  /** A row's figures have moved. */
  stir(id: TorrentId): void {
    this.rows.stir(id);
  }
  event(event: EngineEvent): void {
    if (this.open && this.visible) this.send({ kind: 'event', event });
  }

  /** Four times a second. */
  publish(): void {
    if (!this.visible || !this.open) return;
    const news = this.rows.news();
    const session = this.sessionNews();
    if (news !== null || session !== null) {
      this.send({ kind: 'rows-delta', added: [], changed: [], removed: [], ...news, session });
    }
    if (this.tab === null) return;
    if (this.host.get(this.tab.id) !== this.tab.of) {
      this.tab = null; // it was removed
      return;
    }
    const delta = this.tab.feed.delta(this.host.nowMs());
    if (delta !== null) this.send({ kind: 'details-delta', id: this.tab.id, delta });
  }

  private sessionNews(): Partial<SessionView> | null {
    const session = this.host.session();
    const changes = this.sentSession === null ? session : changedFields(this.sentSession, session);
    this.sentSession = session;
    return changes;
  }

  private snapshot(): void {
    this.sentSession = this.host.session();
    this.rows.restart();
    this.sendChunk(true);
    while (!this.paced && this.rows.hasMore) this.sendChunk(false);
  }

  private sendChunk(start: boolean): void {
    const rows = this.rows.chunk();
    const session = this.sentSession ?? this.host.session();
    this.send({ kind: 'rows-snapshot', start, end: !this.rows.hasMore, rows, session });
  }
}
