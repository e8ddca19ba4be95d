/** What we tell a tracker and what it answers, whatever the transport (BEP 3, 7, 15, 23, 24). */
import { EngineError } from '../api/errors.js';
import type { Endpoint } from '../api/ids.js';
import { originOf } from '../base/outbound-rules.js';

export type AnnounceEvent = 'started' | 'completed' | 'stopped';

export interface AnnounceRequest {
  readonly url: string;
  /** 20 bytes; the truncated hash for v2. */
  readonly infoHash: Uint8Array;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  readonly port: number;
  readonly uploadedBytes: number;
  readonly downloadedBytes: number;
  readonly leftBytes: number;
  /** null: one of the regular announces. */
  readonly event: AnnounceEvent | null;
  /** We have what we want and it is not all: regular announces say so (BEP 21; UDP has no word for it). */
  readonly paused?: boolean;
  readonly numWant: number;
  /** Unsigned 32 bits: tells the tracker that we are the same after our address changed. */
  readonly key: number;
  /** What the tracker gave us as `tracker id`, to be sent back. */
  readonly trackerId?: string | null;
  /** Our IPv6 address, for a tracker that we reach over IPv4 (BEP 7). */
  readonly ipv6?: string | null;
}

export interface AnnounceAnswer {
  /** MIN_INTERVAL_SECONDS to MAX_INTERVAL_SECONDS, whatever the tracker said. */
  readonly intervalSeconds: number;
  readonly minIntervalSeconds: number | null;
  readonly peers: readonly Endpoint[];
  readonly seeds: number | null;
  readonly leeches: number | null;
  /** How often the torrent was completed, ever. */
  readonly completed: number | null;
  /** Verbatim. */
  readonly warning: string | null;
  /** Our address as the tracker sees it (BEP 24). */
  readonly externalIp: string | null;
  readonly trackerId: string | null;
  /** The literal address that answered; null where that is not known. */
  readonly answeredBy: string | null;
}

/** Figures about a swarm (BEP 48). */
export interface ScrapeAnswer {
  readonly seeds: number;
  readonly leeches: number;
  readonly completed: number;
}

/** A tracker that asks for more often (0, negative) is asked once a minute; one that asks for a year, once a day. */
export const MIN_INTERVAL_SECONDS = 60;
export const MAX_INTERVAL_SECONDS = 86_400;
/** Where a tracker names no interval. */
export const DEFAULT_INTERVAL_SECONDS = 1_800;
/** Peers taken from one answer. */
export const MAX_PEERS = 2_000;

/** What a tracker is asked for the figures of a torrent (BEP 48). */
export type ScrapeRequest = Pick<AnnounceRequest, 'url' | 'infoHash'>;

/** An interval in seconds brought into bounds. */
export function clampInterval(seconds: number): number {
  return Math.min(MAX_INTERVAL_SECONDS, Math.max(MIN_INTERVAL_SECONDS, seconds));
}

/** The error of an announce that came to nothing. `reason` is the tracker's own text (then it `refused`) or ours; no passkey gets into the facts. */
export function trackerFailed(url: string, reason: string, refused = false): EngineError {
  const facts = { url: originOf(url), reason, ...(refused ? { refused: 1 } : {}) };
  return new EngineError('tracker-failed', `The tracker ${originOf(url)} failed: ${reason}`, facts);
}
