/** The session's rates and the free space where downloads go: what the session line shows besides the port. */
import type { Clock } from '../base/ports.js';
import { RateMeter } from '../base/rate-meter.js';
import type { StorageFactory } from '../storage/storage.js';
import type { Torrent } from '../torrent/torrent.js';

const FREE_SPACE_MS = 30_000;

export class SessionFigures {
  /** What all torrents moved in this run; they add to it themselves. */
  readonly totals = { down: new RateMeter(), up: new RateMeter(), wastedBytes: 0 };
  freeBytes: number | null = null;
  private nextFreeSpaceAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly storage: StorageFactory,
    private readonly folder: () => string,
  ) {}

  /** Four times a second: takes a sample for the history of each torrent that is awake. */
  measure(torrents: Iterable<Torrent>, nowMs: number): void {
    const at = this.clock.wallNow();
    for (const { history, net, traffic } of torrents) {
      history.add(
        net.isRunning ? { at, downBps: traffic.down.bps(nowMs), upBps: traffic.up.bps(nowMs) } : { at, downBps: null, upBps: null },
      );
    }
    if (nowMs >= this.nextFreeSpaceAt) void this.lookAtFreeSpace(nowMs);
  }

  /** Looks at the free space again at the next measure (the folder changed). */
  freeSpaceStale(): void {
    this.nextFreeSpaceAt = 0;
  }

  private async lookAtFreeSpace(nowMs: number): Promise<void> {
    this.nextFreeSpaceAt = nowMs + FREE_SPACE_MS;
    const folder = this.folder();
    this.freeBytes = folder === '' ? null : await this.storage.freeSpace(folder).catch(() => null);
  }
}
