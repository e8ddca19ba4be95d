/**
 * Where each torrent shown by a window lies, noted from the messages on their way to it: the shell needs the folder
 * to show a file, and asks the engine for nothing more than the name.
 */
import type { TorrentId } from '../../../engine/api/ids.js';
import type { ViewMessage } from '../../../engine/api/view-messages.js';

export class TorrentPlaces {
  private readonly savePaths = new Map<TorrentId, string>();

  /** Takes note of a view message. */
  observe(message: ViewMessage): void {
    if (message.kind === 'rows-snapshot') {
      if (message.start) this.savePaths.clear();
      for (const row of message.rows) this.savePaths.set(row.id, row.savePath);
    } else if (message.kind === 'rows-delta') {
      for (const row of message.added) this.savePaths.set(row.id, row.savePath);
      for (const change of message.changed) if (change.savePath !== undefined) this.savePaths.set(change.id, change.savePath);
      for (const id of message.removed) this.savePaths.delete(id);
    }
  }

  /** The folder that contains the torrent's name, or null when the torrent is not known. */
  savePath(id: TorrentId): string | null {
    return this.savePaths.get(id) ?? null;
  }
}
