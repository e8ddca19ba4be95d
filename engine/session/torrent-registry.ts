/** All torrents by our id and by every hash they go by. */
import type { TorrentId } from '../api/ids.js';
import type { Torrent } from '../torrent/torrent.js';

export class TorrentRegistry {
  private readonly byId = new Map<TorrentId, Torrent>();
  private readonly byHash = new Map<string, Torrent>();

  get(id: TorrentId): Torrent | undefined {
    return this.byId.get(id);
  }
  /** Hex, v1 (later also v2 and truncated v2). */
  byInfoHash(hash: string): Torrent | undefined {
    return this.byHash.get(hash);
  }
  all(): IterableIterator<Torrent> {
    return this.byId.values();
  }
  get size(): number {
    return this.byId.size;
  }
  add(torrent: Torrent): void {
    this.byId.set(torrent.id, torrent);
    this.byHash.set(torrent.init.infoHashV1, torrent);
  }
  delete(torrent: Torrent): void {
    this.byId.delete(torrent.id);
    this.byHash.delete(torrent.init.infoHashV1);
  }
}
