/**
 * Feeds one view: a snapshot in chunks when it opens or is shown again, then at most four deltas a second with only
 * what changed, rows on screen first. Nothing is sent while the view is hidden.
 */
import type { TorrentId } from '../api/ids.js';
import type { SessionView } from '../api/session-view.js';
import type { TorrentRow } from '../api/torrent-view.js';
import type { DetailsRequest, EngineEvent, EngineView, RowChange, ViewMessage } from '../api/view-messages.js';
import type { Torrent } from '../torrent/torrent.js';
import { DetailsFeed } from './details-feed.js';
import type { TorrentRegistry } from './torrent-registry.js';
import { changedFields } from './view-diff.js';

/** Rows in one message: about 300 bytes each, so well below 64 kB a delta and 256 kB a chunk. */
const ROWS_A_DELTA = 120;
const ROWS_A_CHUNK = 400;

export interface ViewHost {
  nowMs(): number;
  rowOf(torrent: Torrent): TorrentRow;
  session(): SessionView;
  closed(view: ViewPublisher): void;
}

export class ViewPublisher implements EngineView {
  private readonly sent = new Map<TorrentId, TorrentRow>();
  private readonly stale = new Set<TorrentId>();
  private onScreen = new Set<TorrentId>();
  private sentSession: SessionView | null = null;
  private feed: DetailsFeed | null = null;
  private wanted: DetailsRequest | null = null;
  private visible = true;
  private open = true;

  constructor(
    private readonly registry: TorrentRegistry,
    private readonly send: (message: ViewMessage) => void,
    private readonly host: ViewHost,
  ) {
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
    this.onScreen = new Set(ids);
  }
  setDetails(request: DetailsRequest | null): void {
    this.wanted = request;
    const torrent = request === null ? undefined : this.registry.get(request.id);
    this.feed = request === null || torrent === undefined ? null : new DetailsFeed(torrent, request);
    if (this.feed !== null && this.visible && this.open)
      this.send({ kind: 'details-snapshot', id: this.feed.torrent.id, details: this.feed.snapshot(this.host.nowMs()) });
  }
  close(): void {
    this.open = false;
    this.host.closed(this);
  }

  /** A row may have changed. */
  touch(torrent: Torrent): void {
    this.stale.add(torrent.id);
  }
  event(event: EngineEvent): void {
    if (this.open && this.visible) this.send({ kind: 'event', event });
  }

  /** Four times a second. */
  publish(): void {
    if (!this.visible || !this.open) return;
    this.publishRows();
    if (this.feed === null) return;
    if (this.registry.get(this.feed.torrent.id) !== this.feed.torrent) {
      this.feed = null; // it was removed
      return;
    }
    const delta = this.feed.delta(this.host.nowMs());
    if (delta !== null) this.send({ kind: 'details-delta', id: this.feed.torrent.id, delta });
  }

  private publishRows(): void {
    const added: TorrentRow[] = [];
    const changed: RowChange[] = [];
    const removed: TorrentId[] = [];
    for (const id of this.inOrder()) {
      if (added.length + changed.length >= ROWS_A_DELTA) break;
      this.stale.delete(id);
      const torrent = this.registry.get(id);
      const before = this.sent.get(id);
      if (torrent === undefined) {
        if (this.sent.delete(id)) removed.push(id);
        continue;
      }
      const row = this.host.rowOf(torrent);
      this.sent.set(id, row);
      if (before === undefined) added.push(row);
      else {
        const changes = changedFields(before, row);
        if (changes !== null) changed.push({ ...changes, id });
      }
    }
    const session = this.host.session();
    const sessionChanges = this.sentSession === null ? session : changedFields(this.sentSession, session);
    this.sentSession = session;
    if (added.length + changed.length + removed.length === 0 && sessionChanges === null) return;
    this.send({ kind: 'rows-delta', added, changed, removed, session: sessionChanges });
  }

  /** Stale ids, those on screen first. */
  private inOrder(): TorrentId[] {
    const first: TorrentId[] = [];
    const rest: TorrentId[] = [];
    for (const id of this.stale) (this.onScreen.has(id) ? first : rest).push(id);
    return [...first, ...rest];
  }

  private snapshot(): void {
    this.sent.clear();
    this.stale.clear();
    const session = this.host.session();
    this.sentSession = session;
    const rows: TorrentRow[] = [];
    for (const torrent of this.registry.all()) {
      const row = this.host.rowOf(torrent);
      this.sent.set(torrent.id, row);
      rows.push(row);
    }
    for (let at = 0; at === 0 || at < rows.length; at += ROWS_A_CHUNK) {
      this.send({
        kind: 'rows-snapshot',
        start: at === 0,
        end: at + ROWS_A_CHUNK >= rows.length,
        rows: rows.slice(at, at + ROWS_A_CHUNK),
        session,
      });
    }
  }
}
