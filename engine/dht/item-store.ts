/** Items kept for others (BEP 44): at most 700 of at most 1,000 bytes, for two hours after they were last put. */
import { itemFault, targetOf } from './items.js';
import { type Item, KRPC_ERROR } from './krpc.js';
import { NearestFirst } from './nearest-first.js';
import type { NodeId } from './node-id.js';

const MOST_ITEMS = 700;
const KEEP_MS = 2 * 60 * 60_000;
const SWEEP_MS = 60_000;

interface Kept {
  item: Item;
  putAtMs: number;
}

export class ItemStore {
  private readonly items: NearestFirst<Kept>;
  private sweepAtMs = Number.NEGATIVE_INFINITY;

  /** `center`: our id. */
  constructor(center: () => NodeId, most = MOST_ITEMS) {
    this.items = new NearestFirst(most, center);
  }

  get size(): number {
    return this.items.size;
  }

  get(target: NodeId, nowMs: number): Item | null {
    this.sweep(nowMs);
    return this.items.get(target)?.item ?? null;
  }

  /** Stores it; or the code of why not. `cas`: only over the item of this sequence number. */
  put(item: Item, cas: bigint | null, nowMs: number): number | null {
    this.sweep(nowMs);
    const target = targetOf(item);
    const known = this.items.get(target);
    if (known !== undefined && item.kind === 'mutable' && known.item.kind === 'mutable') {
      if (cas !== null && known.item.seq !== cas) return KRPC_ERROR.casMismatch;
      const isOther = Buffer.compare(known.item.value, item.value) !== 0;
      if (item.seq < known.item.seq || (item.seq === known.item.seq && isOther)) return KRPC_ERROR.seqTooLow;
    }
    const fault = itemFault(item);
    if (fault !== null) return fault;
    if (known !== undefined) {
      known.item = item;
      known.putAtMs = nowMs;
      return null;
    }
    return this.items.set(target, { item, putAtMs: nowMs }) ? null : KRPC_ERROR.server;
  }

  private sweep(nowMs: number): void {
    if (nowMs < this.sweepAtMs) return;
    this.sweepAtMs = nowMs + SWEEP_MS;
    for (const [target, { putAtMs }] of this.items.entries()) if (nowMs - putAtMs > KEEP_MS) this.items.delete(target);
  }
}
