/** How a whole DHT does: nodes come and go, datagrams are lost, and what some announce others look for. */
import { DhtNet, type SimDht, type SimSearch, someInfoHash } from './dht-net.js';

export interface DhtPlan {
  readonly seed: number;
  readonly nodes: number;
  /** Share of datagrams that are lost. */
  readonly loss: number;
  /** How long a node stays, on the average. */
  readonly lifeMs: number;
  /** Torrents that one node announces and another looks for; both have joined. */
  readonly searches: number;
}

export interface DhtFigures {
  readonly nodes: number;
  /** Nodes that went and were replaced. */
  readonly replaced: number;
  readonly searches: number;
  readonly found: number;
  readonly firstPeerMs: { readonly median: number; readonly p95: number };
  /** Means over the searches. */
  readonly hops: number;
  readonly questions: number;
  readonly announcedAt: number;
  /** What one node sends in a second where nobody searches. */
  readonly idleDatagrams: number;
  readonly knownNodes: number;
}

const STEP_MS = 20;
const JOIN_EVERY_MS = 10;
/** Nodes that a newcomer knows. */
const DOORS = 3;
const SETTLE_MS = 60_000;
/** From the announces to the searches: long enough that some of those who keep them are gone. */
const BETWEEN_MS = 60_000;
const LAST_MS = 15_000;

export function dhtFigures(plan: DhtPlan): DhtFigures {
  const { lifeMs, loss, nodes, searches, seed } = plan;
  const net = new DhtNet({ seed, loss });
  /** In the middle of something: they stay until it is over. */
  const bound = new Map<SimDht, SimSearch>();
  const join = () => net.add({ doors: Array.from({ length: DOORS }, () => net.any().endpoint) });
  let leaving = 0;
  let replaced = 0;
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      net.clock.advance(STEP_MS);
      leaving += (nodes * STEP_MS) / lifeMs;
      for (; leaving >= 1; leaving--) {
        const node = net.any();
        if (bound.get(node)?.outcome === null) continue;
        net.remove(node);
        join();
        replaced++;
      }
    }
  };
  const anyReady = (): SimDht => {
    for (;;) {
      const node = net.any();
      if (node.dht.facts().kind === 'ready') return node;
    }
  };
  const searchAll = (hashes: readonly ReturnType<typeof someInfoHash>[], port: number | null) =>
    hashes.map((hash) => {
      const node = anyReady();
      const search = node.search(hash, port);
      bound.set(node, search);
      pass(STEP_MS);
      return search;
    });

  net.add();
  for (let count = 1; count < nodes; count++) {
    join();
    net.clock.advance(JOIN_EVERY_MS);
  }
  const sentBefore = net.sent;
  pass(SETTLE_MS);
  const idleDatagrams = (net.sent - sentBefore) / nodes / (SETTLE_MS / 1000);
  const hashes = Array.from({ length: searches }, () => someInfoHash(net.random));
  const announces = searchAll(hashes, 6881);
  pass(BETWEEN_MS);
  const lookups = searchAll(hashes, null);
  pass(LAST_MS);

  const times = lookups.flatMap(({ firstAfterMs }) => firstAfterMs ?? []).sort((a, b) => a - b);
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);
  return {
    nodes,
    replaced,
    searches,
    found: times.length,
    firstPeerMs: { median: times[times.length >> 1] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 },
    hops: mean(lookups.map(({ outcome }) => outcome?.hops ?? 0)),
    questions: mean(lookups.map(({ outcome }) => outcome?.questions ?? 0)),
    announcedAt: mean(announces.map(({ outcome }) => outcome?.announcedAt ?? 0)),
    idleDatagrams,
    knownNodes: mean(net.nodes.map(({ node }) => node.table.size)),
  };
}
