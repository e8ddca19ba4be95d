/**
 * Half-open connections of the whole session: how many may be under way at once, shared fairly among those who want
 * some. Who asks is counted as wanting for a moment; while several want, each may have its share and no more.
 */

/** How long one that asked is counted as wanting. */
const WANTING_MS = 2000;

export class DialSlots {
  private readonly held = new Map<object, number>();
  /** Whoever asked, when: the longest ago first. */
  private readonly askedAt = new Map<object, number>();
  private total = 0;

  constructor(private readonly limit: () => number) {}

  get used(): number {
    return this.total;
  }

  /** How many this owner may take now; asking counts as wanting. */
  room(owner: object, nowMs: number): number {
    this.askedAt.delete(owner);
    this.askedAt.set(owner, nowMs);
    const held = this.held.get(owner) ?? 0;
    return Math.max(0, Math.min(this.limit() - this.total, this.share(nowMs) - held));
  }

  /** Takes one; every one taken is released once. */
  take(owner: object): void {
    this.held.set(owner, (this.held.get(owner) ?? 0) + 1);
    this.total++;
  }

  release(owner: object): void {
    const held = this.held.get(owner) ?? 0;
    if (held === 0) return;
    this.total--;
    if (held > 1) this.held.set(owner, held - 1);
    else this.held.delete(owner);
  }

  private share(nowMs: number): number {
    for (const [owner, at] of this.askedAt) {
      if (nowMs - at <= WANTING_MS) break;
      this.askedAt.delete(owner);
    }
    return Math.max(1, Math.ceil(this.limit() / Math.max(1, this.askedAt.size)));
  }
}
