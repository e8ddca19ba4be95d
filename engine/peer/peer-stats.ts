/** What is counted for one peer. Times are monotonic milliseconds. */
import { RateMeter } from '../base/rate-meter.js';

export class PeerStats {
  readonly down = new RateMeter();
  readonly up = new RateMeter();
  /** Bytes that came and were not wanted. */
  wastedBytes = 0;
  lastReceivedAt: number;
  lastSentAt: number;
  /** When the last block came; at first when it connected. */
  lastBlockAt: number;
  /** When the block began that is coming, wanted or not; NaN between blocks. */
  blockSinceAt = Number.NaN;
  /** When we last choked or unchoked it; minus infinity when it never was unchoked. */
  chokeChangedAt = Number.NEGATIVE_INFINITY;
  /** What it had taken by then, payload bytes. */
  upAtChange = 0;

  constructor(readonly connectedAt: number) {
    this.lastReceivedAt = connectedAt;
    this.lastSentAt = connectedAt;
    this.lastBlockAt = connectedAt;
  }
  /** We choke or unchoke it now. */
  onChoke(nowMs: number): void {
    this.chokeChangedAt = nowMs;
    this.upAtChange = this.up.total;
  }
}
