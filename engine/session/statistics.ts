/** The all-time statistics of this profile: what earlier runs left plus this one. Saved every ten minutes at most, and at the end. */
import type { AllTime } from '../api/statistics.js';
import type { Clock } from '../base/ports.js';
import type { SessionTraffic } from '../torrent/traffic.js';

const SAVE_MS = 600_000;

export class Statistics {
  private readonly startedMs: number;
  private nextSaveAt: number;
  private readonly earlier: AllTime;

  constructor(
    saved: AllTime | null,
    private readonly totals: SessionTraffic['totals'],
    private readonly clock: Clock,
    private readonly save: (statistics: AllTime) => Promise<void>,
  ) {
    this.startedMs = clock.now();
    this.nextSaveAt = this.startedMs + SAVE_MS;
    const nothing = { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, activeSeconds: 0, sessions: 0, since: clock.wallNow() };
    this.earlier = saved ?? nothing;
  }

  now(): AllTime {
    const { earlier, totals } = this;
    return {
      downloadedBytes: earlier.downloadedBytes + totals.down.total,
      uploadedBytes: earlier.uploadedBytes + totals.up.total,
      wastedBytes: earlier.wastedBytes + totals.wastedBytes,
      activeSeconds: earlier.activeSeconds + Math.floor((this.clock.now() - this.startedMs) / 1000),
      sessions: earlier.sessions + 1,
      since: earlier.since,
    };
  }

  /** Saves when it is time. */
  run(nowMs: number): void {
    if (nowMs < this.nextSaveAt) return;
    this.nextSaveAt = nowMs + SAVE_MS;
    this.saveNow().catch(() => undefined); // the next time is soon enough: these are figures, not data
  }
  saveNow(): Promise<void> {
    return this.save(this.now());
  }
}
