/**
 * Favours of one connection (BEP 6): pieces either side may ask for while choked ("allowed fast"), and pieces the peer
 * suggests. What we allow is bounded in bytes, so that choked peers cannot live on it.
 */

/** Pieces remembered of each kind; clients name ten or fewer. */
const MOST_NAMED = 64;
/** Requests of a choked peer that are queued at once. */
export const CHOKED_QUEUE = 32;

export class FastPermits {
  /** Pieces we may ask for though choked, in the order told. */
  private allowed: number[] = [];
  /** Pieces the peer would rather send, latest first. */
  private hints: number[] = [];
  private readonly given = new Set<number>();
  private leftBytes = 0;

  get allowedToUs(): readonly number[] {
    return this.allowed;
  }
  get suggested(): readonly number[] {
    return this.hints;
  }

  /** The peer allows a piece to us. */
  onAllowed(piece: number): void {
    if (this.allowed.length < MOST_NAMED && !this.allowed.includes(piece)) this.allowed.push(piece);
  }
  onSuggested(piece: number): void {
    if (!this.hints.includes(piece)) this.hints = [piece, ...this.hints.slice(0, MOST_NAMED - 1)];
  }
  /** The peer rejected a request for it (`choked`: while it choked us): the favour is withdrawn, or we would ask on and on. */
  onRejected(piece: number, choked: boolean): void {
    if (choked) this.allowed = this.allowed.filter((other) => other !== piece);
    else this.hints = this.hints.filter((other) => other !== piece);
  }
  /** We have the piece: it is of no more use here. */
  done(piece: number): void {
    if (this.allowed.includes(piece)) this.allowed = this.allowed.filter((other) => other !== piece);
    if (this.hints.includes(piece)) this.hints = this.hints.filter((other) => other !== piece);
  }
  /** The number of pieces became known: what lies outside goes. */
  fit(pieceCount: number): void {
    this.allowed = this.allowed.filter((piece) => piece < pieceCount);
    this.hints = this.hints.filter((piece) => piece < pieceCount);
  }

  /** We allow a piece of so many bytes to the peer; false when we did already. */
  give(piece: number, bytes: number): boolean {
    if (this.given.has(piece)) return false;
    this.given.add(piece);
    this.leftBytes += bytes;
    return true;
  }
  /** Whether a request that comes while we choke is taken; if so it is paid for. */
  redeem(piece: number, length: number, queued: number): boolean {
    if (!this.given.has(piece) || queued >= CHOKED_QUEUE || length > this.leftBytes) return false;
    this.leftBytes -= length;
    return true;
  }
}
