/** The last minute of rates, four samples a second. A pause leaves a gap, not a zero; while nothing moves nothing is kept. */
import type { SpeedSample } from '../api/torrent-view.js';

const CAPACITY = 240;
const EVERY_MS = 250;

export class SpeedHistory {
  private samples: SpeedSample[] = [];
  /** Samples ever taken. */
  taken = 0;

  add(sample: SpeedSample): void {
    this.catchUp(sample.at);
    this.push(sample);
  }

  /** Adds a sample where none was taken of late. */
  addIfMissing(sample: SpeedSample): void {
    const last = this.samples.at(-1);
    if (last === undefined || sample.at - last.at > 2 * EVERY_MS) this.add(sample);
  }

  /** A torrent that rests takes no samples: the time since the last one is filled in, as nothing moved. */
  catchUp(at: number): void {
    const last = this.samples.at(-1);
    if (last === undefined) return;
    const missed = Math.min(CAPACITY, Math.floor((at - last.at) / EVERY_MS) - 1);
    const rate = last.downBps === null ? null : 0;
    for (let back = missed; back >= 1; back--) this.push({ at: at - back * EVERY_MS, downBps: rate, upBps: rate });
  }

  /** Forgets everything: nothing has moved for longer than is kept. */
  rest(): void {
    if (this.samples.every(({ downBps, upBps }) => !downBps && !upBps)) this.samples = [];
  }

  /** Samples taken after the first `seen`, as far as they are still here. */
  since(seen: number): readonly SpeedSample[] {
    const count = Math.min(this.taken - seen, this.samples.length, CAPACITY);
    return count <= 0 ? [] : this.samples.slice(-count);
  }

  private push(sample: SpeedSample): void {
    this.samples.push(sample);
    this.taken++;
    if (this.samples.length > CAPACITY * 2) this.samples = this.samples.slice(-CAPACITY);
  }
}
