/**
 * Saves torrents that changed: every five seconds at most, one after the other, so that there is never a storm of
 * fsyncs. A failure to make data durable is reported and tried again at the next round.
 */
import type { ErrorView } from '../api/errors.js';
import { checkpoint } from '../torrent/checkpoint.js';
import type { Torrent } from '../torrent/torrent.js';
import type { StatePort } from './state-port.js';

const EVERY_MS = 5000;

export class Checkpoints {
  private nextAt = 0;
  private running: Promise<void> = Promise.resolve();
  private busy = false;
  private hurried = false;

  constructor(
    private readonly state: StatePort,
    private readonly onError: (error: ErrorView) => void,
  ) {}

  /** The person changed something: the next round does not wait. */
  hurry(): void {
    this.hurried = true;
  }

  /** Starts a round when it is time and none is under way. */
  run(torrents: Iterable<Torrent>, nowMs: number): void {
    if (this.busy || (nowMs < this.nextAt && !this.hurried)) return;
    this.hurried = false;
    const dirty = [...torrents].filter((torrent) => torrent.dirty);
    if (dirty.length === 0) return;
    this.busy = true;
    this.running = this.saveAll(dirty).finally(() => {
      this.busy = false;
      this.nextAt = nowMs + EVERY_MS;
    });
  }

  /** Saves one torrent now, after whatever is under way. */
  async save(torrent: Torrent, clean: boolean): Promise<void> {
    const record = await checkpoint(torrent, clean);
    if ('code' in record) this.onError(record);
    else {
      await this.state.saveRecord(record).catch((error: unknown) => {
        torrent.dirty = true;
        this.onError(stateError(error));
      });
    }
  }

  /** Resolves when the round under way is through. */
  settled(): Promise<void> {
    return this.running;
  }

  private async saveAll(torrents: readonly Torrent[]): Promise<void> {
    for (const torrent of torrents) if (torrent.state.kind !== 'stopped') await this.save(torrent, false);
  }
}

function stateError(error: unknown): ErrorView {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'path-unusable', message: `The list of torrents could not be saved: ${reason}`, facts: { reason } };
}
