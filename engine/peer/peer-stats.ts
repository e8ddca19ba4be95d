/** What is counted for one peer. Times are monotonic milliseconds. */
import { RateMeter } from '../base/rate-meter.js';

export class PeerStats {
  readonly down = new RateMeter();
  readonly up = new RateMeter();
  /** Bytes that came and were not wanted. */
  wastedBytes = 0;
  lastReceivedAt: number;
  lastSentAt: number;
  /** When the last block came, or the last unchoke. */
  lastBlockAt: number;

  constructor(readonly connectedAt: number) {
    this.lastReceivedAt = connectedAt;
    this.lastSentAt = connectedAt;
    this.lastBlockAt = connectedAt;
  }
}
