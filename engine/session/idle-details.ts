/**
 * Puts the long details of torrents away that nobody has needed for a while. Those that have nothing to do stand in a
 * line by the time they came; a look once a second costs what is due and no more.
 */
const WAIT_MS = 60_000;

/** A torrent, as far as this is concerned. */
export interface WithDetails {
  readonly dirty: boolean;
  readonly details: { readonly neededAtMs: number };
  /** True when they have gone; false too when something stands against it. */
  putAway(): boolean;
}

export class IdleDetails<T extends WithDetails> {
  private readonly line = new Map<T, number>();

  get size(): number {
    return this.line.size;
  }

  /** It has nothing to do just now. Who stands in the line keeps its place: what is needed meanwhile is asked when it is due. */
  note(torrent: T, nowMs: number): void {
    if (!this.line.has(torrent)) this.line.set(torrent, nowMs + WAIT_MS);
  }
  forget(torrent: T): void {
    this.line.delete(torrent);
  }

  /** Once a second. */
  run(nowMs: number): void {
    for (const [torrent, dueMs] of this.line) {
      if (dueMs > nowMs) return;
      this.line.delete(torrent);
      // a record that is not written yet will be; who is awake is noted again when it rests
      if (nowMs - torrent.details.neededAtMs < WAIT_MS) this.note(torrent, torrent.details.neededAtMs);
      else if (!torrent.putAway() && torrent.dirty) this.note(torrent, nowMs);
    }
  }
}
