/**
 * The DHT over both address families side by side (BEP 5, 32), as one machine: datagrams and time go in, datagrams go
 * out. A family takes part while it has a socket.
 */
import type { DhtFacts, SavedDht, SavedDhtFamily } from '../api/dht.js';
import type { Endpoint } from '../api/ids.js';
import type { Random } from '../base/ports.js';
import { type Contact, decodeContacts } from './contact.js';
import { type DhtCounters, newCounters } from './dht-counters.js';
import { DhtNode } from './dht-node.js';
import type { DhtCommons } from './dht-node-host.js';
import { FloodGuard } from './flood-guard.js';
import { ItemStore } from './item-store.js';
import { bytesOfId, type NodeId, randomId, readNodeId } from './node-id.js';
import { endpointOf, type Family, familyOf, type Place, placeOf } from './place.js';
import { SendBudget } from './send-budget.js';
import { Tokens } from './tokens.js';

/** Nodes of a family that are kept over restarts. */
export const MOST_SAVED_NODES = 300;

export interface DhtHost {
  send(bytes: Uint8Array, to: Endpoint): void;
  /** Whether datagrams of a family can be sent. */
  hasFamily(family: Family): boolean;
  /** Somebody at the literal address `voter` says that we are at `host` (BEP 42). */
  onSeenAs(host: string, voter: string): void;
  onChange(): void;
}

export interface DhtOptions {
  readonly random: Random;
  readonly saved: SavedDht | null;
  isReadOnly(): boolean;
}

export class Dht {
  readonly counters: DhtCounters = newCounters();
  readonly items: ItemStore;
  private readonly ipv4: DhtNode;
  private readonly ipv6: DhtNode;

  constructor(
    private readonly host: DhtHost,
    { isReadOnly, random, saved }: DhtOptions,
  ) {
    this.items = new ItemStore(() => (this.host.hasFamily(4) ? this.ipv4 : this.ipv6).table.id);
    const { counters, items } = this;
    const commons: DhtCommons = {
      random,
      tokens: new Tokens(random),
      items,
      guard: new FloodGuard(),
      budget: new SendBudget(),
      counters,
      isReadOnly,
    };
    const make = (family: Family, of: SavedDhtFamily | null, other: () => DhtNode) =>
      new DhtNode(
        family,
        idOf(of) ?? randomId(random),
        {
          send: (bytes, place) => host.send(bytes, endpointOf(place)),
          othersNear: (target) => (host.hasFamily(other().family) ? other().table.closest(target) : null),
          onOthers: (contacts) => {
            if (host.hasFamily(other().family)) for (const contact of contacts) other().upkeep.hear(contact);
          },
          wantsOthers: () => host.hasFamily(other().family) && !other().upkeep.isReady,
          onSeenAs: (address, voter) => host.onSeenAs(address, voter),
          onChange: () => host.onChange(),
        },
        commons,
      );
    this.ipv4 = make(4, saved?.ipv4 ?? null, () => this.ipv6);
    this.ipv6 = make(6, saved?.ipv6 ?? null, () => this.ipv4);
    this.ipv4.knows(contactsOf(saved?.ipv4 ?? null, 4));
    this.ipv6.knows(contactsOf(saved?.ipv6 ?? null, 6));
  }

  /** The nodes of the families that have a socket. */
  nodes(): DhtNode[] {
    return [this.ipv4, this.ipv6].filter(({ family }) => this.host.hasFamily(family));
  }

  receive(datagram: Uint8Array, from: Endpoint, nowMs: number): void {
    const place = placeOf(from);
    if (place !== null) this.nodeOf(place).receive(datagram, place, nowMs);
  }

  run(nowMs: number): void {
    for (const node of this.nodes()) node.run(nowMs);
  }
  /** Infinity when there is nothing to do. */
  nextDeadline(nowMs: number): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.nodes().map((node) => node.nextDeadline(nowMs)));
  }

  /** Where to begin when nobody is known: `routers` are asked and not kept as nodes, others are nodes like any. */
  setDoors(doors: readonly Endpoint[], routers: readonly Endpoint[]): void {
    for (const node of [this.ipv4, this.ipv6]) {
      const own = (endpoints: readonly Endpoint[]) => placesOf(endpoints).filter((place) => familyOf(place) === node.family);
      node.setDoors(own(doors), own(routers));
    }
  }
  /** There may be a node there (a peer's PORT message, a torrent's `nodes`). */
  hear(endpoint: Endpoint): void {
    const place = placeOf(endpoint);
    if (place !== null) this.nodeOf(place).upkeep.hear({ id: null, place });
  }

  /** Our addresses may be others than before. */
  rejoin(): void {
    for (const node of this.nodes()) node.rejoin();
  }

  facts(): DhtFacts {
    const nodes = this.nodes();
    if (nodes.length === 0) return { kind: 'off' };
    const count = (node: DhtNode) => (this.host.hasFamily(node.family) ? node.table.size : null);
    const kind = nodes.some(({ upkeep }) => upkeep.isReady) ? 'ready' : 'bootstrapping';
    return { kind, ipv4Nodes: count(this.ipv4), ipv6Nodes: count(this.ipv6) };
  }

  save(): SavedDht {
    return { ipv4: savedOf(this.ipv4), ipv6: savedOf(this.ipv6) };
  }

  private nodeOf(place: Place): DhtNode {
    return familyOf(place) === 4 ? this.ipv4 : this.ipv6;
  }
}

const placesOf = (endpoints: readonly Endpoint[]): Place[] => endpoints.map(placeOf).filter((place) => place !== null);

const idOf = (saved: SavedDhtFamily | null): NodeId | null => (saved === null ? null : readNodeId(saved.id));

/** Whoever wrote the file: only what can be a node is taken, and each is asked before it counts. */
const contactsOf = (saved: SavedDhtFamily | null, family: Family): Contact[] =>
  saved === null ? [] : (decodeContacts(saved.nodes, family, MOST_SAVED_NODES) ?? []);

/** Those that answer, the last heard first. */
function savedOf({ beginnings, table }: DhtNode): SavedDhtFamily {
  const good = [...table.entries()].filter(({ failures }) => failures === 0).sort((a, b) => b.seenAtMs - a.seenAtMs);
  const nodes: readonly Contact[] = good.length > 0 ? good : beginnings.contacts;
  const compact = nodes.slice(0, MOST_SAVED_NODES).map(({ id, place }) => id + place);
  return { id: bytesOfId(table.id), nodes: new Uint8Array(Buffer.from(compact.join(''), 'latin1')) };
}
