/** Where a node begins that knows few others: nodes of an earlier run, and doors, places where somebody answers whose id is not known. */
import type { Contact } from './contact.js';
import { compareDistance, type NodeId } from './node-id.js';
import type { Place } from './place.js';

/** Of an earlier run, the nearest to a target: some will be gone. */
const MOST_NEAR = 32;

export class Beginnings {
  private known: readonly Contact[] = [];
  private open: readonly Place[] = [];
  private routers: ReadonlySet<Place> = new Set();
  private answered = false;

  get contacts(): readonly Contact[] {
    return this.known;
  }
  get doors(): readonly Place[] {
    return this.open;
  }
  /** Until one has answered they are asked again: those we know may be an island, cut off from the rest. */
  get wereAnswered(): boolean {
    return this.answered;
  }
  noteAnswer(place: Place): void {
    this.answered ||= this.open.includes(place);
  }
  get isEmpty(): boolean {
    return this.known.length === 0 && this.open.length === 0;
  }
  /** Routers are asked, and neither kept nor named to others: they have enough to do. */
  isRouter(place: Place): boolean {
    return this.routers.has(place);
  }

  setContacts(contacts: readonly Contact[]): void {
    this.known = contacts;
  }
  setDoors(doors: readonly Place[], routers: readonly Place[]): void {
    this.open = [...doors, ...routers];
    this.answered = false;
    this.routers = new Set(routers);
  }

  near(target: NodeId): Contact[] {
    return [...this.known].sort((a, b) => compareDistance(target, a.id, b.id)).slice(0, MOST_NEAR);
  }
}
