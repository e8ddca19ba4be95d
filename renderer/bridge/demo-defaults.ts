/** What the demo starts with: settings, preferences, and the totals of its session. */
import { DEFAULT_SETTINGS } from '../../engine/api/settings.js';
import type { DemoTorrent } from './demo-swarm.js';
import type { Preferences, SessionView, Settings } from './demo-types.js';

/** Free bytes of the demo's disk. */
export const FREE = 1.2e12;

export const DEMO_SETTINGS: Settings = { ...DEFAULT_SETTINGS, listenPort: 51413, downloadFolder: '/home/demo/Downloads' };

/** Preferences as the page's address asks for them. */
export function demoPreferences(query: URLSearchParams): Preferences {
  return {
    theme: (query.get('theme') as Preferences['theme'] | null) ?? 'system',
    density: (query.get('density') as Preferences['density'] | null) ?? 'default',
    language: (query.get('language') as Preferences['language'] | null) ?? 'system',
    units: query.get('units') === 'binary' ? 'binary' : 'decimal',
    sidebarVisible: true,
    detailsVisible: query.get('details') !== '0',
    detailsHeight: 260,
    detailsTab: query.get('tab') ?? 'overview',
    sort: { column: 'name', descending: false },
    columns: {},
  };
}

export function demoSession(torrents: readonly DemoTorrent[], settings: Settings): SessionView {
  return {
    downBps: torrents.reduce((sum, torrent) => sum + torrent.row.downBps, 0),
    upBps: torrents.reduce((sum, torrent) => sum + torrent.row.upBps, 0),
    downloadedBytes: 0,
    uploadedBytes: 0,
    allTime: {
      downloadedBytes: 1.28e12,
      uploadedBytes: 2.41e12,
      wastedBytes: 1.1e9,
      activeSeconds: 4.1e6,
      sessions: 212,
      since: Date.UTC(2024, 2, 3),
    },
    listenPort: 51413,
    portStatus: torrents.length > 0 ? 'open' : 'unconfirmed',
    lastIncomingAt: null,
    portMapping: { kind: 'mapped', method: 'upnp', externalPort: 51413, externalAddress: '203.0.113.7', udp: true },
    dht: { kind: 'ready', ipv4Nodes: 312, ipv6Nodes: 76 },
      filteredRanges: null,
    connections: 96,
    maxDownBps: settings.maxDownBps,
    maxUpBps: settings.maxUpBps,
    freeBytes: FREE,
    downloadFolder: settings.downloadFolder,
  };
}
