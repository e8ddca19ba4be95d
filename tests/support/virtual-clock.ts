/**
 * A Clock whose time moves only when told to: `advance` for synchronous code, `run` where promises are involved.
 * Timers of the same instant run in the order they were set, and a timer set inside another runs in the same sweep when due.
 */
import type { Clock } from '../../engine/base/ports.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** null once cancelled: it stays in the heap until its turn. */
  run: (() => void) | null;
}

export class VirtualClock implements Clock {
  #now: number;
  readonly #wallOffsetMs: number;
  #order = 0;
  /** A binary heap, the earliest first. */
  readonly #heap: Timer[] = [];
  #live = 0;
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
    this.#live += 1;
    this.#push(timer);
    return () => {
      if (timer.run === null) return;
      timer.run = null;
      this.#live -= 1;
    };
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  /** Timers set and neither run nor cancelled. */
  get pendingTimers(): number {
    return this.#live;
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
    while (this.#heap[0] !== undefined && this.#heap[0].run === null) this.#pop();
    return this.#heap[0];
  }

  #step(until: number): boolean {
    const timer = this.#first();
    if (!timer || timer.at > until) return false;
    this.#pop();
    this.#live -= 1;
    this.#now = Math.max(this.#now, timer.at);
    const { run } = timer;
    timer.run = null;
    run?.();
    return true;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, below)) {
        child += 1;
        below = right;
      }
      if (!before(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }

  /** One turn of the event loop lets every promise chain come to its end, however long. */
  async #settle(): Promise<void> {
    await turn();
    while (this.#soon.length > 0) {
      this.runSoon();
      await turn();
    }
  }
}

const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
