/**
 * Pieces that may be on the disk and have to be read and hashed before they count: what came last before an unclean end, what
 * lies in files that were changed, what a failed sync leaves open. Until then they are not had, and not fetched either.
 */

import type { ErrorView } from '../api/errors.js';
import { Bitfield } from '../base/bitfield.js';
import type { TorrentStorage } from '../storage/storage.js';

/** At a time: enough to keep the disk busy, few enough that a pause takes effect at once. */
const AT_ONCE = 4;

export interface DoubtHost {
  onGood(piece: number): void;
  /** It is not what it should be, or not all there. */
  onBad(piece: number): void;
  onFailed(error: ErrorView): void;
  /** None is left. */
  onSettled(): void;
}

export class Doubts {
  /** The next one last. */
  private line: number[] = [];
  private open: Bitfield | null = null;
  /** Written again when found good: the disk may not have them. */
  private readonly again = new Set<number>();
  private underWay = 0;
  private host: DoubtHost | null = null;
  /** Doubted since there were none, and of them settled. */
  private total = 0;

  get size(): number {
    return this.open?.count ?? 0;
  }
  has(piece: number): boolean {
    return this.open?.has(piece) ?? false;
  }
  /** Share that is settled. */
  get progress(): number {
    return this.total === 0 ? 1 : 1 - this.size / this.total;
  }
  /** The wire form; empty: there are none. */
  toWire(): Uint8Array {
    return this.size === 0 ? new Uint8Array(0) : (this.open?.toWire() ?? new Uint8Array(0));
  }
  *pieces(): IterableIterator<number> {
    const { open } = this;
    if (open === null) return;
    for (let piece = open.next(0, open.size); piece >= 0; piece = open.next(piece + 1, open.size)) yield piece;
  }

  /** What the picker begins with: pieces in doubt are not fetched, and what is kept of them is not gone on with. */
  prioritiesBesides(wanted: Uint8Array): Uint8Array {
    if (this.size === 0) return wanted;
    const priorities = wanted.slice();
    for (const piece of this.pieces()) priorities[piece] = 0;
    return priorities;
  }

  /** Adds pieces, the first of which comes first of all. `rewrite`: they are written once more. */
  add(pieces: readonly number[], pieceCount: number, rewrite = false): void {
    if (this.size === 0) this.total = 0;
    this.open ??= new Bitfield(pieceCount);
    for (let i = pieces.length - 1; i >= 0; i--) {
      const piece = pieces[i] ?? 0;
      if (rewrite) this.again.add(piece);
      if (!this.open.add(piece)) continue;
      this.line.push(piece);
      this.total++;
    }
  }
  /** They are looked at in another way. */
  clear(): void {
    this.line = [];
    this.open = null;
    this.again.clear();
    this.host = null;
  }

  /** Looks at them one after the other, until `stop`. */
  run(storage: TorrentStorage, host: DoubtHost): void {
    if (this.host !== null) return;
    this.host = host;
    this.advance(storage, host);
  }
  /** What is under way is finished; the rest waits. */
  stop(): void {
    this.host = null;
  }

  private advance(storage: TorrentStorage, host: DoubtHost): void {
    while (this.host === host && this.underWay < AT_ONCE) {
      const piece = this.line.pop();
      if (piece === undefined) break;
      this.underWay++;
      storage.reverify(piece, this.again.has(piece), (answer) => {
        this.underWay--;
        if (answer.kind === 'failed') this.fail(piece, answer.error);
        else if (this.open?.remove(piece)) {
          this.again.delete(piece);
          if (answer.kind === 'good') host.onGood(piece);
          else host.onBad(piece);
        }
        if (this.host === host) this.advance(storage, host);
      });
    }
    if (this.host !== host || this.underWay > 0 || this.line.length > 0) return;
    this.host = null;
    host.onSettled();
  }

  /** The disk failed: the piece is as doubtful as before. */
  private fail(piece: number, error: ErrorView): void {
    const { host } = this;
    if (!this.has(piece)) return;
    this.line.push(piece);
    this.host = null;
    host?.onFailed(error);
  }
}
