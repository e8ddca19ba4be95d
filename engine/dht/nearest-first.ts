/**
 * A capped map by id that gives up what lies farthest from us: what is near us is ours to keep, and an id near us cannot
 * be had for the asking (BEP 42).
 */
import { compareDistance, type NodeId } from './node-id.js';

export class NearestFirst<T> {
  private readonly kept = new Map<NodeId, T>();

  constructor(
    private readonly most: number,
    private readonly center: () => NodeId,
  ) {}

  get size(): number {
    return this.kept.size;
  }
  get(id: NodeId): T | undefined {
    return this.kept.get(id);
  }
  delete(id: NodeId): void {
    this.kept.delete(id);
  }
  entries(): IterableIterator<[NodeId, T]> {
    return this.kept.entries();
  }
  keys(): IterableIterator<NodeId> {
    return this.kept.keys();
  }

  /** False when there is no room and everything here is nearer. */
  set(id: NodeId, value: T): boolean {
    if (!this.kept.has(id) && this.kept.size >= this.most) {
      const center = this.center();
      let farthest = id;
      for (const other of this.kept.keys()) if (compareDistance(center, other, farthest) > 0) farthest = other;
      if (farthest === id) return false;
      this.kept.delete(farthest);
    }
    this.kept.set(id, value);
    return true;
  }
}
