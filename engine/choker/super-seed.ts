/**
 * Super-seeding (BEP 16): the one seed of a torrent pretends to have nothing and shows each peer a piece or two that
 * nobody else has. The next is shown once another peer is seen with the last one: then it was passed on, and the seed
 * need not send it again. Facts in, pieces out; it never says who may download.
 */
import { Bitfield } from '../base/bitfield.js';
import type { Random } from '../base/ports.js';

/** Pieces one peer may hold without having passed them on: one on its way in, one on its way out. */
const OPEN_PIECES = 2;
/** A peer that has its piece for this long and found nobody to give it to is shown another: it may be unable to. */
const PATIENCE_MS = 60_000;
/** Pieces compared at a time once every piece has been shown. */
const SAMPLE = 4096;
/** Pieces looked at in one call for one that is nowhere yet; the next call goes on. */
const MOST_LOOKED_AT = 65_536;

interface Shown {
  readonly piece: number;
  readonly shownAtMs: number;
  /** Somebody else had it or was shown it already: there is no passing on to wait for. */
  readonly shared: boolean;
  /** Payload sent to the peer by which it must have the piece: peers do not announce to us what we announced to them. */
  readonly dueBytes: number;
  /** Since when the peer has it; NaN until then. */
  hadAtMs: number;
}
interface Listener {
  /** What it has or was shown. */
  readonly known: Bitfield;
  shown: Shown[];
  dueBytes: number;
}

export class SuperSeed {
  private readonly listeners = new Map<number, Listener>();
  /** By piece: the peers it is shown to and that have not yet passed it on. */
  private readonly holders = new Map<number, Set<number>>();
  /** Shown to somebody who left before passing it on. */
  private readonly lost: number[] = [];
  /** Pieces before it, counted from `first`, have been shown or are out there anyway. */
  private cursor = 0;
  private readonly first: number;

  /** `availability`: how many connected peers have a piece, as far as they told. */
  constructor(
    private readonly pieceCount: number,
    private readonly pieceBytes: (piece: number) => number,
    random: Random,
    private readonly availability: (piece: number) => number,
  ) {
    this.first = Math.floor(random.next() * pieceCount);
  }

  /** A peer to whom we pretended to have nothing. */
  add(key: number): void {
    this.listeners.set(key, { known: new Bitfield(this.pieceCount), shown: [], dueBytes: 0 });
  }
  /** A peer left: what it had not passed on may be gone with it. */
  remove(key: number): void {
    const listener = this.listeners.get(key);
    if (listener === undefined) return;
    this.listeners.delete(key);
    for (const { piece } of listener.shown) {
      this.unhold(piece, key);
      if (!this.holders.has(piece)) this.lost.push(piece);
    }
  }

  /** A peer, one of ours or not, has a piece. */
  onHave(key: number, piece: number, nowMs: number): void {
    this.listeners.get(key)?.known.add(piece);
    this.onSeen(key, piece, nowMs);
  }
  /** What a peer has became known as a whole. One by one only those are looked at that are being shown, a few for each listener. */
  onList(key: number, has: Bitfield, nowMs: number): void {
    if (has.isEmpty) return;
    this.listeners.get(key)?.known.addAll(has);
    for (const piece of [...this.holders.keys()]) if (has.has(piece)) this.onSeen(key, piece, nowMs);
  }

  private onSeen(key: number, piece: number, nowMs: number): void {
    for (const holder of [...(this.holders.get(piece) ?? [])]) {
      const listener = this.listeners.get(holder);
      const shown = listener?.shown.find((one) => one.piece === piece);
      if (listener === undefined || shown === undefined) continue;
      if (holder === key) shown.hadAtMs = nowMs;
      else this.settle(listener, holder, piece);
    }
  }

  /** Pieces to show to a peer now: at once a HAVE of each is due. `sentBytes`: payload sent to it so far. */
  next(key: number, sentBytes: number, nowMs: number): readonly number[] {
    const listener = this.listeners.get(key);
    if (listener === undefined) return [];
    this.settleDone(listener, key, sentBytes, nowMs);
    const found: number[] = [];
    while (listener.shown.length < OPEN_PIECES && !listener.known.isFull) {
      const piece = this.choose(listener.known);
      if (piece < 0) break;
      const shared = this.spread(piece) > 0;
      listener.known.add(piece);
      listener.dueBytes = Math.max(listener.dueBytes, sentBytes) + this.pieceBytes(piece);
      listener.shown.push({ piece, shownAtMs: nowMs, shared, dueBytes: listener.dueBytes, hadAtMs: Number.NaN });
      const holders = this.holders.get(piece);
      if (holders === undefined) this.holders.set(piece, new Set([key]));
      else holders.add(key);
      found.push(piece);
    }
    return found;
  }

  /** The peer has, or was shown, every piece. */
  knowsAll(key: number): boolean {
    return this.listeners.get(key)?.known.isFull ?? false;
  }

  /** How many pieces a peer was never told of; 0 also when it was no part of it. */
  hiddenCount(key: number): number {
    const listener = this.listeners.get(key);
    return listener === undefined ? 0 : this.pieceCount - listener.known.count;
  }
  /** What a peer was never told of, when the pretence ends; null when it was no part of it. */
  hiddenFrom(key: number): readonly number[] | null {
    const listener = this.listeners.get(key);
    if (listener === undefined) return null;
    const hidden: number[] = [];
    const bytes = listener.known.toWire();
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === 0xff) continue;
      const end = Math.min(at * 8 + 8, this.pieceCount);
      for (let piece = at * 8; piece < end; piece++) if (!listener.known.has(piece)) hidden.push(piece);
    }
    return hidden;
  }

  private settleDone(listener: Listener, key: number, sentBytes: number, nowMs: number): void {
    const patienceMs = this.listeners.size === 1 ? 0 : PATIENCE_MS;
    for (const shown of listener.shown) {
      if (Number.isNaN(shown.hadAtMs) && sentBytes >= shown.dueBytes) shown.hadAtMs = nowMs;
      const hadLong = nowMs - shown.hadAtMs >= (shown.shared ? 0 : patienceMs);
      if (hadLong || (shown.shared && nowMs - shown.shownAtMs >= PATIENCE_MS)) this.settle(listener, key, shown.piece);
    }
  }

  /** Lost pieces first, then those never shown, then the scarcest of a sample; -1 when none was found yet. */
  private choose(known: Bitfield): number {
    const lost = this.lost.findIndex((piece) => !known.has(piece));
    const again = lost < 0 ? -1 : (this.lost.splice(lost, 1)[0] ?? -1);
    if (again >= 0 && this.spread(again) === 0) return again;
    for (let left = MOST_LOOKED_AT; this.cursor < this.pieceCount; this.cursor++) {
      if (left-- === 0) return -1;
      const piece = (this.first + this.cursor) % this.pieceCount;
      if (this.spread(piece) > 0) continue;
      if (known.has(piece)) break;
      this.cursor++;
      return piece;
    }
    return this.scarcest(known);
  }

  private scarcest(known: Bitfield): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < Math.min(SAMPLE, this.pieceCount); i++) {
      const piece = (this.first + this.cursor + i) % this.pieceCount;
      if (known.has(piece)) continue;
      const spread = this.spread(piece);
      if (spread >= least) continue;
      best = piece;
      least = spread;
    }
    if (this.cursor >= this.pieceCount) this.cursor = this.pieceCount + ((this.cursor + SAMPLE) % this.pieceCount); // the next sample lies further on
    return best;
  }

  /** Peers that have it or are shown it. */
  private spread(piece: number): number {
    return this.availability(piece) + (this.holders.get(piece)?.size ?? 0);
  }
  private settle(listener: Listener, key: number, piece: number): void {
    listener.shown = listener.shown.filter((one) => one.piece !== piece);
    this.unhold(piece, key);
  }
  private unhold(piece: number, key: number): void {
    const holders = this.holders.get(piece);
    holders?.delete(key);
    if (holders?.size === 0) this.holders.delete(piece);
  }
}
