/** All torrents by our id, by every hash they go by, and by the hidden names of those in encrypted handshakes. */
import type { InfoHashV1, TorrentId } from '../api/ids.js';
import { infoHashBytes } from '../metainfo/info-hash.js';
import { hiddenName } from '../mse/secrets.js';
import type { Torrent } from '../torrent/torrent.js';

export class TorrentRegistry {
  private readonly byId = new Map<TorrentId, Torrent>();
  private readonly byHash = new Map<string, Torrent>();
  private readonly hashByName = new Map<string, InfoHashV1>();

  get(id: TorrentId): Torrent | undefined {
    return this.byId.get(id);
  }
  /** Hex, v1 (later also v2 and truncated v2). */
  byInfoHash(hash: string): Torrent | undefined {
    return this.byHash.get(hash);
  }
  /** The info-hash that goes by this hidden name; null: nobody here has that torrent. */
  byHiddenName(name: Uint8Array): Uint8Array | null {
    const hash = this.hashByName.get(nameKey(name));
    return hash === undefined ? null : infoHashBytes(hash);
  }
  all(): IterableIterator<Torrent> {
    return this.byId.values();
  }
  ids(): IterableIterator<TorrentId> {
    return this.byId.keys();
  }
  get size(): number {
    return this.byId.size;
  }
  add(torrent: Torrent): void {
    this.byId.set(torrent.id, torrent);
    for (const hash of hashesOf(torrent)) {
      this.byHash.set(hash, torrent);
      this.hashByName.set(nameKey(hiddenName(infoHashBytes(hash))), hash);
    }
  }
  delete(torrent: Torrent): void {
    this.byId.delete(torrent.id);
    for (const hash of hashesOf(torrent)) {
      this.byHash.delete(hash);
      this.hashByName.delete(nameKey(hiddenName(infoHashBytes(hash))));
    }
  }
}

/** Every hash of 20 bytes that peers may ask for it by. */
const hashesOf = ({ init }: Torrent): readonly InfoHashV1[] => [init.infoHashV1];

/** One character a byte. */
const nameKey = (name: Uint8Array): string => Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1');
