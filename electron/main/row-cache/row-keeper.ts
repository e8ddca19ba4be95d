/**
 * Keeps the cache of rows as fresh as it need be: what the window knows is saved a while after it was last told of a
 * change, and at the end. Invariant: one save at a time, and none is begun after `flush` has resolved.
 */
import type { EngineView } from '../../../engine/api/view-messages.js';
import type { Log } from '../log.js';
import { saveRows } from './row-cache.js';

/** Saves are this far apart; a list that only moves is not worth more. */
const SAVE_EVERY_MS = 300_000;

export class RowKeeper {
  private saving: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  /** `known`: what the window has now, or null when there is no engine's view of it. */
  constructor(
    private readonly file: string,
    private readonly known: () => EngineView | null,
    private readonly log: Log,
    everyMs = SAVE_EVERY_MS,
  ) {
    this.timer = setInterval(() => this.save(), everyMs);
    this.timer.unref();
  }

  /** Saves what the window knows. */
  save(): void {
    const list = this.known()?.known() ?? null;
    if (list === null) return;
    this.saving = this.saving
      .then(() => saveRows(this.file, list))
      .catch((error: unknown) => this.log.warn(`the list could not be kept for the next start: ${String(error)}`));
  }

  /** Saves for the last time. Never rejects. */
  async flush(): Promise<void> {
    clearInterval(this.timer);
    this.save();
    await this.saving;
  }
}
