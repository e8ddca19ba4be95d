/**
 * Chooses the one reason that is told, out of the facts of a torrent. The order, first that holds:
 *
 *   1. it cannot run: failed, disk full, drive missing          2. it shall not: awaiting choice, paused, complete, queued
 *   3. the disk does not answer                                 4. it is being checked or moved, or waits for that
 *   5. details are missing: peers asked, trackers in trouble    6. nobody is connected: trackers in trouble, else no peers
 *   7. our side is slower than theirs: disk, our own limit      8. their side: nobody has it, all choke us, they are slow
 *
 * While seeding: nobody connected (6), our limit (7), nobody interested.
 */
import type { ErrorView } from '../api/errors.js';
import type { TorrentStatus, Why } from '../api/torrent-view.js';
import { assertNever } from '../base/assert.js';

/** Below this a download counts as slow: one block a second. */
export const SLOW_BPS = 16 * 1024;
/** Peers are given this long before they are called slow. */
const PATIENCE_MS = 5000;

/** Trackers are in trouble: none works. */
export type TrackerTrouble = Extract<Why, { kind: 'tracker-refused' | 'tracker-unreachable' }>;
/** A limit that holds us back now. */
export interface ActiveLimit {
  readonly bps: number;
  readonly scope: 'torrent' | 'session';
}

/** What moves, of a torrent that runs. */
export interface TransferFacts {
  /** Peers, and web servers that serve it. */
  readonly connected: number;
  /** Addresses we could dial; counted where nobody is connected. */
  readonly known: number;
  /** Of the connected, those that have something we want, and those of them that do not choke us. */
  readonly interesting: number;
  readonly unchoking: number;
  /** Connected peers that want something of us. */
  readonly interestedInUs: number;
  /** How long the first of the connected peers has been here, ms. */
  readonly sinceMs: number;
  readonly downBps: number;
  readonly downLimit: ActiveLimit | null;
  readonly upLimit: ActiveLimit | null;
  /** Payload that a disk too slow holds in memory, bytes; 0 while it keeps up. */
  readonly diskWaitingBytes: number;
  /** Wanted pieces that are missing here, and those of them that no connected peer has. */
  readonly missing: number;
  readonly nobodyHas: number;
  /** null while a tracker works, or none was asked yet. */
  readonly tracker: TrackerTrouble | null;
}

export interface WhyFacts {
  readonly status: TorrentStatus;
  /** The files are being looked at, before anything is known of them. */
  readonly opening: boolean;
  readonly diskSilent: boolean;
  /** The seeding goal that stopped it. */
  readonly goalReached: Extract<Why, { kind: 'goal-reached' }>['goal'] | null;
  /** null unless it runs or fetches details. */
  readonly transfer: TransferFacts | null;
}

const NONE: Why = { kind: 'none' };

export function whyOf(facts: WhyFacts): Why {
  const { opening, status, transfer } = facts;
  switch (status.kind) {
    case 'needs-attention':
      return ofError(status.error);
    case 'awaiting-choice':
    case 'paused':
      return { kind: status.kind };
    case 'finished':
      return facts.goalReached === null ? { kind: 'complete' } : { kind: 'goal-reached', goal: facts.goalReached };
    case 'queued':
      return { kind: 'queued', position: status.position };
    case 'checking':
      if (facts.diskSilent) return { kind: 'disk-silent' };
      return opening || status.progress === 0 ? { kind: 'waiting-for-check' } : { kind: 'checking', progress: hundredths(status.progress) };
    case 'moving':
      return facts.diskSilent ? { kind: 'disk-silent' } : { kind: 'moving', progress: hundredths(status.progress) };
    case 'fetching-details':
      return transfer === null ? NONE : detailsReason(transfer);
    case 'downloading':
    case 'waiting-for-peers':
    case 'seeding':
      if (facts.diskSilent) return { kind: 'disk-silent' };
      if (opening) return { kind: 'waiting-for-check' };
      if (transfer === null) return NONE;
      return status.kind === 'seeding' ? seedReason(transfer) : downloadReason(transfer);
    default:
      return assertNever(status);
  }
}

function ofError(error: ErrorView): Why {
  const { neededBytes, path } = error.facts;
  const where = String(path ?? '');
  if (error.code === 'disk-full') return { kind: 'disk-full', path: where, neededBytes: typeof neededBytes === 'number' ? neededBytes : 0 };
  if (error.code === 'data-missing') return { kind: 'disk-missing', path: where };
  return { kind: 'failed', error };
}

function detailsReason({ connected, tracker }: TransferFacts): Why {
  return connected === 0 && tracker !== null ? tracker : { kind: 'fetching-details', peers: connected };
}

function downloadReason(facts: TransferFacts): Why {
  const { connected, diskWaitingBytes, downBps, downLimit, interesting, known, missing, nobodyHas, sinceMs, tracker, unchoking } = facts;
  if (connected === 0) return tracker ?? { kind: 'no-peers', known };
  if (diskWaitingBytes > 0) return { kind: 'disk-slow', waitingBytes: diskWaitingBytes };
  if (downLimit !== null) return limited(downLimit, 'down');
  const lacking: Why = nobodyHas === 0 ? NONE : { kind: 'nobody-has', pieces: nobodyHas, rest: missing - nobodyHas };
  if (downBps >= SLOW_BPS) return lacking;
  if (interesting === 0) return lacking;
  if (unchoking === 0) return { kind: 'all-choke-us', peers: interesting };
  return sinceMs < PATIENCE_MS ? lacking : { kind: 'peers-slow', peers: unchoking, downBps: Math.round(downBps) };
}

function seedReason({ connected, interestedInUs, tracker, upLimit }: TransferFacts): Why {
  if (connected === 0 && tracker !== null) return tracker;
  if (interestedInUs === 0) return { kind: 'nobody-interested', peers: connected };
  return upLimit === null ? NONE : limited(upLimit, 'up');
}

const limited = ({ bps, scope }: ActiveLimit, direction: 'down' | 'up'): Why => ({
  kind: 'limited-by-setting',
  limitBps: bps,
  scope,
  direction,
});

const hundredths = (share: number): number => Math.floor(share * 100) / 100;
