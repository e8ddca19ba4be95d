/** Keeps the engine's events until someone listens: those that come while it opens or while a torrent is added are not lost. */
import type { EngineEvent } from '../engine/api/view-messages.js';

export class EventInbox {
  #waiting: EngineEvent[] = [];
  #listener: ((event: EngineEvent) => void) | null = null;

  /** For EngineOptions.onEvent. */
  readonly push = (event: EngineEvent): void => {
    if (this.#listener) this.#listener(event);
    else this.#waiting.push(event);
  };

  /** Hands over what has waited, in order, and from then on everything at once. */
  listen(listener: (event: EngineEvent) => void): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) listener(event);
  }
}
