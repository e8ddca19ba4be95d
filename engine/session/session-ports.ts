/** What a session is built over: the effects it lives on, and what it starts from. */
import type { SavedDht } from '../api/dht.js';
import type { Settings } from '../api/settings.js';
import type { AllTime } from '../api/statistics.js';
import type { EngineEvent } from '../api/view-messages.js';
import type {
  Clock,
  Dialer,
  HttpPort,
  HttpStreamPort,
  ListenerPort,
  Multicasts,
  Random,
  Resolver,
  SharedDatagrams,
} from '../base/ports.js';
import type { FixedSlabPool } from '../base/slab-pool.js';
import type { FilterSource } from '../ip-filter/filter-source.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { Gateways } from '../nat/gateways.js';
import type { StorageFactory } from '../storage/storage.js';
import type { RequestShare } from '../torrent/request-share.js';
import type { UdpTrackerClient } from '../trackers/udp-tracker.js';
import type { ProfilePort, StatePort } from './state-port.js';

/** The effects a session lives on. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialer: Dialer;
  readonly listener: ListenerPort;
  /** UDP at the listening port. */
  readonly datagrams: SharedDatagrams;
  readonly resolver: Resolver;
  readonly http: HttpPort;
  /** For web seeds: bodies as they come. */
  readonly webHttp: HttpStreamPort;
  readonly udp: UdpTrackerClient;
  readonly filters: FilterSource;
  /** Null where there is no network of neighbours: in tests. */
  readonly multicasts: Multicasts | null;
  /** Null where there is no router to be asked: in tests. */
  readonly gateways: Gateways | null;
  readonly storage: StorageFactory;
  readonly metainfo: MetainfoReader;
  readonly pool: FixedSlabPool;
  readonly state: StatePort;
  readonly profile: ProfilePort;
}

export interface SessionOptions {
  readonly clientName: string;
  readonly settings: Settings;
  /** As the last run left it; null when there was none. */
  readonly dht?: SavedDht | null;
  /** As the last run left them; null when there was none. */
  readonly statistics?: AllTime | null;
  /** Blocks that all torrents have asked peers for; default: one with the usual cap. */
  readonly requests?: RequestShare;
  readonly onEvent: (event: EngineEvent) => void;
}
