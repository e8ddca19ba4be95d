/** What one torrent moves: rates, totals over all runs, its limits, and what was wasted. */
import type { TorrentPriority } from '../api/torrent-view.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { RateMeter } from '../base/rate-meter.js';
import type { TokenBucket } from '../base/token-bucket.js';
import type { ResumeRecord } from '../resume/record.js';
import { Allowance } from './allowance.js';

/** Under a limit, one peer is asked for this many seconds' worth at most: one that never answers costs no more than that. */
const ASKED_SECONDS = 2;
/** Overdrawn by this many seconds' worth (at least two blocks), nothing more is read until it is paid back. */
const HELD_SECONDS = 1;

/** How much of a limit a torrent gets against one of another priority. */
export const PRIORITY_WEIGHTS: Readonly<Record<TorrentPriority, number>> = { low: 0.25, normal: 1, high: 4 };

/** What all torrents of a session share: limits, rates, and totals of this run. */
export interface SessionTraffic {
  readonly down: TokenBucket;
  readonly up: TokenBucket;
  readonly totals: { readonly down: RateMeter; readonly up: RateMeter; wastedBytes: number };
}

export class Traffic {
  readonly down = new RateMeter();
  readonly up = new RateMeter();
  readonly download: Allowance;
  readonly upload: Allowance;
  /** When payload last came or went; null for never in this run. */
  activeAt: number | null = null;
  /** Bytes thrown away, those of connected peers not yet included. */
  wastedBytes: number;
  /** The torrent's own limits, bytes a second; null where its label's hold, or none. */
  private ownDownBps: number | null;
  private ownUpBps: number | null;
  private labelDownBps: number | null = null;
  private labelUpBps: number | null = null;
  /** Bytes of earlier runs. */
  private readonly earlierDown: number;
  private readonly earlierUp: number;

  constructor(
    private readonly session: SessionTraffic,
    record: ResumeRecord | null,
  ) {
    this.wastedBytes = record?.wastedBytes ?? 0;
    this.earlierDown = record?.downloadedBytes ?? 0;
    this.earlierUp = record?.uploadedBytes ?? 0;
    this.download = new Allowance(session.down);
    this.upload = new Allowance(session.up);
    this.ownDownBps = record?.maxDownBps ?? null;
    this.ownUpBps = record?.maxUpBps ?? null;
    this.limitsChanged();
    this.setWeight(PRIORITY_WEIGHTS[record?.wishes.priority ?? 'normal']);
  }

  /** Its part of the session's limits against others'. */
  setWeight(weight: number): void {
    this.download.weight = weight;
    this.upload.weight = weight;
  }
  /** Its own limits; what is left out stays as it is. */
  setOwnLimits({ maxDownBps, maxUpBps }: { readonly maxDownBps?: number | null; readonly maxUpBps?: number | null }): void {
    if (maxDownBps !== undefined) this.ownDownBps = maxDownBps;
    if (maxUpBps !== undefined) this.ownUpBps = maxUpBps;
    this.limitsChanged();
  }
  /** Those of its label, which hold where it has none of its own. */
  setLabelLimits(downBps: number | null, upBps: number | null): void {
    this.labelDownBps = downBps;
    this.labelUpBps = upBps;
    this.limitsChanged();
  }
  get ownLimits(): { readonly maxDownBps: number | null; readonly maxUpBps: number | null } {
    return { maxDownBps: this.ownDownBps, maxUpBps: this.ownUpBps };
  }
  private limitsChanged(): void {
    this.downLimit.setRate(this.ownDownBps ?? this.labelDownBps);
    this.upLimit.setRate(this.ownUpBps ?? this.labelUpBps);
  }

  get downLimit(): TokenBucket {
    return this.download.limit;
  }
  get upLimit(): TokenBucket {
    return this.upload.limit;
  }

  /** Payload bytes, earlier runs included. */
  get downloadedBytes(): number {
    return this.earlierDown + this.down.total;
  }
  get uploadedBytes(): number {
    return this.earlierUp + this.up.total;
  }

  /** Payload came, or went. */
  received(bytes: number, nowMs: number): void {
    this.activeAt = nowMs;
    this.down.add(bytes, nowMs);
    this.session.totals.down.add(bytes, nowMs);
  }
  sent(bytes: number, nowMs: number): void {
    this.activeAt = nowMs;
    this.up.add(bytes, nowMs);
    this.session.totals.up.add(bytes, nowMs);
  }
  wasted(bytes: number): void {
    this.wastedBytes += bytes;
    this.session.totals.wastedBytes += bytes;
  }

  /** Bytes on the wire besides payload: they count, and hold up nothing by themselves. */
  onOverhead(downBytes: number, upBytes: number): void {
    this.download.spend(downBytes);
    this.upload.spend(upBytes);
  }

  refill(nowMs: number): void {
    this.download.refill(nowMs);
    this.upload.refill(nowMs);
  }
  /** Payload bytes that may be asked for now, of a peer that owes us `owedBytes` already. */
  downloadAllowance(owedBytes = 0): number {
    const { rateBps } = this.download;
    const available = this.download.available();
    if (rateBps === null) return available;
    return Math.min(available, Math.max(BLOCK_BYTES, rateBps * ASKED_SECONDS) - owedBytes);
  }
  uploadAllowance(): number {
    return this.upload.available();
  }
  /** Our own limit holds downloads back. */
  get isThrottled(): boolean {
    return this.download.isHolding;
  }
  /** More has come than could be foreseen: reading must pause. */
  get isOverdrawn(): boolean {
    return isOverdrawn(this.downLimit) || isOverdrawn(this.session.down);
  }
  /** The limit that holds downloads back, bytes a second; 0 when there is none. */
  get downLimitBps(): number {
    return this.download.rateBps ?? 0;
  }
}

function isOverdrawn({ available, rateBps }: TokenBucket): boolean {
  return rateBps !== null && available < -Math.max(2 * BLOCK_BYTES, rateBps * HELD_SECONDS);
}
