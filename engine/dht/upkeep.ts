/**
 * Keeps a routing table alive (BEP 5): finds the first nodes and those near us, asks the long silent whether they are
 * there, looks through thin buckets, and meets nodes that were only heard of. Little at a time.
 */
import type { Random } from '../base/ports.js';
import type { Contact } from './contact.js';
import type { Ask, Want } from './krpc.js';
import type { LookupPlan } from './lookup.js';
import { ID_BITS, type NodeId, randomId, randomIdSharing, sharedPrefix } from './node-id.js';
import { addressOf, familyOf, mayName, type Place } from './place.js';
import type { Asker } from './query-book.js';
import { K, type RoutingTable } from './routing-table.js';

const EVERY_MS = 4000;
/** Who is near us is looked for again: soon after the first time, when others have come in too, then now and then. */
const SECOND_JOIN_MS = 20_000;
const NEXT_JOIN_MS = 10 * 60_000;
/** Nodes heard of and not met yet. */
const MOST_HEARD = 300;
const MOST_MEETING = 8;
/** After a bootstrap that found nobody, and twice as long each time. */
const FIRST_RETRY_MS = 3000;
const LAST_RETRY_MS = 5 * 60_000;

export interface UpkeepHost {
  readonly table: RoutingTable;
  /** Starts from what the table and the earlier run know. `doors`: also from the routers. */
  lookup(plan: LookupPlan, doors: boolean, nowMs: number): void;
  ask(to: { readonly id: NodeId | null; readonly place: Place }, ask: Ask, asker: Asker): boolean;
  /** The families of nodes to ask for. */
  wanted(): Want;
  /** The first search around our own id is over, or the table is no longer empty. */
  onChange(): void;
}

interface Heard {
  readonly id: NodeId | null;
  readonly place: Place;
}

export class Upkeep {
  /** By address. */
  private readonly heard = new Map<string, Heard>();
  private meeting = 0;
  private nextAtMs = Number.NEGATIVE_INFINITY;
  private joinAtMs = Number.NEGATIVE_INFINITY;
  private joins = 0;
  private joining = false;
  private joined = false;
  /** How many nodes we knew when the last search around our id was over. */
  private knownThen = 0;

  constructor(
    private readonly host: UpkeepHost,
    private readonly random: Random,
  ) {}

  /** We know who is near us. */
  get isReady(): boolean {
    return this.joined && this.host.table.size > 0;
  }
  nextDeadline(): number {
    return this.joining ? this.nextAtMs : Math.min(this.nextAtMs, this.joinAtMs);
  }

  /** A node that may be worth meeting. */
  hear({ id, place }: Heard): void {
    if (this.heard.size >= MOST_HEARD || (id !== null && !this.host.table.needs({ id, place }))) return;
    this.heard.set(addressOf(place), { id, place });
  }
  /** An answer named this one: met only when it is among the nearest to us, and not being asked for our own id as it is. */
  notice(contact: Contact): void {
    if (!this.joining && this.host.table.isNear(contact.id)) this.hear(contact);
  }
  /** Our id is another one, or the network: who is near us is to be found anew. */
  joinAnew(): void {
    this.joined = false;
    this.joins = 0;
    this.hurry();
  }
  /** There is somebody new to begin with. */
  hurry(): void {
    this.joinAtMs = Number.NEGATIVE_INFINITY;
  }

  run(nowMs: number): void {
    const isHopeful = !this.joined && this.host.table.size > this.knownThen;
    if (!this.joining && (isHopeful || nowMs >= this.joinAtMs)) this.join(nowMs);
    this.meet();
    if (nowMs < this.nextAtMs) return;
    this.nextAtMs = nowMs + EVERY_MS;
    if (this.joined && this.host.table.size === 0) this.joinAnew();
    if (!this.joined) return;
    this.check(nowMs);
    const depth = this.host.table.takeThinBucket(nowMs);
    if (depth !== null) this.explore(depth);
  }

  /** Searches for our own id: who answers on the way fills the table. */
  private join(nowMs: number): void {
    const { table } = this.host;
    this.joining = true;
    this.joins++;
    const doors = table.size < K || this.joins <= 2; // the few we know may know nobody else
    this.search(table.id, doors, nowMs, (endMs) => {
      if (!this.joined && table.size > 0) this.joins = 1;
      this.joining = false;
      this.joined = table.size > 0;
      this.knownThen = table.size;
      this.joinAtMs = endMs + this.untilNextJoin() * (0.7 + 0.6 * this.random.next());
      this.host.onChange();
    });
  }
  private untilNextJoin(): number {
    if (this.joined) return this.joins <= 1 ? SECOND_JOIN_MS : NEXT_JOIN_MS;
    return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(10, this.joins - 1));
  }

  private search(target: NodeId, doors: boolean, nowMs: number, onDone: (nowMs: number) => void): void {
    const ask: Ask = { method: 'find_node', target, want: this.host.wanted() };
    this.host.lookup({ target, ask, onAnswer: () => false, onDone: (_, endMs) => onDone(endMs) }, doors, nowMs);
  }

  /** Asks the one that was silent longest; for nodes of its own distance, so that they are heard of too. */
  private check(nowMs: number): void {
    const stale = this.host.table.stalest(nowMs);
    if (stale === null) return;
    const done = () => {
      stale.checked = false;
    };
    stale.checked = this.sound(stale, sharedPrefix(stale.id, this.host.table.id), done);
    // and somebody else: a silence counts only while others answer, and it may be the only question under way
    const witness = this.host.table.closest(randomId(this.random), 2).find((other) => other !== stale);
    if (witness !== undefined) this.sound(witness, sharedPrefix(witness.id, this.host.table.id), () => undefined);
  }
  /** Asks who is nearest to a distance at which we know few. */
  private explore(depth: number): void {
    const target = randomIdSharing(this.host.table.id, depth, this.random);
    const [nearest] = this.host.table.closest(target, 1);
    if (nearest !== undefined) this.sound(nearest, depth, () => undefined);
  }

  /** Asks a node for others that share so many bits with us. False when nothing can be sent now. */
  private sound(to: Contact, depth: number, onDone: () => void): boolean {
    const target = randomIdSharing(this.host.table.id, Math.min(depth, ID_BITS - 1), this.random);
    const asker: Asker = {
      onFailed: onDone,
      onAnswer: ({ nodes, nodes6 }) => {
        onDone();
        const own = familyOf(to.place) === 4 ? nodes : nodes6;
        for (const contact of own ?? []) if (mayName(to.place, contact.place)) this.hear(contact);
      },
    };
    return this.host.ask(to, { method: 'find_node', target, want: this.host.wanted() }, asker);
  }

  private meet(): void {
    for (const [address, { id, place }] of this.heard) {
      if (this.meeting >= MOST_MEETING) return;
      const settle = () => {
        this.meeting--;
        this.meet();
      };
      const isWorth = id === null || this.host.table.needs({ id, place });
      if (isWorth && !this.host.ask({ id, place }, { method: 'ping' }, { onAnswer: settle, onFailed: settle })) return;
      this.heard.delete(address);
      if (isWorth) this.meeting++;
    }
  }
}
