/** A network of DHT machines in memory: datagrams over a virtual clock, late, lost and doubled by lot. Everything random is seeded. */
import type { SavedDht } from '../../../engine/api/dht.js';
import type { Endpoint } from '../../../engine/api/ids.js';
import { addressText } from '../../../engine/base/address-text.js';
import type { Random } from '../../../engine/base/ports.js';
import { Dht } from '../../../engine/dht/dht.js';
import type { DhtNode } from '../../../engine/dht/dht-node.js';
import { type NodeId, randomId } from '../../../engine/dht/node-id.js';
import { PeerSearch, type PeerSearchOutcome } from '../../../engine/dht/peer-search.js';
import { seededRandom } from '../seeded-random.js';
import { VirtualClock } from '../virtual-clock.js';

export interface DhtNetOptions {
  readonly seed: number;
  /** Share of datagrams that are lost, and that come twice; 0..1. */
  readonly loss?: number;
  readonly doubled?: number;
  /** One way from a node to the middle, drawn for each: least and most. */
  readonly latencyMs?: readonly [number, number];
}

export interface SimDhtOptions {
  /** Addresses of it, one of a family at most; default: one of IPv4 anywhere on the internet. */
  readonly at?: readonly Endpoint[];
  readonly saved?: SavedDht | null;
  readonly doors?: readonly Endpoint[];
  readonly routers?: readonly Endpoint[];
  readonly readOnly?: boolean;
}

export class DhtNet {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly nodes: SimDht[] = [];
  /** Datagrams that were sent, ever. */
  sent = 0;
  private readonly byAddress = new Map<string, SimDht>();

  constructor(readonly options: DhtNetOptions) {
    this.random = seededRandom(options.seed);
  }

  add(options: SimDhtOptions = {}): SimDht {
    const node = new SimDht(this, options.at ?? [this.freeEndpoint()], options);
    for (const endpoint of node.at) this.byAddress.set(addressText(endpoint), node);
    this.nodes.push(node);
    return node;
  }

  /** It is gone, and says nothing. */
  remove(node: SimDht): void {
    node.stop();
    for (const endpoint of node.at) this.byAddress.delete(addressText(endpoint));
    const at = this.nodes.indexOf(node);
    if (at >= 0) this.nodes.splice(at, 1);
  }

  /** One that runs, by lot. */
  any(): SimDht {
    const node = this.nodes[Math.floor(this.random.next() * this.nodes.length)];
    if (node === undefined) throw new Error('nobody is here');
    return node;
  }

  send(from: SimDht, bytes: Uint8Array, source: Endpoint, to: Endpoint): void {
    const { doubled = 0, loss = 0 } = this.options;
    this.sent++;
    if (loss > 0 && this.random.next() < loss) return;
    this.carry(from, bytes, source, to);
    if (doubled > 0 && this.random.next() < doubled) this.carry(from, bytes, source, to);
  }

  /** A random address of the internet at which nobody is. */
  freeEndpoint(): Endpoint {
    for (;;) {
      const [a = 0, b = 0, c = 0, d = 0] = this.random.bytes(4);
      const endpoint = { host: `${(a % 80) + 11}.${b}.${c}.${(d % 254) + 1}`, port: 1024 + Math.floor(this.random.next() * 60_000) };
      if (!this.byAddress.has(addressText(endpoint))) return endpoint;
    }
  }

  private carry(from: SimDht, bytes: Uint8Array, source: Endpoint, to: Endpoint): void {
    const target = this.byAddress.get(addressText(to));
    if (target === undefined) return;
    const lateMs = (from.latencyMs + target.latencyMs) * (1 + 0.2 * this.random.next());
    this.clock.after(lateMs, () => target.receive(bytes, source));
  }
}

export class SimDht {
  readonly dht: Dht;
  readonly latencyMs: number;
  private readonly random: Random;
  private timer: (() => void) | null = null;
  private timerAt = Number.POSITIVE_INFINITY;
  private running = true;

  constructor(
    readonly net: DhtNet,
    readonly at: readonly Endpoint[],
    options: SimDhtOptions,
  ) {
    const [least, most] = net.options.latencyMs ?? [10, 60];
    this.latencyMs = least + net.random.next() * (most - least);
    this.random = seededRandom(Math.floor(net.random.next() * 2 ** 32));
    const of = (host: string) => at.find((endpoint) => endpoint.host.includes(':') === host.includes(':'));
    this.dht = new Dht(
      {
        send: (bytes, to) => {
          const source = of(to.host);
          if (source !== undefined) net.send(this, bytes, source, to);
        },
        hasFamily: (family) => this.at.some(({ host }) => host.includes(':') === (family === 6)),
        onSeenAs: () => undefined,
        onChange: () => undefined,
      },
      { random: this.random, saved: options.saved ?? null, isReadOnly: () => options.readOnly ?? false },
    );
    this.dht.setDoors(options.doors ?? [], options.routers ?? []);
    this.pump();
  }

  /** The node of its first address. */
  get node(): DhtNode {
    const [node] = this.dht.nodes();
    if (node === undefined) throw new Error('without an address');
    return node;
  }
  get endpoint(): Endpoint {
    const [endpoint] = this.at;
    if (endpoint === undefined) throw new Error('without an address');
    return endpoint;
  }

  receive(bytes: Uint8Array, from: Endpoint): void {
    if (!this.running) return;
    this.dht.receive(bytes, from, this.net.clock.now());
    this.pump();
  }

  stop(): void {
    this.running = false;
    this.timer?.();
  }

  /** Searches and, with a port, announces; time must be made to pass. */
  search(infoHash: NodeId, port: number | null): SimSearch {
    const search: SimSearch = { peers: [], firstAfterMs: null, outcome: null };
    const startedAt = this.net.clock.now();
    new PeerSearch(
      this.node,
      { infoHash, port, seed: false, scrape: false },
      {
        onPeers: (peers) => {
          search.firstAfterMs ??= this.net.clock.now() - startedAt;
          search.peers.push(...peers.map(addressText));
        },
        onEnd: (outcome) => {
          search.outcome = outcome;
        },
      },
      startedAt,
    );
    this.pump();
    return search;
  }

  /** Sets the timer by what the machine wants next. */
  pump(): void {
    const { clock } = this.net;
    const next = this.dht.nextDeadline(clock.now());
    if (next >= this.timerAt && this.timer !== null) return;
    this.timer?.();
    if (next === Number.POSITIVE_INFINITY) return;
    this.timerAt = next;
    this.timer = clock.after(Math.max(0, next - clock.now()), () => {
      this.timer = null;
      this.timerAt = Number.POSITIVE_INFINITY;
      if (!this.running) return;
      this.dht.run(clock.now());
      this.pump();
    });
  }
}

export interface SimSearch {
  readonly peers: string[];
  firstAfterMs: number | null;
  outcome: PeerSearchOutcome | null;
}

export const someInfoHash = (random: Random): NodeId => randomId(random);
