/** Engine settings and their frozen defaults. What only a desktop has (theme, tray) lives in electron/contract. */
import type { Label } from './labels.js';
import type { GoalAction } from './seeding-goals.js';
import type { TransportChoice } from './transport.js';

/** Of peer connections (MSE/PE). `prefer`: where the peer speaks it; `require`: always, and all of it; `disable`: never. */
export type Encryption = 'prefer' | 'require' | 'disable';

export interface Settings {
  /** Listening port, the same number for TCP and UDP; 0 = pick a random high one and remember it. */
  readonly listenPort: number;
  /** Address to bind to, literal; null = all. */
  readonly bindAddress: string | null;
  /** What carries connections between peers, both ways. */
  readonly transport: TransportChoice;
  readonly downloadFolder: string;
  /** Bytes a second; null = unlimited. */
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  readonly maxConnections: number;
  readonly maxConnectionsPerTorrent: number;
  /** Peers of one torrent that may download from us at a time; 0 = as many as the line can fill (4 to 200). */
  readonly uploadSlotsPerTorrent: number;
  /** Connections being made at a time, by all torrents together. */
  readonly maxHalfOpen: number;
  /** Connections of one torrent to and from one address; this machine is exempt. */
  readonly maxConnectionsPerAddress: number;
  /** Torrents that download, that seed, and that do either at a time; the others wait in the queue. null = all. */
  readonly maxActiveDownloads: number | null;
  readonly maxActiveUploads: number | null;
  readonly maxActiveTorrents: number | null;
  /** A torrent slower than this for a minute does not count against the first two, bytes a second; 0 = each counts. */
  readonly slowBps: number;
  /** Seeding ends when one of these is reached; each torrent can have its own instead. null = no such goal. */
  readonly goalRatio: number | null;
  readonly goalSeedMinutes: number | null;
  /** Minutes of seeding in which nobody took anything. */
  readonly goalIdleMinutes: number | null;
  readonly goalAction: GoalAction;
  readonly encryption: Encryption;
  /** A list of addresses that no peer may have: an absolute path, or a URL that is fetched daily; null = none. */
  readonly ipFilter: string | null;
  /** In the order they are shown in. */
  readonly labels: readonly Label[];
  readonly dht: boolean;
  /** Use the DHT, and answer nobody there (BEP 43). */
  readonly dhtReadOnly: boolean;
  /** Where the DHT begins when it knows nobody, `host:port`; null = the well-known routers. */
  readonly dhtRouters: readonly string[] | null;
  readonly pex: boolean;
  readonly lsd: boolean;
  /** Name or address of the one interface that local peers are sought on; null: all. */
  readonly lsdInterface: string | null;
  readonly nat: boolean;
  readonly trackers: boolean;
  /** Fetch from the web seeds that a torrent names (BEP 19). */
  readonly webSeeds: boolean;
}

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  listenPort: 0,
  bindAddress: null,
  transport: 'both',
  downloadFolder: '',
  maxDownBps: null,
  maxUpBps: null,
  maxConnections: 500,
  maxConnectionsPerTorrent: 100,
  uploadSlotsPerTorrent: 0,
  maxHalfOpen: 60,
  maxConnectionsPerAddress: 5,
  maxActiveDownloads: 5,
  maxActiveUploads: null,
  maxActiveTorrents: null,
  slowBps: 2_000,
  goalRatio: null,
  goalSeedMinutes: null,
  goalIdleMinutes: null,
  goalAction: 'pause',
  encryption: 'prefer',
  ipFilter: null,
  labels: [],
  dht: true,
  dhtReadOnly: false,
  dhtRouters: null,
  pex: true,
  lsd: true,
  lsdInterface: null,
  nat: true,
  trackers: true,
  webSeeds: true,
});
