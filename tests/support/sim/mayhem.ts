/** A swarm drawn from the seed, and faults drawn from it for a while. What is done is kept as a list, to read after a failure. */
import type { Manners } from './scripted-peer.js';
import type { SimNode } from './sim-node.js';
import type { SimTorrent } from './sim-torrent.js';
import type { World } from './world.js';

const KIB = 1024;
const PIECE_LENGTHS = [16 * KIB, 20_000, 64 * KIB, 256 * KIB, 300_001, 1024 * KIB, 5 * 1024 * KIB];
const FAULTS_MS = 90_000;

const BAD_MANNERS: readonly (() => Manners)[] = [
  () => ({ answer: () => 'corrupt' }),
  () => ({ answer: (nth) => (nth % 9 === 4 ? 'corrupt' : 'good') }),
  () => ({ unchokes: false }),
  () => ({ answer: (nth) => (nth < 10 ? 'good' : 'nothing') }),
  () => ({ answer: () => 'reject' }),
  () => ({ answer: (nth) => (nth % 20 === 19 ? 'hang-up' : 'good'), fast: false }),
  () => ({ silent: true }),
];

export interface Mayhem {
  readonly torrent: SimTorrent;
  readonly seeds: readonly SimNode[];
  readonly leeches: readonly SimNode[];
  /** Addresses of scripted peers that send damaged data. */
  readonly corrupt: readonly string[];
  readonly story: readonly string[];
}

export async function makeMayhem(world: World): Promise<Mayhem> {
  const { random } = world;
  const below = (count: number) => Math.floor(random.next() * count);
  const story: string[] = [];
  const size = 500_000 + below(5_000_000);
  const pieceLength = PIECE_LENGTHS[below(PIECE_LENGTHS.length)] ?? 64 * KIB;
  const torrent = world.torrent(
    below(3) === 0
      ? { pieceLength, files: [1, 2, 3, 4].map((n) => ({ path: `part ${n}`, size: Math.ceil(size / 4) + n })) }
      : { pieceLength, size },
  );
  story.push(`${torrent.totalSize} bytes in pieces of ${pieceLength}`);
  const wire = () => ({ upBps: 50_000 + below(400_000), downBps: 100_000 + below(1_000_000), latencyMs: below(100), jitterMs: below(20) });
  const seeds: SimNode[] = [];
  const leeches: SimNode[] = [];
  for (let i = 0; i <= below(2); i++) seeds.push(await world.makeNode({ wire: wire() }));
  for (let i = 0; i <= 1 + below(4); i++) {
    leeches.push(await world.makeNode({ wire: wire(), ...(below(3) === 0 ? { slabs: 8 + below(20) } : {}) }));
  }
  for (const seed of seeds) await seed.seed(torrent);
  const corrupt: string[] = [];
  const bad: string[] = [];
  for (let i = below(4); i > 0; i--) {
    const kind = below(BAD_MANNERS.length);
    const peer = await world.makeScripted(torrent, BAD_MANNERS[kind]?.() ?? {}, wire());
    bad.push(`${peer.address}:6881`);
    if (kind < 2) corrupt.push(peer.address);
    story.push(`bad peer ${peer.address} of kind ${kind}`);
  }
  for (const leech of leeches) {
    const magnet = below(3) === 0;
    story.push(`${leech.address} adds ${magnet ? 'a magnet' : 'the file'}`);
    await leech.add(torrent, { peers: bad, ...(magnet ? { source: { kind: 'magnet', uri: torrent.magnet } } : {}) });
    await world.run(below(3000));
  }
  const end = world.clock.now() + FAULTS_MS;
  while (world.clock.now() < end) {
    await world.run(500 + below(8000));
    const node = [...seeds, ...leeches][below(seeds.length + leeches.length)];
    if (node !== undefined) story.push(`${Math.round(world.clock.now() / 100) / 10} s: ${await oneFault(world, node, below)}`);
  }
  world.tracker.state = 'up';
  return { torrent, seeds, leeches, corrupt, story };
}

async function oneFault(world: World, node: SimNode, below: (count: number) => number): Promise<string> {
  const ids = [...node.session.registry.all()].map(({ id }) => id);
  switch (below(9)) {
    case 0:
      node.host.resetAll();
      return `${node.address}: every connection breaks`;
    case 1:
      await world.run(1000); // what a person did is saved within a second
      node.kill();
      await world.run(below(10_000));
      await node.restart();
      return `${node.address}: killed and started again`;
    case 2:
      await world.quit(node);
      await world.run(below(5000));
      await node.restart();
      return `${node.address}: quit and started again`;
    case 3:
      await node.execute('torrents.pause', { ids });
      await world.run(below(5000));
      await node.execute('torrents.resume', { ids });
      return `${node.address}: paused and resumed`;
    case 4:
      world.tracker.state = below(2) === 0 ? 'refusing' : 'silent';
      return 'the tracker goes away';
    case 5:
      world.tracker.state = 'up';
      return 'the tracker comes back';
    case 6:
      await node.execute('torrents.recheck', { ids });
      return `${node.address}: checks its data`;
    case 7:
      await world.settle(node.execute('torrents.remove', { ids, deleteData: false }));
      await world.run(below(5000));
      await node.execute('torrents.restore', { ids });
      return `${node.address}: removed and restored`;
    default: {
      const maxDownBps = below(2) === 0 ? null : 20_000 + below(500_000);
      const maxUpBps = below(2) === 0 ? null : 20_000 + below(500_000);
      await node.execute('settings.set', { changes: { maxDownBps, maxUpBps } });
      return `${node.address}: limits ${maxDownBps} and ${maxUpBps}`;
    }
  }
}
