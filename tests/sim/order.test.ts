/** What is asked for in which order, of whom, and how often: whole swarms. */
import { describe, expect } from 'vitest';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const HOME = { upBps: 500_000, downBps: 2_000_000, latencyMs: 15, jitterMs: 5 };

/** What a node has, as `*` and `.`. */
function drawn(node: SimNode): string {
  const have = node.torrent().content?.have;
  return have === undefined ? '' : Array.from({ length: have.size }, (_, piece) => (have.has(piece) ? '*' : '.')).join('');
}

/** Lets a download run to its end, looking at what is had every tenth of a second. */
async function watch(world: World, node: SimNode, look: (picture: string) => void): Promise<void> {
  await world.until('the download is whole', () => {
    look(drawn(node));
    return node.isComplete();
  });
}

describe('the order of pieces', () => {
  scenario('is from the first to the last in sequential mode', async (world) => {
    const torrent = world.torrent({ size: 6 * MIB });
    for (const seed of await world.makeNodes(3, { wire: HOME })) await seed.seed(torrent);
    const leech = await world.makeNode({ wire: { downBps: 600_000 } });
    await leech.add(torrent, { sequential: true });
    let furthest = 0;
    await watch(world, leech, (picture) => {
      const gap = picture.indexOf('.');
      if (gap >= 0) furthest = Math.max(furthest, picture.lastIndexOf('*') - gap);
    });
    expect(furthest).toBeLessThan(30); // of 96: what is under way with three peers
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('is changed in the middle of a download, and remembered', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const seed = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    const leech = await world.makeNode({ wire: { downBps: 200_000 } });
    await leech.add(torrent);
    await world.run(3000);
    await leech.execute('torrents.setOptions', { ids: [leech.torrent().id], sequential: true, firstLast: true });
    await world.settle(leech.close());
    await leech.restart();
    expect(leech.torrent().order).toEqual({ sequential: true, firstLast: true });
    expect(leech.torrent().content?.swarmContent?.picker.sequential).not.toBe(false);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('begins with the ends of every file where that is wanted', async (world) => {
    const files = [300, 500, 700].map((size, n) => ({ path: `f${n}`, size: size * KIB }));
    const torrent = world.torrent({ files, pieceLength: 32 * KIB });
    const seed = await world.makeNode({ wire: HOME });
    await seed.seed(torrent);
    const leech = await world.makeNode({ wire: { downBps: 100_000 } });
    await leech.add(torrent, { firstLast: true });
    const ends = new Set([0, 9, 24, 25, 46]);
    await watch(world, leech, (picture) => {
      const had = [...picture].flatMap((mark, piece) => (mark === '*' ? [piece] : []));
      const others = had.filter((piece) => !ends.has(piece)).length;
      // pieces end in the order in which blocks come, so the last of the ends may be overtaken by a few
      if (others > 6) for (const piece of ends) expect(had).toContain(piece);
    });
  });
});

describe('deadlines', () => {
  scenario('are met, one after the other', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const fast = await world.makeNode({ wire: { upBps: 400_000, latencyMs: 20 } });
    const slow = await world.makeNodes(3, { wire: { upBps: 20_000, latencyMs: 80 } });
    for (const seed of [fast, ...slow]) await seed.seed(torrent);
    const leech = await world.makeNode();
    const added = await leech.add(torrent);
    await world.run(6000);
    const due = Array.from({ length: 128 }, (_, i) => 127 - i)
      .filter((piece) => !added.content?.have.has(piece) && added.content?.swarmContent?.picker.openPiece(piece) === undefined)
      .slice(0, 20);
    const startedAt = world.clock.now();
    const pieces = due.map((piece, nth) => ({ piece, withinMs: 5000 + nth * 300 })); // 64 KiB in 0.3 s: half of the line
    await leech.execute('torrents.setPieceDeadlines', { id: added.id, pieces });
    const late: number[] = [];
    const metAt = new Map<number, number>();
    await world.until('all that is due is here', () => {
      for (const [nth, piece] of due.entries()) {
        if (metAt.has(piece) || !added.content?.have.has(piece)) continue;
        metAt.set(piece, world.clock.now() - startedAt);
        if (world.clock.now() - startedAt > 5000 + nth * 300) late.push(piece);
      }
      return metAt.size === due.length;
    });
    expect(late).toEqual([]);
    await world.complete([leech], torrent);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('are not missed for a peer that does not answer: another is asked too', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB });
    const deaf = await world.makeScripted(torrent, { answer: () => 'nothing' });
    const leech = await world.makeNode();
    const added = await leech.add(torrent, { peers: [`${deaf.address}:6881`] });
    await world.until('it was asked', () => deaf.asked > 0);
    const open = [...(added.content?.swarmContent?.picker.openPieces() ?? [])].map(({ piece }) => piece);
    expect(open.length).toBeGreaterThan(0);
    const seed = await world.makeNode({ wire: { upBps: 60_000 } });
    await seed.seed(torrent);
    for (const piece of open) added.content?.setDeadline(piece, 4000);
    const took = await world.until('it is here', () => open.every((piece) => added.content?.have.has(piece)), 60_000);
    expect(took).toBeLessThan(20_000); // the whole takes 70 s, and a request is given up after a minute
  });
});

describe('deadlines that are taken back', () => {
  scenario('leave the pieces to their turn, one by one or all; pieces that are not there are passed over', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB });
    const leech = await world.makeNode();
    const { id, content } = await leech.add(torrent);
    const set = (...pieces: number[]) =>
      leech.execute('torrents.setPieceDeadlines', { id, pieces: pieces.map((piece) => ({ piece, withinMs: 60_000 })) });
    await world.until('payload may move', () => content?.swarmContent != null);
    const deadlines = content?.swarmContent?.picker.deadlines;
    await set(30, 31, 29, torrent.pieceCount, 2 ** 40);
    expect(deadlines?.size).toBe(3);
    await leech.execute('torrents.clearPieceDeadlines', { id, pieces: [30, 12] });
    expect([deadlines?.pieceAt(0), deadlines?.pieceAt(1), deadlines?.size]).toEqual([31, 29, 2]);
    await leech.execute('torrents.clearPieceDeadlines', { id, pieces: null });
    expect(deadlines?.size).toBe(0);
  });
});

describe('requests', () => {
  scenario('are made of one peer at a time until the end', async (world) => {
    const torrent = world.torrent({ size: 6 * MIB });
    const seeds = await world.makeNodes(3, { wire: HOME });
    for (const seed of seeds) await seed.seed(torrent);
    await world.run(500);
    const leeches = await world.makeNodes(4, { wire: HOME });
    const counted = { blocks: 0, early: 0, last: 0 };
    for (const leech of leeches) {
      const added = await leech.add(torrent);
      await world.until('it begins', () => added.content?.swarmContent != null);
      count(leech, counted);
    }
    await world.complete(leeches, torrent);
    expect(counted.blocks).toBeGreaterThan(1500);
    expect(counted.early).toBeLessThanOrEqual(counted.blocks / 128);
    expect(counted.last).toBeLessThan(counted.blocks / 5);
    const wasted = leeches.map((leech) => leech.torrent().allWastedBytes);
    expect(Math.max(...wasted)).toBeLessThan(torrent.totalSize / 8);
    expect(wasted.reduce((sum, bytes) => sum + bytes)).toBeLessThan((leeches.length * torrent.totalSize) / 12);
  });

  scenario('are made again where links break all the time', async (world) => {
    const torrent = world.torrent({ size: 3 * MIB });
    const seeds = await world.makeNodes(2, { wire: HOME });
    for (const seed of seeds) await seed.seed(torrent);
    const leeches = await world.makeNodes(5, { wire: { ...HOME, latencyMs: 120, jitterMs: 80 } });
    for (const leech of leeches) await leech.add(torrent);
    const nodes = [...seeds, ...leeches];
    const cut = (): void => {
      nodes[Math.floor(world.random.next() * nodes.length)]?.host.resetAll();
      world.clock.after(1500 + world.random.next() * 2000, cut);
    };
    world.clock.after(2000, cut);
    await world.complete(leeches, torrent, 900_000);
    for (const leech of leeches) expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('of a peer that stops answering go to others, and it gets one at a time', async (world) => {
    const torrent = world.torrent({ size: 3 * MIB });
    const stuck = await world.makeScripted(torrent, { answer: (nth) => (nth < 20 ? 'good' : 'nothing') });
    const leech = await world.makeNode();
    const added = await leech.add(torrent, { peers: [`${stuck.address}:6881`] });
    await world.until('it is stuck', () => stuck.asked > 30);
    const seed = await world.makeNode({ wire: { upBps: 20_000 } }); // too slow to be done before the look
    await seed.seed(torrent);
    await world.run(100_000);
    const peer = [...added.net.swarm.peers.values()].find(({ machine }) => machine.identity.endpoint.host === stuck.address);
    if (peer === undefined) throw new Error('it has gone');
    expect(peer.machine.window.isSnubbed).toBe(true);
    expect(peer.machine.requests.size).toBeLessThanOrEqual(1);
    await world.complete([leech], torrent, 300_000);
  });
});

/** Counts what a node asks for, and what of that others were asked for already. */
function count(node: SimNode, counted: { blocks: number; early: number; last: number }): void {
  const picker = node.torrent().content?.swarmContent?.picker;
  if (picker === undefined) throw new Error('nothing is downloaded');
  const pick = picker.pick.bind(picker);
  picker.pick = (peer, max, out, mayRepeat, nowMs) => {
    const isLast = picker.isEndgame;
    const chosen = pick(peer, max, out, mayRepeat, nowMs);
    for (let i = 0; i < chosen; i++) {
      counted.blocks++;
      if ((picker.openPiece(out[i * 2] ?? 0)?.askers[out[i * 2 + 1] ?? 0] ?? 0) < 2) continue;
      if (isLast) counted.last++;
      else counted.early++;
    }
    return chosen;
  };
}
