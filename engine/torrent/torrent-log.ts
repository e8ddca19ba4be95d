/** The last 2,000 things that happened to a torrent, for its Log tab. Never holds peers' or trackers' text unescaped. */
import type { LogLine } from '../api/torrent-view.js';

const CAPACITY = 2000;

export class TorrentLog {
  private lines: LogLine[] = [];
  /** Lines ever written: a view remembers this to ask only for what is new. */
  written = 0;

  add(at: number, level: LogLine['level'], text: string): void {
    this.lines.push({ at, level, text });
    this.written++;
    if (this.lines.length > CAPACITY * 1.25) this.lines = this.lines.slice(-CAPACITY);
  }

  /** Lines written after the first `seen`, as far as they are still here. */
  since(seen: number): readonly LogLine[] {
    const count = Math.min(this.written - seen, this.lines.length, CAPACITY);
    return count <= 0 ? [] : this.lines.slice(-count);
  }
}
