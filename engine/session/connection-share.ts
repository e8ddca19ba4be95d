/**
 * The session's connections, shared fairly: while there is room everybody may take what it finds; the last tenth is for
 * those below their share; and where all is taken, one far below its share gets a connection of whoever has the most.
 */

/** Who still counts as wanting connections after it asked, ms. */
const WANTING_MS = 5000;
const OPEN_SHARE = 0.9;

export interface Sharer {
  /** Connections it holds, those being made included. */
  readonly connections: number;
  /** Lets its least useful one go; false when it has none to spare. */
  shed(): boolean;
}

export class ConnectionShare {
  /** Connections of the whole session. */
  total = 0;
  private readonly askedAt = new Map<Sharer, number>();
  private holders: readonly Sharer[] = [];
  /** Who holds some or asked for one. */
  private contenders = new Set<Sharer>();

  constructor(
    private readonly limit: () => number,
    private readonly nowMs: () => number,
  ) {}

  /** Once a second: who holds connections now. */
  run(holders: Iterable<Sharer>): void {
    this.holders = [...holders].filter(({ connections }) => connections > 0);
    const now = this.nowMs();
    for (const [sharer, at] of this.askedAt) if (now - at > WANTING_MS) this.askedAt.delete(sharer);
    this.contenders = new Set([...this.holders, ...this.askedAt.keys()]);
  }

  /** Takes one connection; every yes is followed by one `released`. null: for somebody who has come and not said for whom. */
  admit(sharer: Sharer | null): boolean {
    const most = this.limit();
    const { contenders } = this;
    if (sharer !== null) {
      this.askedAt.set(sharer, this.nowMs());
      contenders.add(sharer);
    }
    const share = Math.max(1, Math.floor(most / Math.max(1, contenders.size)));
    const held = sharer?.connections ?? 0;
    if (this.total >= most) {
      if (held < share / 2) this.makeRoom(share, sharer);
      if (this.total >= most) return false;
    } else if (contenders.size > 1 && held >= share && this.total >= most * OPEN_SHARE) return false;
    this.total++;
    return true;
  }
  released(): void {
    this.total--;
  }
  forget(sharer: Sharer): void {
    this.askedAt.delete(sharer);
    this.contenders.delete(sharer);
    this.holders = this.holders.filter((holder) => holder !== sharer);
  }

  private makeRoom(share: number, asker: Sharer | null): void {
    let greediest: Sharer | null = null;
    for (const holder of this.holders) {
      if (holder !== asker && holder.connections > (greediest?.connections ?? share)) greediest = holder;
    }
    greediest?.shed();
  }
}
