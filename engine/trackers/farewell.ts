/** Tells trackers in the background that we leave, for a bounded time: quitting waits for it. */
import type { Clock } from '../base/ports.js';

/** How long it may take. */
const STOP_MS = 2_000;

export class Farewell {
  #pending: Promise<void> | null = null;
  #abandon: () => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** Resolves when nothing is being said any more. */
  get said(): Promise<void> {
    return this.#pending ?? Promise.resolve();
  }

  /** Ends what is still being said. */
  abandon(): void {
    this.#abandon();
  }

  /** Runs all of `messages`, each of which ends when the signal is aborted; resolves within two seconds, whatever they do. */
  say(messages: readonly ((signal: AbortSignal) => Promise<unknown>)[]): Promise<void> {
    const pending = this.#run(messages).then(() => {
      if (this.#pending === pending) this.#pending = null; // another may have begun
    });
    this.#pending = pending;
    return pending;
  }

  async #run(messages: readonly ((signal: AbortSignal) => Promise<unknown>)[]): Promise<void> {
    if (messages.length === 0) return;
    const controller = new AbortController();
    const cancelTimer = this.clock.after(STOP_MS, () => this.#abandon());
    await new Promise<void>((resolve) => {
      this.#abandon = () => {
        controller.abort();
        resolve();
      };
      void Promise.allSettled(messages.map((message) => message(controller.signal))).then(() => resolve());
    });
    cancelTimer();
  }
}
