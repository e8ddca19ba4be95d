/** The session's totals and rates, and the free space where downloads go: what the session line shows besides the port. */
import type { Clock } from '../base/ports.js';
import { RateMeter } from '../base/rate-meter.js';
import type { StorageFactory } from '../storage/storage.js';
import type { Torrent } from '../torrent/torrent.js';

const FREE_SPACE_MS = 30_000;

export class SessionFigures {
  readonly down = new RateMeter();
  readonly up = new RateMeter();
  freeBytes: number | null = null;
  private downSeen = 0;
  private upSeen = 0;
  private nextFreeSpaceAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly storage: StorageFactory,
    private readonly folder: () => string,
  ) {}

  /** Four times a second: adds up the torrents and takes a sample for the history of each. */
  measure(torrents: Iterable<Torrent>, nowMs: number): void {
    const at = this.clock.wallNow();
    let down = 0;
    let up = 0;
    for (const { history, net, traffic } of torrents) {
      down += traffic.down.total;
      up += traffic.up.total;
      history.add(
        net.isRunning ? { at, downBps: traffic.down.bps(nowMs), upBps: traffic.up.bps(nowMs) } : { at, downBps: null, upBps: null },
      );
    }
    // a removed torrent takes its bytes with it: the sums may fall
    this.down.add(Math.max(0, down - this.downSeen), nowMs);
    this.up.add(Math.max(0, up - this.upSeen), nowMs);
    this.downSeen = down;
    this.upSeen = up;
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
