/** The DHT as a torrent knows it (BEP 5): handed to it by the session. */
import type { DhtRow } from '../api/dht.js';
import type { Endpoint } from '../api/ids.js';
import type { DhtMember } from '../base/dht-member.js';

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
