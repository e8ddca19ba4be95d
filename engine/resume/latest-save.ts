/**
 * Saves that may be asked for faster than they can be done: one runs at a time, and of those that wait only the
 * newest is done, in the name of all.
 */
export class LatestSave<T> {
  private running: Promise<void> | null = null;
  private next: { value: T; readonly done: Promise<void> } | null = null;

  constructor(private readonly write: (value: T) => Promise<void>) {}

  get idle(): boolean {
    return this.running === null && this.next === null;
  }

  /** Resolves when this value, or one that came after it, has been written; rejects when that write failed. */
  save(value: T): Promise<void> {
    if (this.next !== null) {
      this.next.value = value;
      return this.next.done;
    }
    if (this.running === null) return this.start(value);
    const waiting = { value, done: this.running.catch(() => undefined).then(() => this.startNext()) };
    this.next = waiting;
    return waiting.done;
  }

  private startNext(): Promise<void> {
    const waiting = this.next;
    this.next = null;
    return waiting === null ? Promise.resolve() : this.start(waiting.value);
  }

  private start(value: T): Promise<void> {
    const run = this.write(value).finally(() => {
      if (this.running === run) this.running = null;
    });
    this.running = run;
    return run;
  }
}
