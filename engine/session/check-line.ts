/** Who may check its data: one torrent at a time, so that disks read in order; one that gets nowhere for a while does not count. */
import type { Torrent } from '../torrent/torrent.js';

/** A disk that does not answer must not hold up the checks on others. */
const STUCK_MS = 30_000;

export class CheckLine {
  private readonly checking = new Map<Torrent, { done: number; sinceMs: number }>();
  private readonly waiting = new Set<Torrent>();
  private stopped = false;

  /** `onPlace`: a torrent's place in the line has changed. */
  constructor(private readonly onPlace: (torrent: Torrent) => void) {}

  ask(torrent: Torrent): boolean {
    if (this.checking.has(torrent)) return true;
    if (this.stopped || this.checking.size > 0) {
      this.waiting.add(torrent);
      return false;
    }
    this.checking.set(torrent, { done: 0, sinceMs: Number.NaN });
    return true;
  }

  onState(torrent: Torrent): void {
    if (torrent.state.kind === 'checking') return;
    // a torrent asks just before it begins or waits: only what follows can end that
    if (torrent.state.kind !== 'check-queued') this.waiting.delete(torrent);
    if (this.checking.delete(torrent)) this.next();
  }

  delete(torrent: Torrent): void {
    this.waiting.delete(torrent);
    if (this.checking.delete(torrent)) this.next();
  }

  /** Once a second. */
  run(nowMs: number): void {
    if (this.waiting.size === 0) return;
    let moving = false;
    for (const [torrent, seen] of this.checking) {
      const done = torrent.state.kind === 'checking' ? torrent.state.done : 0;
      if (Number.isNaN(seen.sinceMs) || done !== seen.done) Object.assign(seen, { done, sinceMs: nowMs });
      moving ||= nowMs - seen.sinceMs < STUCK_MS;
    }
    if (!moving) this.next(true);
    this.place();
  }

  stop(): void {
    this.stopped = true;
  }

  /** The next one's turn, once nobody checks (or only those that are stuck). */
  private next(besides = false): void {
    if (this.stopped || (this.checking.size > 0 && !besides)) return;
    let first: Torrent | undefined;
    for (const torrent of this.waiting) if (first === undefined || before(torrent, first)) first = torrent;
    if (first === undefined) return;
    this.waiting.delete(first);
    this.checking.set(first, { done: 0, sinceMs: Number.NaN });
    first.standing.place = 0;
    first.setTurn(true);
  }

  /** Tells those that wait where they stand. */
  private place(): void {
    const line = [...this.waiting].sort((a, b) => (before(a, b) ? -1 : 1));
    for (const [i, torrent] of line.entries()) {
      if (torrent.standing.place === i + 1) continue;
      torrent.standing.place = i + 1;
      this.onPlace(torrent);
    }
  }
}

const before = (a: Torrent, b: Torrent): boolean =>
  a.standing.forced === b.standing.forced ? (a.standing.rank ?? 0) < (b.standing.rank ?? 0) : a.standing.forced;
