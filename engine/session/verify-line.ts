/** Who may look at pieces in doubt: one torrent at a time, those first that asked first. None of them waits for it to run. */
import type { Torrent } from '../torrent/torrent.js';

export class VerifyLine {
  private current: Torrent | null = null;
  private readonly waiting = new Set<Torrent>();

  /** True: it is its turn. */
  ask(torrent: Torrent): boolean {
    if (this.current === null || this.current === torrent) {
      this.current = torrent;
      return true;
    }
    this.waiting.add(torrent);
    return false;
  }

  /** It is done, cannot go on, or leaves. */
  done(torrent: Torrent): void {
    this.waiting.delete(torrent);
    if (this.current !== torrent) return;
    this.current = null;
    const [next] = this.waiting;
    if (next === undefined) return;
    this.waiting.delete(next);
    this.current = next;
    next.verifyDoubts();
  }
}
