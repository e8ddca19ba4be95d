/** Adds up the time in which something was so, on the monotonic clock. Nothing has to be called while it runs. */
export class Stopwatch {
  private sinceMs: number | null = null;
  private earlierMs: number;

  /** `seconds` were counted before, in earlier runs. */
  constructor(seconds = 0) {
    this.earlierMs = seconds * 1000;
  }

  /** It is so from now on, or no longer. */
  set(running: boolean, nowMs: number): void {
    if (running === (this.sinceMs !== null)) return;
    this.earlierMs += this.currentMs(nowMs);
    this.sinceMs = running ? nowMs : null;
  }

  get isRunning(): boolean {
    return this.sinceMs !== null;
  }
  /** Milliseconds of the stretch under way; 0 while it stands. */
  currentMs(nowMs: number): number {
    return this.sinceMs === null ? 0 : Math.max(0, nowMs - this.sinceMs);
  }
  /** Seconds in all. */
  seconds(nowMs: number): number {
    return (this.earlierMs + this.currentMs(nowMs)) / 1000;
  }
}
