/**
 * A Clock whose time moves only when told to: `advance` for synchronous code, `run` where promises are involved.
 * Timers of the same instant run in the order they were set, and a timer set inside another runs in the same sweep when due.
 */
import type { Clock } from '../../engine/base/ports.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class VirtualClock implements Clock {
  #now: number;
  readonly #wallOffsetMs: number;
  #order = 0;
  #timers: Timer[] = [];
  #soon: (() => void)[] = [];

  /** startMs: the first `now()`; wallStartMs: the first `wallNow()`. */
  constructor(startMs = 1_000, wallStartMs = 1_700_000_000_000) {
    this.#now = startMs;
    this.#wallOffsetMs = wallStartMs - startMs;
  }

  now(): number {
    return this.#now;
  }

  wallNow(): number {
    return this.#now + this.#wallOffsetMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  /** Timers set and neither run nor cancelled. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** When the next timer is due, on the `now()` scale; null when there is none. */
  get nextTimerAt(): number | null {
    return this.#first()?.at ?? null;
  }

  /** Runs what `soon` has queued, and what that queues, up to a limit that catches endless loops. */
  runSoon(): void {
    for (let turns = 0; this.#soon.length > 0; turns += 1) {
      if (turns > 100_000) throw new Error('soon() never comes to rest');
      const batch = this.#soon;
      this.#soon = [];
      for (const run of batch) run();
    }
  }

  /** Moves time forward by `ms`, running every timer that falls due, at its own instant. */
  advance(ms: number): void {
    const until = this.#now + ms;
    this.runSoon();
    while (this.#step(until)) this.runSoon();
    this.#now = until;
  }

  /** Like `advance`, letting promise reactions run before, between and after the timers. */
  async run(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#settle();
    while (this.#step(until)) await this.#settle();
    this.#now = until;
  }

  #first(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }

  #step(until: number): boolean {
    const timer = this.#first();
    if (!timer || timer.at > until) return false;
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.run();
    return true;
  }

  async #settle(): Promise<void> {
    // Promise chains are a few links long; a fixed number of turns keeps real timers out of it.
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
    this.runSoon();
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  }
}
