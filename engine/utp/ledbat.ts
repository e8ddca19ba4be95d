/**
 * How many bytes may be under way: LEDBAT (BEP 29, "congestion control"; RFC 6817). The window grows while packets wait
 * less than the target in the queues of the line, and shrinks when they wait longer, so that an idle line is filled and
 * everybody else goes first. Loss halves it, once a round trip.
 */

/** What our packets may add to the delay of the line (BEP 29). */
export const TARGET_US = 100_000;
/** Most that the window grows in a round trip when nothing waits (BEP 29, the usual gain). */
const GAIN_BYTES = 3000;
const FIRST_PACKETS = 4;
const LEAST_PACKETS = 2;
const MOST_BYTES = 8 * 1024 * 1024;
/** In slow start the queue fills within one round trip: it ends before the target is reached. */
const SLOW_START_SHARE = 0.75;
/** Nothing shrinks it by more than this in one round trip. */
const MOST_CUT = 0.5;

export class Ledbat {
  private window: number;
  private threshold = Number.POSITIVE_INFINITY;
  private slowStart = true;
  private cutAtMs = Number.NEGATIVE_INFINITY;
  /** As it was before the last cut, for when that turns out to be a mistake. */
  private beforeCut = { window: 0, threshold: 0, slowStart: false };

  /** `packetBytes`: payload of a full packet. */
  constructor(private packetBytes: number) {
    this.window = FIRST_PACKETS * packetBytes;
  }

  /** Bytes that may be under way. */
  get windowBytes(): number {
    return this.window;
  }
  get isSlowStart(): boolean {
    return this.slowStart;
  }
  /** When the last cut was. */
  get lastCutAtMs(): number {
    return this.cutAtMs;
  }

  setPacketBytes(bytes: number): void {
    this.packetBytes = bytes;
    this.window = Math.max(this.window, LEAST_PACKETS * bytes);
  }

  /**
   * `acked` of the `inFlight` bytes arrived. `queueingUs`: how long packets wait now, null where that is not known.
   * `limited`: more would have been sent if the window had allowed; else it says nothing about the line and stays.
   */
  onAcked(acked: number, inFlight: number, queueingUs: number | null, limited: boolean): void {
    const delay = queueingUs ?? 0;
    if (this.slowStart && delay > TARGET_US * SLOW_START_SHARE) {
      this.slowStart = false;
      this.threshold = this.window;
    }
    const share = Math.min(1, acked / Math.max(acked, inFlight));
    if (delay > TARGET_US) {
      this.setWindow(this.window * (1 - share * Math.min(MOST_CUT, delay / TARGET_US - 1)));
    } else if (limited) {
      this.setWindow(this.window + this.growth(acked, share, 1 - delay / TARGET_US));
    }
  }

  /** Packets that were sent at `sentAtMs` are lost: cuts the window, unless they belong to a loss that has cut it already. */
  onLost(sentAtMs: number, nowMs: number): boolean {
    if (sentAtMs <= this.cutAtMs) return false;
    this.cut(nowMs);
    this.setWindow(this.window * MOST_CUT);
    this.threshold = this.window;
    this.slowStart = false;
    return true;
  }

  /** Nothing came back for a time-out: everything begins anew, carefully. */
  onTimeout(nowMs: number): void {
    this.cut(nowMs);
    this.threshold = Math.max(this.window / 2, LEAST_PACKETS * this.packetBytes);
    this.window = LEAST_PACKETS * this.packetBytes;
    this.slowStart = true;
  }

  /** The last cut was a mistake: what seemed lost was late. */
  undo(): void {
    const { slowStart, threshold, window } = this.beforeCut;
    if (window <= this.window) return;
    this.window = window;
    this.threshold = threshold;
    this.slowStart = slowStart;
    this.beforeCut = { window: 0, threshold: 0, slowStart: false };
  }

  /** Nothing was sent for `timeouts` times the time-out: what the line can take now is not known (RFC 2861). */
  onIdle(timeouts: number): void {
    const first = FIRST_PACKETS * this.packetBytes;
    if (timeouts < 1 || this.window <= first) return;
    this.threshold = Math.max(Math.min(this.threshold, this.window), this.window * 0.75);
    this.window = Math.max(first, this.window / 2 ** Math.min(16, Math.floor(timeouts)));
    this.slowStart = true;
  }

  private growth(acked: number, share: number, room: number): number {
    const linear = GAIN_BYTES * share * room;
    if (!this.slowStart) return linear;
    if (this.window + acked <= this.threshold) return Math.max(acked, linear);
    this.slowStart = false;
    return linear;
  }

  private cut(nowMs: number): void {
    this.cutAtMs = nowMs;
    const { slowStart, threshold, window } = this;
    this.beforeCut = { window, threshold, slowStart };
  }

  private setWindow(bytes: number): void {
    this.window = Math.min(MOST_BYTES, Math.max(LEAST_PACKETS * this.packetBytes, bytes));
  }
}
