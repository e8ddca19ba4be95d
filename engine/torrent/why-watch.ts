/**
 * Gathers what `why` needs to know of one torrent, at most once a second and only when somebody looks. Reads only. What
 * costs O(pieces) is left out where a seed is connected, and done less often for torrents of very many pieces.
 */
import type { TorrentStatus, TrackerRow, Why } from '../api/torrent-view.js';
import type { Clock } from '../base/ports.js';
import { SLAB_BYTES } from '../base/slab.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentNet } from './torrent-net.js';
import type { Traffic } from './traffic.js';
import { type TrackerTrouble, type TransferFacts, whyOf } from './why.js';

const SAMPLE_MS = 1000;
/** Pieces looked through in one sample's time; more of them are looked through in so many samples' time. */
const PIECES_A_SAMPLE = 65_536;
/** As many addresses as there can be. */
const MOST_KNOWN = 3000;
/** A disk that holds back this share of all memory for payload is slow, however busily it writes. */
const SLOW_SHARE = 1 / 4;

/** What all begin with: thousands of torrents never come to know more. */
const NO_REASON: Why = { kind: 'none' };
const NOTHING_ANSWERED = { answered: -1, atMs: 0 };
const NOBODY_KNOWN = { size: 0, usable: 0, atMs: 0 };
const NOTHING_SCANNED = { missing: 0, nobodyHas: 0, atMs: Number.NEGATIVE_INFINITY, of: null as TorrentContent | null };

/** A torrent, as far as this is concerned. */
export interface WhySource {
  readonly state: { readonly kind: string };
  readonly content: TorrentContent | null;
  readonly net: TorrentNet;
  readonly webSeeds: { readonly readyCount: number };
  readonly traffic: Traffic;
  readonly diskSilent: boolean;
  readonly standing: { readonly goalReached: 'ratio' | 'time' | 'idle' | null };
  readonly services: { readonly clock: Clock; readonly pool: { readonly budgetSlabs: number } };
}

export class WhyWatch {
  private last: Why = NO_REASON;
  private lastStatus: TorrentStatus['kind'] | null = null;
  private sampledAt = Number.NEGATIVE_INFINITY;
  /** What the disk had done when last looked at, and when that was. */
  private disk = NOTHING_ANSWERED;
  private known = NOBODY_KNOWN;
  private scan = NOTHING_SCANNED;

  /** The reason as of now, at most a second old. */
  read(source: WhySource, status: TorrentStatus, nowMs: number): Why {
    // one without peers costs next to nothing, and may not be looked at again for long
    const isCheap = source.net.peers.size === 0;
    if (!isCheap && status.kind === this.lastStatus && nowMs - this.sampledAt < SAMPLE_MS) return this.last;
    this.lastStatus = status.kind;
    this.sampledAt = nowMs;
    const runs = source.state.kind === 'running' || source.state.kind === 'metadata';
    this.last = whyOf({
      status,
      opening: source.state.kind === 'opening' || source.state.kind === 'check-queued',
      diskSilent: source.diskSilent,
      goalReached: source.standing.goalReached,
      transfer: runs ? this.transfer(source, nowMs) : null,
    });
    return this.last;
  }

  private transfer(source: WhySource, nowMs: number): TransferFacts {
    const { content, net, traffic } = source;
    const servers = content?.isComplete === false ? source.webSeeds.readyCount : 0;
    let interesting = servers;
    let unchoking = servers;
    let interestedInUs = 0;
    let full = servers > 0; // they have everything
    let since = nowMs;
    for (const { machine } of net.peers.values()) {
      const { interested, peerChoking, peerInterested } = machine.flags;
      if (interested) interesting++;
      if (interested && !peerChoking) unchoking++;
      if (peerInterested) interestedInUs++;
      full ||= machine.pieces.isFull;
      since = Math.min(since, machine.stats.connectedAt);
    }
    const connected = net.peers.size + servers;
    const whole = content === null || content.isComplete;
    return {
      connected,
      known: connected > 0 ? 0 : this.knownOf(net, nowMs),
      interesting,
      unchoking,
      interestedInUs,
      sinceMs: nowMs - since,
      downBps: traffic.down.bps(nowMs),
      downLimit: traffic.download.activeLimit,
      upLimit: traffic.upload.activeLimit,
      diskWaitingBytes: content === null ? 0 : this.diskWaiting(source, content, nowMs),
      ...(whole || full || connected === 0 ? { missing: 0, nobodyHas: 0 } : this.lacking(content, nowMs)),
      tracker: connected > 0 ? null : trackerTrouble(net.trackerRows(), source.services.clock.wallNow()),
    };
  }

  private knownOf(net: TorrentNet, nowMs: number): number {
    const { known } = this;
    if (known.size === net.knownPeers && (known.size === 0 || nowMs - known.atMs < SAMPLE_MS)) return known.usable;
    this.known = { size: net.knownPeers, usable: net.bestPeers(MOST_KNOWN).length, atMs: nowMs };
    return this.known.usable;
  }

  /** Bytes that wait for the disk, when it was given work and came back with nothing since the last sample, or holds much memory. */
  private diskWaiting({ services }: WhySource, content: TorrentContent, nowMs: number): number {
    const flow = content.swarmContent?.flow;
    const bytes = flow === undefined ? 0 : flow.atDisk * content.geometry.pieceLength;
    if (flow === undefined || bytes === 0) {
      this.disk = NOTHING_ANSWERED;
      return 0;
    }
    const stuck = flow.answered === this.disk.answered && nowMs - this.disk.atMs >= SAMPLE_MS;
    if (flow.answered !== this.disk.answered) this.disk = { answered: flow.answered, atMs: nowMs };
    return stuck || bytes > services.pool.budgetSlabs * SLAB_BYTES * SLOW_SHARE ? bytes : 0;
  }

  private lacking(content: TorrentContent, nowMs: number): { readonly missing: number; readonly nobodyHas: number } {
    const patienceMs = SAMPLE_MS * Math.ceil(content.pieceCount / PIECES_A_SAMPLE);
    const { scan } = this;
    const picker = content.swarmContent?.picker;
    if (picker === undefined || (scan.of === content && nowMs - scan.atMs < patienceMs)) return scan;
    let missing = 0;
    let nobodyHas = 0;
    for (let piece = 0; piece < content.pieceCount; piece++) {
      if (content.have.has(piece) || !picker.isWanted(piece)) continue;
      missing++;
      if (picker.availability(piece) === 0) nobodyHas++;
    }
    this.scan = { missing, nobodyHas, atMs: nowMs, of: content };
    return this.scan;
  }
}

/** What is wrong with the trackers when none of them works; one that said why goes before one that is silent. */
function trackerTrouble(rows: readonly TrackerRow[], wallMs: number): TrackerTrouble | null {
  let trouble: TrackerTrouble | null = null;
  for (const { status, url } of rows) {
    if (status.kind === 'working') return null;
    if (status.kind !== 'failed' || trouble?.kind === 'tracker-refused') continue;
    if (status.refused) trouble = { kind: 'tracker-refused', url, text: status.text };
    else trouble ??= { kind: 'tracker-unreachable', url, retryInSeconds: inSteps((status.retryAt - wallMs) / 1000) };
  }
  return trouble;
}

/** Whole tens of seconds, whole minutes above one: a fact that changes with every look would be sent with every look. */
function inSteps(seconds: number): number {
  const step = seconds > 60 ? 60 : 10;
  return Math.max(step, Math.ceil(seconds / step) * step);
}
