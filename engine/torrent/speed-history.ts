/** The last minute of rates, four samples a second. A pause leaves a gap, not a zero. */
import type { SpeedSample } from '../api/torrent-view.js';

const CAPACITY = 240;

export class SpeedHistory {
  private samples: SpeedSample[] = [];
  /** Samples ever taken. */
  taken = 0;

  add(sample: SpeedSample): void {
    this.samples.push(sample);
    this.taken++;
    if (this.samples.length > CAPACITY * 2) this.samples = this.samples.slice(-CAPACITY);
  }

  /** Samples taken after the first `seen`, as far as they are still here. */
  since(seen: number): readonly SpeedSample[] {
    const count = Math.min(this.taken - seen, this.samples.length, CAPACITY);
    return count <= 0 ? [] : this.samples.slice(-count);
  }
}
