/**
 * The nodes of one distance (BEP 5): those in use, and spares that answered when it was full. Invariant: of a /24 (or a
 * /64) of the internet one node at most, so that nobody fills it from one place.
 */
import type { NodeId } from './node-id.js';
import { isGlobal, networkOf, type Place } from './place.js';
import type { TableEntry } from './table-entry.js';

const MOST_SPARES = 8;

export class Bucket {
  readonly entries: TableEntry[] = [];
  readonly spares: TableEntry[] = [];
  /** When it was last looked through for new nodes. */
  exploredAtMs = Number.NEGATIVE_INFINITY;

  /** With fewer than `enough` it is thin. */
  constructor(
    private readonly capacity: number,
    private readonly enough: number,
  ) {}

  get isFull(): boolean {
    return this.entries.length >= this.capacity;
  }

  /** Whether another node of its network is here. */
  hasNeighbour(place: Place): boolean {
    const network = networkOf(place);
    return this.entries.some((entry) => networkOf(entry.place) === network) && isGlobal(place);
  }

  /** Few are here, or some that are of no use. */
  get isThin(): boolean {
    return this.entries.length < this.enough || this.entries.some(({ isBad }) => isBad);
  }

  /** One that may go for it: a bad one, or one whose id does not fit its address where the newcomer's does (BEP 42). */
  worseThan(entry: TableEntry): TableEntry | null {
    return this.entries.find((other) => other.isBad) ?? (entry.secure ? this.entries.find((other) => !other.secure) : undefined) ?? null;
  }

  /** The latest ones are kept. */
  addSpare(entry: TableEntry): void {
    this.removeSpare(entry.id);
    this.spares.push(entry);
    if (this.spares.length > MOST_SPARES) this.spares.shift();
  }
  removeSpare(id: NodeId): void {
    const at = this.spares.findIndex((spare) => spare.id === id);
    if (at >= 0) this.spares.splice(at, 1);
  }
  remove(entry: TableEntry): void {
    const at = this.entries.indexOf(entry);
    if (at >= 0) this.entries.splice(at, 1);
  }
}
