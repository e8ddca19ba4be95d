/**
 * The blocks that all torrents of a session have asked of peers and that are neither here nor given up: a cap on their
 * number, shared fairly. While there is room everybody may ask for what it can use; the last tenth is for those below
 * their share. Who has more than its share waits for its answers, so shares even out by themselves. Counters alone: no
 * object for a block. (Web seeds are asked for a few runs at a time, bounded by memory: web-seeds.)
 */

/**
 * 32 MiB: all that the memory for payload ever holds. One Gbit/s over a round trip of 100 ms needs 763, so that a full
 * line does not come near it; a crowd of 500 peers with four each fits too.
 */
export const MOST_REQUESTS = 2048;
const OPEN_SHARE = 0.9;
/** Who asked within so long is one of those who share. */
const ROUND_MS = 1000;

export class RequestShare {
  /** Requests under way in all. */
  total = 0;
  /** Rounds of counting: how many asked in this one, and in the one before. */
  private round = 0;
  private roundSinceMs = 0;
  private wanting = 0;
  private wantedBefore = 0;

  constructor(readonly most = MOST_REQUESTS) {}

  /** What one torrent counts with. */
  part(): RequestPart {
    return new RequestPart(this);
  }

  /** Counts one who asks, and asked last in `round`; returns the round that it is now. */
  join(nowMs: number, round: number): number {
    if (nowMs - this.roundSinceMs >= ROUND_MS) {
      this.wantedBefore = nowMs - this.roundSinceMs < 2 * ROUND_MS ? this.wanting : 0;
      this.wanting = 0;
      this.roundSinceMs = nowMs;
      this.round++;
    }
    if (round !== this.round) this.wanting++;
    return this.round;
  }

  /** Requests that one who has `held` may add. */
  room(held: number): number {
    const share = Math.max(1, Math.floor(this.most / Math.max(1, this.wanting, this.wantedBefore)));
    const free = this.most - this.total;
    const open = Math.max(this.wanting, this.wantedBefore) > 1 ? Math.floor(this.most * OPEN_SHARE) - this.total : free;
    return Math.max(0, open, Math.min(free, share - held));
  }
}

/** Requests of one torrent; told by the books of its peers. */
export class RequestPart {
  held = 0;
  private round = -1;

  constructor(private readonly share: RequestShare) {}

  /** Blocks that may be asked for now. Asking means wanting. */
  room(nowMs: number): number {
    this.round = this.share.join(nowMs, this.round);
    return this.share.room(this.held);
  }

  add(): void {
    this.held++;
    this.share.total++;
  }
  remove(count = 1): void {
    this.held -= count;
    this.share.total -= count;
  }
}
