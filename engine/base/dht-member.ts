/** A torrent as the DHT sees it; neither may import the other. */
import type { Endpoint } from '../api/ids.js';

/** A torrent. A private one never is one (BEP 27). */
export interface DhtMember {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** It has everything it wants. */
  isSeeding(): boolean;
  /** It wants peers and has none. */
  isLonely(): boolean;
  /** Found at the node at the literal address `from`. */
  onDhtPeers(peers: readonly Endpoint[], from: string): void;
  /** What its row shows has changed. */
  onChange(): void;
}
