/**
 * A whole swarm in one process: clock, network, tracker and as many nodes as wanted, all from one seed. A scenario that
 * fails names its seed; SIM_SEED=... plays it again.
 */
import { expect, it } from 'vitest';
import type { Settings } from '../../../engine/api/settings.js';
import type { Random } from '../../../engine/base/ports.js';
import type { MetainfoReader } from '../../../engine/metainfo/metainfo-reader.js';
import { seededRandom } from '../seeded-random.js';
import { VirtualClock } from '../virtual-clock.js';
import { type Manners, ScriptedPeer } from './scripted-peer.js';
import { SimNode } from './sim-node.js';
import { makeSimTorrent, type SimTorrent, type SimTorrentOptions } from './sim-torrent.js';
import { VirtualNetwork, type Wire } from './virtual-network.js';
import { VirtualTracker } from './virtual-tracker.js';
import { VirtualWeb } from './virtual-web.js';

const STEP_MS = 100;
/** Starts of nodes lie up to this far apart, so that their ticks do not fall together. */
const START_SPREAD_MS = 100;

export interface NodeOptions {
  readonly address?: string;
  readonly wire?: Wire;
  readonly settings?: Partial<Settings>;
  readonly slabs?: number;
  /** Blocks asked for at once over all torrents; default: as the real one. */
  readonly mostRequests?: number;
  /** Default: everything is read on the spot. */
  readonly metainfo?: MetainfoReader;
}

export class World {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly network: VirtualNetwork;
  readonly tracker: VirtualTracker;
  readonly web = new VirtualWeb();
  readonly nodes: SimNode[] = [];

  constructor(readonly seed: number) {
    this.random = seededRandom(seed);
    this.network = new VirtualNetwork(this.clock, this.random);
    this.tracker = new VirtualTracker(this.clock, this.random);
  }

  /** A torrent that names the world's tracker. */
  torrent(options: SimTorrentOptions = {}): SimTorrent {
    return makeSimTorrent({ tracker: this.tracker.url, ...options });
  }

  /** A running node. */
  async makeNode(options: NodeOptions = {}): Promise<SimNode> {
    const address = options.address ?? this.freeAddress();
    const node = new SimNode({
      clock: this.clock,
      host: this.network.host(address, options.wire),
      tracker: this.tracker,
      web: this.web,
      random: seededRandom(Math.floor(this.random.next() * 2 ** 32)),
      ...(options.settings === undefined ? {} : { settings: options.settings }),
      ...(options.slabs === undefined ? {} : { slabs: options.slabs }),
      ...(options.mostRequests === undefined ? {} : { mostRequests: options.mostRequests }),
      ...(options.metainfo === undefined ? {} : { metainfo: options.metainfo }),
    });
    this.nodes.push(node);
    await this.clock.run(this.random.next() * START_SPREAD_MS);
    await node.start();
    return node;
  }
  async makeNodes(count: number, options: NodeOptions = {}): Promise<SimNode[]> {
    const made: SimNode[] = [];
    for (let i = 0; i < count; i++) made.push(await this.makeNode(options));
    return made;
  }

  /** A peer that follows a script; it listens at once. */
  async makeScripted(torrent: SimTorrent, manners: Manners, wire?: Wire): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(this.network.host(this.freeAddress(), wire), torrent, manners, this.clock);
    await peer.listen();
    return peer;
  }

  /** An address that no host has. */
  freeAddress(): string {
    for (let i = 1; ; i++) {
      const address = `10.0.${i >> 8}.${i & 255}`;
      if (this.network.find(address) === undefined) return address;
    }
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  /** Lets time pass until it is so; fails, telling where everybody stands, when it is not after `limitMs`. Returns what it took, ms. */
  async until(what: string, isSo: () => boolean, limitMs = 600_000): Promise<number> {
    const started = this.clock.now();
    while (!isSo()) {
      if (this.clock.now() - started >= limitMs) {
        throw new Error(`not within ${limitMs / 1000} s: ${what}\n${this.nodes.map((node) => node.describe()).join('\n')}`);
      }
      await this.clock.run(STEP_MS);
    }
    return this.clock.now() - started;
  }

  async complete(nodes: readonly SimNode[], of?: SimTorrent, limitMs?: number): Promise<number> {
    return this.until('all have everything', () => nodes.every((node) => node.isComplete(of)), limitMs);
  }

  /** Waits for a promise, letting time pass. */
  async settle<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    let settled = false;
    const watched = promise.finally(() => {
      settled = true;
    });
    watched.catch(() => undefined);
    await this.until('a promise settles', () => settled, limitMs);
    return watched;
  }

  /** Quits a node and looks for what it left behind. */
  async quit(node: SimNode): Promise<void> {
    await this.settle(node.close(), 10_000);
    await this.run(100);
    expect.soft(node.session.view().connections, `${node.address}: connections still counted`).toBe(0);
    expect.soft(node.pool.budgetSlabs - node.pool.freeSlabs, `${node.address}: slabs not given back`).toBe(0);
    expect.soft(node.requests.total, `${node.address}: requests still counted`).toBe(0);
    expect.soft(node.pendingTimers, `${node.address}: timers still set`).toBe(0);
  }

  /** Quits everyone that still runs. */
  async end(): Promise<void> {
    for (const node of this.nodes) if (node.isAlive) await this.quit(node);
    for (const node of this.nodes) expect.soft(node.host.streams.size, `${node.address}: connections still open`).toBe(0);
  }
}

/** A test over a world of its own. The seed follows from the name, unless SIM_SEED gives one. */
export function scenario(name: string, body: (world: World) => Promise<void>, seed = seedOf(name)): void {
  it(name, async () => {
    const world = new World(process.env.SIM_SEED === undefined ? seed : Number(process.env.SIM_SEED));
    try {
      await body(world);
      await world.end();
    } catch (error) {
      if (error instanceof Error) error.message += `\nseed ${world.seed}: play it again with SIM_SEED=${world.seed}`;
      throw error;
    }
  });
}

function seedOf(name: string): number {
  let hash = 5381;
  for (const char of name) hash = (Math.imul(hash, 33) ^ char.charCodeAt(0)) >>> 0;
  return hash;
}
