/** Pieces that we have and cannot read any more: peers are told (BEP 54), and the rest of the torrent goes on. */
import { describe, expect } from 'vitest';
import type { ErrorView } from '../../engine/api/errors.js';
import { scenario } from '../support/sim/world.js';

const MIB = 1024 * 1024;
const broken = (errno = 'EIO'): ErrorView => ({ code: 'disk-failed', message: `The disk failed (${errno}).`, facts: {} });

describe('a piece that cannot be read', () => {
  scenario('is no longer had: peers hear it, ask for the rest, and it is fetched again when somebody has it', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB, pieceLength: MIB });
    const seed = await world.makeNode({ wire: { upBps: 1_000_000 } });
    await seed.seed(torrent);
    await world.run(500);
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.until('it moves', () => leech.torrent().traffic.down.total > MIB);
    let left = 1;
    seed.readFault = () => (left-- > 0 ? broken() : null);
    const have = () => seed.torrent().content?.have;
    await world.until('a piece is lost', () => have()?.isFull === false);
    const lost = Array.from({ length: 8 }, (_, piece) => piece).filter((piece) => have()?.has(piece) === false);
    expect(lost).toHaveLength(1);
    const peer = () => [...leech.torrent().net.peers.values()][0];
    await world.until('the leech has heard it', () => peer()?.machine.pieces.has(lost[0] ?? 0) === false);
    expect(seed.torrent().state.kind).toBe('running');
    await world.until('all the rest is there', () => leech.torrent().content?.have.count === 7, 60_000);
    expect(peer()).toBeDefined();
    const other = await world.makeNode();
    await other.seed(torrent);
    for (const node of [seed, leech]) await node.execute('torrents.addPeers', { id: node.torrent().id, peers: [other.endpoint] });
    await world.complete([seed, leech], torrent, 120_000);
    for (const node of [seed, leech]) expect(node.differences(torrent)).toEqual([]);
  });

  scenario('stops the torrent when there are many, and at once when its file is gone', async (world) => {
    for (const fault of [broken(), { ...broken('ENOENT'), code: 'data-missing' as const }]) {
      const torrent = world.torrent({ name: fault.code, size: 16 * MIB, pieceLength: MIB });
      const seed = await world.makeNode();
      await seed.seed(torrent);
      await world.run(500);
      const leech = await world.makeNode();
      await leech.add(torrent);
      let reads = 0;
      seed.readFault = () => {
        reads += 1;
        return fault;
      };
      await world.until('it has failed', () => seed.torrent().state.kind === 'failed', 60_000);
      expect(seed.torrent().content?.have.count).toBe(fault.code === 'disk-failed' ? 8 : 16);
      expect(reads).toBeGreaterThan(0);
    }
  });
});
