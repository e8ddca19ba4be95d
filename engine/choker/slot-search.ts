/**
 * How many upload slots, when the setting leaves it to us: as many as the line can fill. Slots are opened while that
 * brings more upload, and taken back when it brings nothing. Now and then one step is tried again in either
 * direction, since lines and peers change. A few well-fed peers pass pieces on sooner than many starved ones.
 */

/** Never fewer: one of them goes by chance. */
export const LEAST_SLOTS = 4;
/** Never more: beyond it the cost of a round and of the sockets' buffers is not worth it. */
export const MOST_SLOTS = 200;
const FIRST_SLOTS = 8;
/** A step up has paid when each new slot brought at least this share of what an old one brings. */
const WORTH = 0.5;
/** Rounds without trying anything, after a step that did not pay. */
const REST_ROUNDS = 6;

interface Trial {
  readonly before: number;
  readonly beforeBps: number;
}

export class SlotSearch {
  private slots = FIRST_SLOTS;
  private trial: Trial | null = null;
  private rest = 0;
  private tryFewer = false;
  /** The last steps up paid: take larger ones. */
  private rising = true;

  get size(): number {
    return this.slots;
  }

  /** A choke round is over: what was uploaded in it, and whether peers wait for a slot. */
  onRound(upBps: number, crowded: boolean): void {
    if (!crowded) {
      this.trial = null; // slots are not what holds us back, so the rate says nothing about them
      return;
    }
    const { trial } = this;
    this.trial = null;
    if (trial !== null) this.judge(trial, upBps);
    if (this.rest > 0) this.rest--;
    else this.tryStep(upBps);
  }

  private judge(trial: Trial, upBps: number): void {
    const change = (this.slots - trial.before) / trial.before;
    const paid = upBps >= trial.beforeBps * (1 + change * WORTH);
    if (!paid) this.slots = trial.before;
    this.rising = paid && change > 0;
    this.rest = paid ? 0 : REST_ROUNDS;
    this.tryFewer = paid ? change < 0 : change > 0;
  }

  private tryStep(upBps: number): void {
    const step = Math.max(1, this.rising ? this.slots >> 1 : this.slots >> 3);
    const up = this.rising || !this.tryFewer;
    const next = Math.min(MOST_SLOTS, Math.max(LEAST_SLOTS, this.slots + (up ? step : -step)));
    if (next === this.slots) {
      this.tryFewer = !this.tryFewer;
      this.rising = false;
      this.rest = REST_ROUNDS;
      return;
    }
    this.trial = { before: this.slots, beforeBps: upBps };
    this.slots = next;
  }
}
