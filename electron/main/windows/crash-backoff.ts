/** How long to wait before loading a crashed page again, so that a page that always crashes does not spin. */

const WINDOW_MS = 60_000;

export class CrashBackoff {
  private crashes: number[] = [];

  /** Milliseconds to wait after a crash at `now` (monotonic): nothing at first, then 1, 2, 4 ... 30 s. */
  delayAfterCrash(now: number): number {
    this.crashes = this.crashes.filter((at) => now - at < WINDOW_MS);
    this.crashes.push(now);
    const recent = this.crashes.length - 1;
    return recent === 0 ? 0 : Math.min(30_000, 1_000 * 2 ** (recent - 1));
  }
}
