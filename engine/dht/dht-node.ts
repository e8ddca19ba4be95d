/**
 * Our node in the network of one address family (BEP 5, 32), as a machine over datagrams and time: takes what came, sends
 * through its host, says when it wants to be run again. Policy lies in its parts; here they are introduced to each other.
 */
import { Beginnings } from './beginnings.js';
import { BoundId } from './bound-id.js';
import type { Contact } from './contact.js';
import type { DhtCommons, DhtNodeHost } from './dht-node-host.js';
import type { Answer, Ask, KrpcMessage, Query, Want } from './krpc.js';
import { decodeKrpc } from './krpc-decode.js';
import { encodeKrpc } from './krpc-encode.js';
import { Lookup, type LookupPlan } from './lookup.js';
import type { NodeId } from './node-id.js';
import { PeerStore } from './peer-store.js';
import { addressOf, endpointOf, type Family, mayName, type Place } from './place.js';
import { type Asker, type OpenQuery, QueryBook } from './query-book.js';
import { Responder } from './responder.js';
import { RoundTrips } from './round-trips.js';
import { K, RoutingTable } from './routing-table.js';
import { Upkeep } from './upkeep.js';

/** An answer to anybody; larger ones would be cut in two on the way. */
const MOST_ANSWER_BYTES = 1400;

export class DhtNode {
  readonly table: RoutingTable;
  readonly peers: PeerStore;
  readonly beginnings = new Beginnings();
  readonly upkeep: Upkeep;
  private readonly boundId: BoundId;
  private readonly trips = new RoundTrips();
  private readonly book: QueryBook;
  private readonly responder: Responder;
  private readonly lookups = new Set<Lookup>();
  private now = 0;
  private lastAnswerAtMs = Number.NEGATIVE_INFINITY;
  /** Something could not be sent. */
  private isHeld = false;

  constructor(
    readonly family: Family,
    id: NodeId,
    private readonly host: DhtNodeHost,
    private readonly commons: DhtCommons,
  ) {
    const { items, random, tokens } = commons;
    this.table = new RoutingTable(id);
    this.boundId = new BoundId(family, random);
    this.book = new QueryBook(random, this.trips);
    this.peers = new PeerStore(family, () => this.table.id, random);
    const { peers, table } = this;
    const near = (target: NodeId, of: Family) => (of === family ? table.closest(target) : host.othersNear(target));
    this.responder = new Responder({ peers, items, tokens, random, near, ownId: () => table.id }, family);
    this.upkeep = new Upkeep(
      {
        table,
        lookup: (plan, doors, nowMs) => void this.lookup(plan, nowMs, doors || !this.beginnings.wereAnswered),
        ask: (to, ask, asker) => this.ask(to, ask, asker, false),
        wanted: () => this.wanted(),
        onChange: () => host.onChange(),
      },
      random,
    );
  }

  /** Nodes of an earlier run. */
  knows(contacts: readonly Contact[]): void {
    this.beginnings.setContacts(contacts);
    for (const contact of contacts) this.upkeep.hear(contact);
  }
  setDoors(doors: readonly Place[], routers: readonly Place[]): void {
    this.beginnings.setDoors(doors, routers);
    this.upkeep.hurry();
  }
  /** We may be elsewhere: what was said of our address counts no more. */
  rejoin(): void {
    this.boundId.vote.reset();
    this.upkeep.joinAnew();
  }
  /** There is somebody to begin with. */
  get hasWayIn(): boolean {
    return this.table.size > 0 || !this.beginnings.isEmpty;
  }

  receive(datagram: Uint8Array, place: Place, nowMs: number): void {
    this.now = nowMs;
    const { counters, guard } = this.commons;
    counters.received++;
    counters.receivedBytes += datagram.length;
    if (guard.isOverloaded(nowMs)) {
      counters.overload++;
      return;
    }
    const isHeard = guard.admit(addressOf(place), datagram.length, nowMs);
    if (!isHeard && !this.book.waitsFor(place)) {
      counters.blocked++;
      return;
    }
    const message = decodeKrpc(datagram);
    if (!message.ok) {
      counters.malformed++;
      return;
    }
    if (message.value.kind !== 'query') this.onReply(message.value, place);
    else if (isHeard) this.onQuery(message.value, place);
    else counters.blocked++;
    this.upkeep.run(nowMs);
  }

  /** Lets time pass. */
  run(nowMs: number): void {
    this.now = nowMs;
    this.book.expire(nowMs, (query) => this.onLost(query));
    if (this.isHeld && this.commons.budget.mayAsk(nowMs)) {
      this.isHeld = false;
      for (const lookup of [...this.lookups]) lookup.resume(nowMs);
    }
    this.upkeep.run(nowMs);
  }
  nextDeadline(nowMs: number): number {
    const held = this.isHeld ? nowMs + Math.max(1, this.commons.budget.waitMs()) : Number.POSITIVE_INFINITY;
    return Math.min(held, this.book.nextDeadline(), this.upkeep.nextDeadline());
  }

  /** Begins a lookup from what we know. */
  lookup(plan: LookupPlan, nowMs: number, doors = this.table.size < K): Lookup {
    this.now = nowMs;
    const lookup = new Lookup(plan, {
      ask: (to, ask, asker, again) => this.ask(to, ask, asker, again),
      nodesIn: (answer, from) => this.nodesIn(answer, from),
      onEnd: (ended) => this.lookups.delete(ended),
    });
    this.lookups.add(lookup);
    const near: Contact[] = this.table.closest(plan.target);
    if (near.length < K) near.push(...this.beginnings.near(plan.target));
    lookup.start(near, doors ? this.beginnings.doors : [], nowMs);
    return lookup;
  }
  get lookupCount(): number {
    return this.lookups.size;
  }

  /** The families of nodes that our questions ask for. */
  wanted(): Want {
    return this.host.wantsOthers() ? { ipv4: true, ipv6: true } : null;
  }

  /** Asks one node; false when nothing can be sent now. */
  ask({ id, place }: { readonly id: NodeId | null; readonly place: Place }, ask: Ask, asker: Asker, again: boolean): boolean {
    const { budget, counters } = this.commons;
    if (this.book.isFull || !budget.mayAsk(this.now)) {
      this.isHeld = true;
      return false;
    }
    const transaction = this.book.enter({ place, id, asker, sentAtMs: this.now, again });
    const query: Query = { kind: 'query', transaction, id: this.table.id, readOnly: this.commons.isReadOnly(), ask };
    this.commons.guard.spend(addressOf(place), this.send(query, place));
    counters.asked++;
    return true;
  }

  private onQuery(query: Query, place: Place): void {
    const { budget, counters, guard } = this.commons;
    if (this.commons.isReadOnly()) return;
    const contact = { id: query.id, place };
    const known = this.table.find(contact);
    if (!query.readOnly) this.table.noteQuery(contact, this.now);
    const address = addressOf(place);
    const room = Math.min(MOST_ANSWER_BYTES, known === null ? guard.allowance(address) : MOST_ANSWER_BYTES);
    const answer = budget.mayAnswer(this.now) ? this.responder.answer(query, place, room, this.now) : null;
    if (answer === null) counters.unanswered++;
    else {
      counters.answered++;
      guard.spend(address, this.send(answer, place));
    }
    if (!query.readOnly && known === null && guard.allowance(address) > 0) this.upkeep.hear(contact);
  }

  private onReply(reply: Exclude<KrpcMessage, Query>, place: Place): void {
    const query = this.book.take(reply.transaction, place);
    if (query === null) {
      this.commons.counters.unasked++;
      return;
    }
    this.lastAnswerAtMs = this.now;
    if (reply.kind === 'failure') return query.asker.onFailed(this.now);
    const { nodes, nodes6 } = reply;
    const rttMs = this.now - query.sentAtMs;
    if (!query.again) this.trips.add(rttMs);
    const before = this.table.size;
    this.beginnings.noteAnswer(place);
    if (!this.beginnings.isRouter(place)) this.table.noteAnswer({ id: reply.id, place }, rttMs, this.now);
    if (before !== this.table.size) this.host.onChange();
    if (reply.seenAs !== null) this.onSeenAs(reply.seenAs.host, place);
    const others = this.family === 4 ? nodes6 : nodes;
    if (others !== undefined) this.host.onOthers(others.filter((other) => mayName(place, other.place)));
    for (const contact of this.nodesIn(reply, place)) this.upkeep.notice(contact);
    if (query.id === null || query.id === reply.id) query.asker.onAnswer(reply, this.now);
    else query.asker.onFailed(this.now);
  }

  private onLost(query: OpenQuery): void {
    this.commons.counters.lost++;
    // while nobody at all answers, the fault is more likely ours
    const isTheirs = !query.again && query.id !== null && this.lastAnswerAtMs >= query.sentAtMs;
    if (isTheirs && query.id !== null) {
      this.table.noteFailure({ id: query.id, place: query.place });
      this.host.onChange();
    }
    query.asker.onFailed(this.now);
  }

  private onSeenAs(host: string, voter: Place): void {
    this.host.onSeenAs(host, endpointOf(voter).host);
    const id = this.boundId.onSeenAs(host, voter, this.table.id, this.now);
    if (id === null) return;
    this.table.changeId(id);
    this.upkeep.joinAnew();
  }

  private send(message: KrpcMessage, place: Place): number {
    const { budget, counters } = this.commons;
    const bytes = encodeKrpc(message);
    budget.spend(bytes.length);
    counters.sent++;
    counters.sentBytes += bytes.length;
    this.host.send(bytes, place);
    return bytes.length;
  }

  private nodesIn({ nodes, nodes6 }: Answer, from: Place): readonly Contact[] {
    const own = (this.family === 4 ? nodes : nodes6) ?? [];
    return own.filter(({ id, place }) => id !== this.table.id && !this.beginnings.isRouter(place) && mayName(from, place));
  }
}
