/** A torrent's row and the listening port, kept up to date from a view: for what the exact figures do not tell. */
import type { EngineApi } from '../engine/api/engine.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { TorrentStatus } from '../engine/api/torrent-view.js';
import type { ViewMessage } from '../engine/api/view-messages.js';

export interface RowWatch {
  /** null until the first snapshot has come. */
  status(): TorrentStatus | null;
  /** The TCP port; null while the engine does not listen. */
  listenPort(): number | null;
  close(): void;
}

export function watchRow(engine: EngineApi, id: TorrentId, onChange: () => void): RowWatch {
  let status: TorrentStatus | null = null;
  let listenPort: number | null = null;
  const take = (message: ViewMessage): void => {
    if (message.kind === 'rows-snapshot') {
      status = message.rows.find((row) => row.id === id)?.status ?? status;
      listenPort = message.session.listenPort;
    } else if (message.kind === 'rows-delta') {
      const row = message.changed.find((change) => change.id === id) ?? message.added.find((added) => added.id === id);
      status = row?.status ?? status;
      if (message.session?.listenPort !== undefined) listenPort = message.session.listenPort;
    } else return;
    onChange();
  };
  const view = engine.openView(take);
  view.setVisibleRows([id]);
  return { status: () => status, listenPort: () => listenPort, close: () => view.close() };
}
