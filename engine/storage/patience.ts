/** For how long each of several things waits before it gets what costs something. */
import type { Clock } from '../base/ports.js';

export class Patience<T> {
  private readonly waits = new Map<T, { isOver: boolean; readonly cancel: () => void }>();

  constructor(
    private readonly clock: Clock,
    private readonly forMs: number,
    /** One has waited long enough. */
    private readonly onOver: () => void,
  ) {}

  /** Whether it has waited long enough; it begins to wait when it is first asked for. */
  isOver(item: T): boolean {
    const begun = this.waits.get(item);
    if (begun !== undefined) return begun.isOver;
    const cancel = this.clock.after(this.forMs, () => {
      wait.isOver = true;
      this.onOver();
    });
    const wait = { isOver: false, cancel };
    this.waits.set(item, wait);
    return false;
  }

  /** It waits no longer. */
  end(item: T): void {
    this.waits.get(item)?.cancel();
    this.waits.delete(item);
  }

  endAll(): void {
    for (const item of [...this.waits.keys()]) this.end(item);
  }
}
