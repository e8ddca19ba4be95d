/**
 * The nodes we know, more of those near us (BEP 5): a bucket for each length of the prefix shared with our id. The first
 * buckets, where most nodes belong, are larger, which saves lookups a step. Invariants: a node here has answered us; an
 * address has one node at most. Entries: usually 200 to 300, at most 1,488.
 */
import { Bucket } from './bucket.js';
import type { Contact } from './contact.js';
import { Nearest } from './nearest.js';
import { compareDistance, ID_BITS, type NodeId, sharedPrefix } from './node-id.js';
import { addressOf } from './place.js';
import { QUESTIONABLE_MS, TableEntry } from './table-entry.js';

/** Nodes in an answer, and those a thing is stored at (BEP 5). */
export const K = 8;
const FIRST_CAPACITIES = [128, 64, 32, 16];

export class RoutingTable {
  /** By prefix length; made when the first node comes. */
  private buckets: (Bucket | undefined)[] = [];
  private readonly byAddress = new Map<string, TableEntry>();
  /** The last of our nearest eight, worked out when it is asked for; null while there are fewer. */
  private lastOfNearest: NodeId | null | undefined;

  constructor(private ownId: NodeId) {}

  get id(): NodeId {
    return this.ownId;
  }
  get size(): number {
    return this.byAddress.size;
  }
  entries(): Iterable<TableEntry> {
    return this.byAddress.values();
  }

  /** It answered a question of ours. True when it is in the table now. */
  noteAnswer(contact: Contact, rttMs: number, nowMs: number): boolean {
    if (contact.id === this.ownId) return false;
    const known = this.byAddress.get(addressOf(contact.place));
    if (known?.id === contact.id && known.place === contact.place) {
      known.rttMs = rttMs;
      known.seenAtMs = nowMs;
      known.failures = 0;
      return true;
    }
    const namesake = this.bucketOf(contact.id)?.entries.find(({ id }) => id === contact.id);
    for (const other of [known, namesake]) {
      if (other === undefined) continue;
      // the node of an address has a new id, or has moved; while the old one may well be there it stays
      if (other.place !== contact.place && other.failures === 0) return false;
      this.remove(other);
    }
    return this.insert(new TableEntry(contact.id, contact.place, rttMs, nowMs));
  }

  /** It asked us something. */
  noteQuery(contact: Contact, nowMs: number): void {
    const known = this.find(contact);
    if (known !== null && known.failures === 0) known.seenAtMs = nowMs;
  }

  /** It did not answer, though others did. */
  noteFailure(contact: Contact): void {
    const known = this.find(contact);
    if (known === null) return;
    known.failures++;
    const bucket = this.bucketOf(known.id);
    const spare = known.isBad ? bucket?.spares.findLast(({ place }) => !this.byAddress.has(addressOf(place))) : undefined;
    if (known.isGone || spare !== undefined) this.remove(known);
    if (spare === undefined) return;
    bucket?.removeSpare(spare.id);
    this.insert(spare);
  }

  find(contact: Contact): TableEntry | null {
    const known = this.byAddress.get(addressOf(contact.place));
    return known?.id === contact.id && known.place === contact.place ? known : null;
  }
  /** Whether it is worth a question: few or bad ones are at its distance, or it is one of the nearest to us. The rest comes with lookups. */
  needs({ id, place }: Contact): boolean {
    if (id === this.ownId || this.byAddress.has(addressOf(place))) return false;
    const bucket = this.bucketOf(id);
    if (bucket === undefined) return true;
    return (bucket.isThin || this.isNear(id)) && !bucket.hasNeighbour(place);
  }

  /** Those nearest to the target that answered when they were last asked. */
  closest(target: NodeId, count = K): TableEntry[] {
    const found = new Nearest<TableEntry>(target, count);
    // those of its own bucket first; all deeper ones are as far from it as we are; then ever farther ones
    const own = sharedPrefix(target, this.ownId);
    this.offer(found, own);
    if (!found.isFull) for (let at = own + 1; at < this.buckets.length; at++) this.offer(found, at);
    for (let at = own - 1; at >= 0 && !found.isFull; at--) this.offer(found, at);
    return found.items;
  }
  private offer(found: Nearest<TableEntry>, at: number): void {
    const entries = this.buckets[at]?.entries;
    if (entries !== undefined) for (const entry of entries) if (entry.failures === 0) found.offer(entry);
  }

  /** Whether it is nearer to us than the last of our nearest eight. */
  isNear(id: NodeId): boolean {
    const last = this.nearestEnd();
    return last === null || compareDistance(this.ownId, id, last) < 0;
  }
  private nearestEnd(): NodeId | null {
    if (this.lastOfNearest === undefined) this.lastOfNearest = this.size < K ? null : (this.closest(this.ownId).at(-1)?.id ?? null);
    return this.lastOfNearest;
  }

  /** Who has been silent longest, and long enough to be asked; null when nobody has. */
  stalest(nowMs: number): TableEntry | null {
    let stalest: TableEntry | null = null;
    for (const entry of this.byAddress.values()) {
      if (entry.checked || !entry.isQuestionable(nowMs)) continue;
      if (stalest === null || entry.seenAtMs < stalest.seenAtMs) stalest = entry;
    }
    return stalest;
  }

  /**
   * The prefix length of a bucket with few nodes that was not looked through for long, and marks it as looked through; null
   * when there is none. Nearer than the last of our nearest eight there is nobody else to be found.
   */
  takeThinBucket(nowMs: number): number | null {
    const last = this.nearestEnd();
    const known = last === null ? 1 : sharedPrefix(last, this.ownId);
    for (let depth = 0; depth < known; depth++) {
      const bucket = this.bucketAt(depth);
      if (!bucket.isThin || nowMs - bucket.exploredAtMs < QUESTIONABLE_MS) continue;
      bucket.exploredAtMs = nowMs;
      return depth;
    }
    return null;
  }

  /** Our id is another one now; everybody stays who finds room. */
  changeId(id: NodeId): void {
    const all = [...this.byAddress.values()];
    this.ownId = id;
    this.lastOfNearest = undefined;
    this.byAddress.clear();
    this.buckets = [];
    for (const entry of all) if (entry.id !== id) this.insert(entry);
  }

  private insert(entry: TableEntry): boolean {
    const bucket = this.bucketAt(sharedPrefix(entry.id, this.ownId));
    if (bucket.hasNeighbour(entry.place)) return false;
    bucket.removeSpare(entry.id);
    if (bucket.isFull) {
      const worse = bucket.worseThan(entry);
      if (worse === null) {
        bucket.addSpare(entry);
        return false;
      }
      this.remove(worse);
      if (!worse.isBad) bucket.addSpare(worse);
    }
    bucket.entries.push(entry);
    this.byAddress.set(addressOf(entry.place), entry);
    this.changed(entry.id);
    return true;
  }
  private remove(entry: TableEntry): void {
    this.bucketOf(entry.id)?.remove(entry);
    this.byAddress.delete(addressOf(entry.place));
    this.changed(entry.id);
  }
  /** It has come or gone: the nearest eight may be others. */
  private changed(id: NodeId): void {
    if (this.lastOfNearest && compareDistance(this.ownId, id, this.lastOfNearest) > 0) return;
    this.lastOfNearest = undefined;
  }

  private bucketOf(id: NodeId): Bucket | undefined {
    return this.buckets[sharedPrefix(id, this.ownId)];
  }
  private bucketAt(depth: number): Bucket {
    const known = this.buckets[depth];
    if (known !== undefined) return known;
    const bucket = new Bucket(FIRST_CAPACITIES[depth] ?? K, K);
    while (this.buckets.length <= Math.min(depth, ID_BITS - 1)) this.buckets.push(undefined);
    this.buckets[depth] = bucket;
    return bucket;
  }
}
