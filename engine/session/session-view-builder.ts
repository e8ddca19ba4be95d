/** Builds the session line out of what counts and measures it. */
import type { SessionView } from '../api/session-view.js';
import type { Settings } from '../api/settings.js';
import type { ConnectionShare } from './connection-share.js';
import type { SessionNetwork } from './network.js';
import type { SessionFigures } from './session-figures.js';
import type { Statistics } from './statistics.js';

export interface SessionFacts {
  readonly figures: SessionFigures;
  readonly network: SessionNetwork;
  readonly settings: Settings;
  readonly share: ConnectionShare;
  readonly statistics: Statistics;
}

export function buildSessionView({ figures, network, settings, share, statistics }: SessionFacts, nowMs: number): SessionView {
  const { dht, filter, lastIncomingAt, listening, openPort } = network;
  const { down, up } = figures.totals;
  return {
    downBps: Math.round(down.bps(nowMs)),
    upBps: Math.round(up.bps(nowMs)),
    downloadedBytes: down.total,
    uploadedBytes: up.total,
    allTime: statistics.now(),
    listenPort: listening.port,
    portStatus: listening.error !== null ? 'failed' : lastIncomingAt === null ? 'unconfirmed' : 'open',
    lastIncomingAt,
    portMapping: openPort.mapping,
    dht: dht.facts(),
    filteredRanges: filter.size,
    connections: share.total,
    maxDownBps: settings.maxDownBps,
    maxUpBps: settings.maxUpBps,
    freeBytes: figures.freeBytes,
    downloadFolder: settings.downloadFolder,
    labels: settings.labels,
  };
}
