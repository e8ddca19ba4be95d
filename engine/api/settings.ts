/** Engine settings and their frozen defaults. What only a desktop has (theme, tray) lives in electron/contract. */
export interface Settings {
  /** TCP (and later UDP) listening port; 0 = pick a random high one and remember it. */
  readonly listenPort: number;
  /** Address to bind to, literal; null = all. */
  readonly bindAddress: string | null;
  readonly downloadFolder: string;
  /** Bytes a second; null = unlimited. */
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  readonly maxConnections: number;
  readonly maxConnectionsPerTorrent: number;
  readonly uploadSlotsPerTorrent: number;
  readonly dht: boolean;
  readonly pex: boolean;
  readonly lsd: boolean;
  readonly nat: boolean;
  readonly trackers: boolean;
}

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  listenPort: 0,
  bindAddress: null,
  downloadFolder: '',
  maxDownBps: null,
  maxUpBps: null,
  maxConnections: 500,
  maxConnectionsPerTorrent: 100,
  uploadSlotsPerTorrent: 8,
  dht: true,
  pex: true,
  lsd: true,
  nat: true,
  trackers: true,
});
