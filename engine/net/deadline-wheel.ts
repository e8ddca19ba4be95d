/**
 * One timer for thousands of things that each have a deadline which moves all the time. A thing is looked at when the
 * time comes that it was set to, and says then when to look again; setting it to a later time costs nothing, to an
 * earlier one a place in a list.
 */
import type { Clock } from '../base/ports.js';

const TICK_MS = 8;
/** What lies further ahead is looked at, in vain, when the wheel has gone round: every four seconds. */
const SLOTS = 512;

export interface Timed {
  /** The tick in which the wheel looks at it; Infinity: it does not. The wheel's own. */
  dueTick: number;
}

export class DeadlineWheel<T extends Timed> {
  private readonly slots: T[][] = Array.from({ length: SLOTS }, () => []);
  /** Ticks up to this one have been gone through. */
  private doneTick: number;
  private armedTick = Number.POSITIVE_INFINITY;
  private cancelTimer: (() => void) | null = null;

  /** `onDue` is told of each thing once per setting, and may set it anew. */
  constructor(
    private readonly clock: Clock,
    private readonly onDue: (thing: T, nowMs: number) => void,
  ) {
    this.doneTick = this.tickOf(clock.now());
  }

  /** Sees to it that the thing is looked at by then. */
  set(thing: T, atMs: number): void {
    const tick = Math.min(Math.max(Math.ceil(atMs / TICK_MS), this.doneTick + 1), this.doneTick + SLOTS - 1);
    if (thing.dueTick <= tick) return;
    thing.dueTick = tick;
    this.slots[tick % SLOTS]?.push(thing);
    this.arm(tick);
  }

  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.armedTick = Number.POSITIVE_INFINITY;
    for (const slot of this.slots) for (const thing of slot.splice(0)) thing.dueTick = Number.POSITIVE_INFINITY;
  }

  private tickOf(ms: number): number {
    return Math.floor(ms / TICK_MS);
  }

  private arm(tick: number): void {
    if (tick >= this.armedTick) return;
    this.cancelTimer?.();
    this.armedTick = tick;
    this.cancelTimer = this.clock.after(Math.max(0, tick * TICK_MS - this.clock.now()), () => {
      this.cancelTimer = null;
      // what came meanwhile is read first: a thread that stood still must not take that for silence
      this.clock.soon(() => this.run());
    });
  }

  private run(): void {
    if (this.armedTick === Number.POSITIVE_INFINITY) return; // stopped
    this.armedTick = Number.POSITIVE_INFINITY;
    const nowMs = this.clock.now();
    const until = this.tickOf(nowMs);
    const from = Math.max(this.doneTick + 1, until - SLOTS + 1); // after a long standstill one round holds them all
    this.doneTick = Math.max(this.doneTick, until);
    const due: T[] = [];
    for (let tick = from; tick <= until; tick++) this.takeDue(tick % SLOTS, until, due);
    // only now, as each may be set anew, to a slot that the round has still to come to
    for (const thing of due) this.onDue(thing, nowMs);
    this.armNext();
  }

  /** Empties a slot; what was set to another time since, or is due already, is left out. */
  private takeDue(index: number, until: number, due: T[]): void {
    for (const thing of this.slots[index]?.splice(0) ?? []) {
      if (thing.dueTick > until) continue;
      thing.dueTick = Number.POSITIVE_INFINITY;
      due.push(thing);
    }
  }

  private armNext(): void {
    for (let tick = this.doneTick + 1; tick < this.doneTick + SLOTS; tick++) {
      if ((this.slots[tick % SLOTS]?.length ?? 0) > 0) return this.arm(tick);
    }
  }
}
