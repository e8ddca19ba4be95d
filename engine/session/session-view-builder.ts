/** Builds the session line out of what counts and measures it. */
import type { DhtFacts } from '../api/dht.js';
import type { SessionView } from '../api/session-view.js';
import type { Settings } from '../api/settings.js';
import type { AddressFilter } from './address-filter.js';
import type { ConnectionShare } from './connection-share.js';
import type { ListeningPort } from './listening-port.js';
import type { OpenPort } from './open-port.js';
import type { SessionFigures } from './session-figures.js';
import type { Statistics } from './statistics.js';

export interface SessionFacts {
  readonly dht: { facts(): DhtFacts };
  readonly figures: SessionFigures;
  readonly filter: AddressFilter;
  readonly listening: ListeningPort;
  readonly openPort: OpenPort;
  readonly settings: Settings;
  readonly share: ConnectionShare;
  readonly statistics: Statistics;
  /** When a peer last reached us, Unix ms; null when none has. */
  readonly lastIncomingAt: number | null;
}

export function buildSessionView(
  { dht, figures, filter, lastIncomingAt, listening, openPort, settings, share, statistics }: SessionFacts,
  nowMs: number,
): SessionView {
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
