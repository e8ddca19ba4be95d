/** The DHT as a torrent knows it (BEP 5): handed to it by the session. */
import type { DhtRow } from '../api/dht.js';
import type { Endpoint } from '../api/ids.js';

/** A torrent that meets peers there; never a private one (BEP 27). */
export interface DhtMember {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  isSeeding(): boolean;
  /** It wants peers and has none. */
  isLonely(): boolean;
  /** Found at the node at the literal address `from`. */
  onDhtPeers(peers: readonly Endpoint[], from: string): void;
  onChange(): void;
}

export interface DhtDesk {
  join(member: DhtMember): void;
  leave(member: DhtMember): void;
  searchNow(member: DhtMember): void;
  /** Somebody looks: about how many there are is asked for (BEP 33). */
  refreshFigures(member: DhtMember): void;
  /** Null where the torrent does not take part. */
  row(member: DhtMember): DhtRow | null;
  /** A peer says that its node is there. */
  hear(endpoint: Endpoint): void;
  /** Where our node of a family is reached; null when there is none. */
  port(family: 4 | 6): number | null;
}
