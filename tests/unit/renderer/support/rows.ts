/** Made-up rows for the renderer's tests. */
import type { InfoHashV1, SessionView, TorrentId, TorrentRow } from '../../../../electron/contract/index.js';

export const idOf = (n: number): TorrentId => n.toString(16).padStart(16, '0') as TorrentId;

export function makeRow(n: number, changes: Partial<TorrentRow> = {}): TorrentRow {
  return {
    id: idOf(n),
    name: `torrent ${n}`,
    infoHashV1: n.toString(16).padStart(8, '0').padEnd(40, '0') as InfoHashV1,
    infoHashV2: null,
    status: { kind: 'downloading' },
    why: { kind: 'none' },
    sizeBytes: 1000,
    wantedBytes: 1000,
    doneBytes: 612,
    downBps: 4_200_000,
    upBps: 0,
    etaSeconds: 60,
    connectedSeeds: 18,
    connectedLeeches: 3,
    swarmSeeds: 402,
    swarmLeeches: null,
    downloadedBytes: 612,
    uploadedBytes: 73,
    wastedBytes: 0,
    savePath: '/home/reef/Downloads',
    private: false,
    forced: false,
    sequential: false,
    firstLast: false,
    superSeed: false,
    addedAt: 1000 + n,
    completedAt: null,
    strip: new Uint8Array(64).fill(128),
    ...changes,
  };
}

export const SESSION: SessionView = {
  downBps: 0,
  upBps: 0,
  downloadedBytes: 0,
  uploadedBytes: 0,
  allTime: { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, activeSeconds: 0, sessions: 1, since: 0 },
  listenPort: 51413,
  portStatus: 'unconfirmed',
  lastIncomingAt: null,
  portMapping: { kind: 'off' },
  dht: { kind: 'off' },
  filteredRanges: null,
  connections: 0,
  maxDownBps: null,
  maxUpBps: null,
  freeBytes: 10_000,
  downloadFolder: '/home/reef/Downloads',
};
