/**
 * What one torrent may move in one direction: its own limit, and the part of the session's that it has been granted
 * for this round (50 to 100 ms). Bytes are counted as they are on the wire, below encryption.
 */
import { BLOCK_BYTES } from '../base/block-size.js';
import { TokenBucket } from '../base/token-bucket.js';

/** Seconds for which a refusal is remembered, in rounds of a tenth. */
const REMEMBERED_ROUNDS = 15;
/** Spent less than this though it asked and more was granted: it had no use for it. */
const USED_BYTES = 1024;
/** After that it comes after all others for so many rounds: a slow limit would otherwise wait for it round after round. */
const REST_ROUNDS = 30;

export class Allowance {
  /** The torrent's own limit. */
  readonly limit = new TokenBucket(null);
  /** Bytes of the session's limit that it may still spend in this round. */
  private granted = 0;
  /** Spent in this round. */
  private spent = 0;
  private wanted = false;
  private refusedFor = 0;
  /** It was the torrent's own limit that refused. */
  private refusedByOwn = false;
  /** Rounds until it is one like the others again. */
  private restRounds = 0;
  /** Bytes spent among those who wanted any, for the fair share: who has the least is served first. */
  served = 0;
  /** Its part against others': what it spends counts the less the higher it is. */
  weight = 1;

  constructor(private readonly session: TokenBucket) {}

  /** Bytes that may be asked for or sent now; Infinity without limits. Asking means wanting. */
  available(): number {
    const bytes = this.peek();
    if (bytes === Number.POSITIVE_INFINITY) return bytes;
    this.wanted = true;
    if (bytes < BLOCK_BYTES) {
      this.refusedFor = REMEMBERED_ROUNDS;
      this.refusedByOwn = this.limit.available < BLOCK_BYTES;
    }
    return bytes;
  }
  spend(bytes: number): void {
    this.limit.take(bytes);
    this.session.take(bytes);
    this.granted -= bytes;
    this.spent += bytes;
    this.served += bytes / this.weight;
  }
  /** Spent on what did not happen. */
  giveBack(bytes: number): void {
    this.limit.giveBack(bytes);
    this.session.giveBack(bytes);
    this.granted += bytes;
    this.spent -= bytes;
    this.served -= bytes / this.weight;
  }

  /** The limit in force, bytes a second; null when there is none. */
  get rateBps(): number | null {
    const own = this.limit.rateBps;
    const all = this.session.rateBps;
    return own === null ? all : all === null ? own : Math.min(own, all);
  }
  /** Something had to wait for the limit just now. */
  get isHolding(): boolean {
    return this.refusedFor > 0 && this.rateBps !== null;
  }

  /** The limit that something waited for just now, bytes a second, and whose it is; null when nothing did. */
  get activeLimit(): { readonly bps: number; readonly scope: 'torrent' | 'session' } | null {
    if (!this.isHolding) return null;
    const bps = (this.refusedByOwn ? this.limit.rateBps : this.session.rateBps) ?? this.rateBps;
    return bps === null ? null : { bps, scope: this.refusedByOwn || this.session.rateBps === null ? 'torrent' : 'session' };
  }

  // ---- once a round ----

  /** Lets time pass, and looks whether what was granted has been of use. */
  refill(nowMs: number): void {
    const unused = this.wanted && this.spent < USED_BYTES && this.granted >= BLOCK_BYTES && this.limit.available >= BLOCK_BYTES;
    this.restRounds = unused ? REST_ROUNDS : Math.max(0, this.restRounds - 1);
    this.limit.refill(nowMs, this.wanted);
    if (this.refusedFor > 0) this.refusedFor--;
  }
  /** Something was wanted in the round before. */
  get isWanted(): boolean {
    return this.wanted;
  }
  /** How much is expected to be wanted now: more than before, or all there is when it ran out; 0 where less than a block may go. */
  get demand(): number {
    if (!this.wanted || this.limit.available < BLOCK_BYTES) return 0;
    const ranOut = this.granted < BLOCK_BYTES;
    return Math.min(this.limit.available, ranOut ? Number.POSITIVE_INFINITY : 2 * this.spent + 2 * BLOCK_BYTES);
  }
  /** It had no use for what it was granted of late: others come first. */
  get isResting(): boolean {
    return this.restRounds > 0;
  }
  /** Begins a round. */
  grant(bytes: number): void {
    this.granted = bytes;
    this.spent = 0;
    this.wanted = false;
  }

  private peek(): number {
    const own = this.limit.available;
    return this.session.rateBps === null ? own : Math.min(own, this.granted, this.session.available);
  }
}
