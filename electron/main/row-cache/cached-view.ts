/** A view of the list of an earlier run, which stands in for the engine's until that is ready. Nothing in it moves. */
import type { TorrentId } from '../../../engine/api/ids.js';
import type { TorrentRow } from '../../../engine/api/torrent-view.js';
import type { DetailsDelta, DetailsView, EngineView, ViewMessage } from '../../../engine/api/view-messages.js';
import { type TabFeed, ViewPublisher } from '../../../engine/view/view-publisher.js';
import type { CachedList } from './row-cache.js';

/** The log is the one tab that may be empty; the engine fills whichever is open as soon as it is there. */
const EMPTY_TAB: TabFeed = { snapshot: (): DetailsView => ({ tab: 'log', lines: [] }), delta: (): DetailsDelta | null => null };

export function openCachedView(list: CachedList, send: (message: ViewMessage) => void): EngineView {
  const rows = new Map<TorrentId, TorrentRow>(list.rows.map((row) => [row.id, row]));
  return new ViewPublisher<TorrentRow>(
    send,
    {
      nowMs: () => 0,
      get: (id) => rows.get(id),
      ids: () => rows.keys(),
      rowOf: (row) => row,
      session: () => list.session,
      tabOf: () => EMPTY_TAB,
      closed: () => undefined,
    },
    true,
  );
}
