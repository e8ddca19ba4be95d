/** A node's view of the virtual clock: knows what the node still waits for, and can be stopped for good like a process. */
import type { Clock } from '../../../engine/base/ports.js';

export class NodeClock implements Clock {
  /** Timers and slices that have been set and have neither run nor been cancelled. */
  pending = 0;
  private dead = false;

  constructor(private readonly world: Clock) {}

  now(): number {
    return this.world.now();
  }
  wallNow(): number {
    return this.world.wallNow();
  }

  after(delayMs: number, run: () => void): () => void {
    let open = true;
    const settle = () => {
      if (open) this.pending -= 1;
      open = false;
    };
    this.pending += 1;
    const cancel = this.world.after(delayMs, () => {
      settle();
      if (!this.dead) run();
    });
    return () => {
      settle();
      cancel();
    };
  }

  soon(run: () => void): void {
    this.pending += 1;
    this.world.soon(() => {
      this.pending -= 1;
      if (!this.dead) run();
    });
  }

  /** The process is killed: nothing of it runs any more. */
  kill(): void {
    this.dead = true;
  }
}
