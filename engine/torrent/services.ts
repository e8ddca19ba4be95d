/** What a session hands to each of its torrents: ports, shared memory, limits. Also the only way a torrent reaches the outside. */
import type { Settings } from '../api/settings.js';
import type { ByteStream, Clock, Dialer, HttpPort, HttpStreamPort, Random } from '../base/ports.js';
import type { SlabPool } from '../base/slab.js';
import type { TokenBucket } from '../base/token-bucket.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { DialSlots } from '../roster/dial-slots.js';
import type { ExternalAddress } from '../roster/external-address.js';
import type { StorageFactory } from '../storage/storage.js';
import type { UdpTrackerClient } from '../trackers/udp-tracker.js';
import type { DhtDesk } from './dht-desk.js';
import type { SavedRecords } from './fetch-details.js';
import type { LsdDesk } from './lsd-desk.js';
import type { RequestShare } from './request-share.js';
import type { SessionTraffic } from './traffic.js';

/** Who asks for a connection: a torrent's net. */
export interface ConnectionHolder {
  /** Connections it holds, those being made included. */
  readonly connections: number;
  /** Lets its least useful one go; false when it has none to spare. */
  shed(): boolean;
}

export interface TorrentServices {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialer: Dialer;
  /** A connection just made, as one that begins with an encrypted handshake for a torrent. */
  encrypt(stream: ByteStream, infoHash: Uint8Array): ByteStream;
  /** The IP filter: no peer may have this literal address. */
  isFiltered(host: string): boolean;
  readonly storage: StorageFactory;
  readonly metainfo: MetainfoReader;
  readonly saved: SavedRecords;
  readonly pool: SlabPool;
  readonly http: HttpPort;
  /** The same under the rules for web seeds. */
  readonly webHttp: HttpStreamPort;
  readonly udp: Pick<UdpTrackerClient, 'announce' | 'scrape'>;
  readonly dht: DhtDesk;
  readonly lsd: LsdDesk;
  /** The session's limits; each torrent has its own besides. */
  readonly down: TokenBucket;
  readonly up: TokenBucket;
  /** What all torrents have moved in this run. */
  readonly totals: SessionTraffic['totals'];
  /** Half-open connections of the whole session. */
  readonly dialSlots: DialSlots;
  /** Blocks that all torrents have asked peers for. */
  readonly requests: RequestShare;
  /** Our address as others see it. */
  readonly external: ExternalAddress;
  /** Client name and version for the extension handshake. */
  readonly clientName: string;
  settings(): Settings;
  /** The port we listen on; 0 while we do not. */
  listenPort(): number;
  /** Takes one of the session's connections; false when there is none left. Every yes is followed by one `released`. */
  admit(asker: ConnectionHolder): boolean;
  released(): void;
}
