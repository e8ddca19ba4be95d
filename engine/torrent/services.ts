/** What a session hands to each of its torrents: ports, shared memory, limits. Also the only way a torrent reaches the outside. */
import type { Settings } from '../api/settings.js';
import type { Clock, Dialer, HttpPort, Random } from '../base/ports.js';
import type { SlabPool } from '../base/slab.js';
import type { TokenBucket } from '../base/token-bucket.js';
import type { StorageFactory } from '../storage/storage.js';
import type { UdpTrackerClient } from '../trackers/udp-tracker.js';

export interface TorrentServices {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialer: Dialer;
  readonly storage: StorageFactory;
  readonly pool: SlabPool;
  readonly http: HttpPort;
  readonly udp: Pick<UdpTrackerClient, 'announce'>;
  /** The session's limits; each torrent has its own besides. */
  readonly down: TokenBucket;
  readonly up: TokenBucket;
  /** Client name and version for the extension handshake. */
  readonly clientName: string;
  settings(): Settings;
  /** The port we listen on; 0 while we do not. */
  listenPort(): number;
  /** Takes one of the session's connections; false when there is none left. Every yes is followed by one `released`. */
  admit(): boolean;
  released(): void;
}
