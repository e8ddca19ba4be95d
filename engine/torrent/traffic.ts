/** What one torrent moves: rates, totals over all runs, its own limits beside the session's, and what was wasted. */

import { BLOCK_BYTES } from '../base/block-size.js';
import { RateMeter } from '../base/rate-meter.js';
import { TokenBucket } from '../base/token-bucket.js';
import type { ResumeRecord } from '../resume/record.js';

export class Traffic {
  readonly down = new RateMeter();
  readonly up = new RateMeter();
  readonly downLimit = new TokenBucket(null);
  readonly upLimit = new TokenBucket(null);
  /** Bytes thrown away, those of connected peers not yet included. */
  wastedBytes: number;
  private readonly earlier: { readonly downloaded: number; readonly uploaded: number };

  /** `session` are the limits that all torrents share. */
  constructor(
    private readonly session: { readonly down: TokenBucket; readonly up: TokenBucket },
    record: ResumeRecord | null,
  ) {
    this.wastedBytes = record?.wastedBytes ?? 0;
    this.earlier = { downloaded: record?.downloadedBytes ?? 0, uploaded: record?.uploadedBytes ?? 0 };
    this.downLimit.setRate(record?.maxDownBps ?? null);
    this.upLimit.setRate(record?.maxUpBps ?? null);
  }

  /** Payload bytes, earlier runs included. */
  get downloadedBytes(): number {
    return this.earlier.downloaded + this.down.total;
  }
  get uploadedBytes(): number {
    return this.earlier.uploaded + this.up.total;
  }

  refill(nowMs: number): void {
    this.downLimit.refill(nowMs);
    this.upLimit.refill(nowMs);
  }
  downloadAllowance(): number {
    return Math.min(this.downLimit.available, this.session.down.available);
  }
  spendDownload(bytes: number): void {
    this.downLimit.take(bytes);
    this.session.down.take(bytes);
  }
  uploadAllowance(): number {
    return Math.min(this.upLimit.available, this.session.up.available);
  }
  spendUpload(bytes: number): void {
    this.upLimit.take(bytes);
    this.session.up.take(bytes);
  }
  /** Our own limit holds downloads back. */
  get isThrottled(): boolean {
    return this.downloadAllowance() < BLOCK_BYTES;
  }
  /** The limit that holds downloads back, bytes a second; 0 when there is none. */
  get downLimitBps(): number {
    return this.downLimit.rateBps ?? this.session.down.rateBps ?? 0;
  }
}
