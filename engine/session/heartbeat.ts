/**
 * Which torrents are ticked: those that have something to do ten times a second, the others not at all until something
 * wakes them or the time comes that they named. Thousands of idle torrents then cost nothing.
 */
const SLOT_MS = 1000;

export class Heartbeat<T> {
  private readonly awake = new Set<T>();
  /** In which slot a sleeper wakes by itself. */
  private readonly alarms = new Map<T, number>();
  private readonly slots = new Map<number, T[]>();
  private lastSlot = Number.NaN;

  /**
   * `restMs`: for how long nothing has to be done; 0 is until the next tick, Infinity until it is woken.
   * `onRest`: it goes to sleep now.
   */
  constructor(
    private readonly restMs: (item: T, nowMs: number) => number,
    private readonly onRest: (item: T) => void,
  ) {}

  /** Something happened to it. */
  wake(item: T): void {
    this.alarms.delete(item);
    this.awake.add(item);
  }
  forget(item: T): void {
    this.alarms.delete(item);
    this.awake.delete(item);
  }
  all(): Iterable<T> {
    return this.awake;
  }
  get count(): number {
    return this.awake.size;
  }

  /**
   * Those to tick now, from a random start: what a tick has to give is not always the same one's. Who was woken and has
   * nothing to do sleeps on: thousands are when a session starts.
   */
  begin(nowMs: number, random: number): T[] {
    this.ring(Math.floor(nowMs / SLOT_MS));
    for (const item of this.awake) {
      if (this.restMs(item, nowMs) !== Number.POSITIVE_INFINITY) continue;
      this.awake.delete(item);
      this.onRest(item);
    }
    const all = [...this.awake];
    const start = Math.floor(random * all.length);
    return start === 0 ? all : [...all.slice(start), ...all.slice(0, start)];
  }

  /** After the tick: who has nothing to do sleeps. */
  end(ticked: readonly T[], nowMs: number): void {
    for (const item of ticked) {
      const restMs = this.restMs(item, nowMs);
      if (restMs <= 0 || !this.awake.delete(item)) continue;
      this.onRest(item);
      if (restMs !== Number.POSITIVE_INFINITY) this.setAlarm(item, Math.ceil((nowMs + restMs) / SLOT_MS));
    }
  }

  private setAlarm(item: T, slot: number): void {
    this.alarms.set(item, slot);
    const others = this.slots.get(slot);
    if (others === undefined) this.slots.set(slot, [item]);
    else others.push(item);
  }

  private ring(slot: number): void {
    for (let due = Number.isNaN(this.lastSlot) ? slot : this.lastSlot + 1; due <= slot; due++) {
      for (const item of this.slots.get(due) ?? []) if (this.alarms.get(item) === due) this.wake(item);
      this.slots.delete(due);
    }
    this.lastSlot = slot;
  }
}
