/** A torrent that its disk stopped goes on by itself when the disk is as it should be. */
import { describe, expect } from 'vitest';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const full = { code: 'disk-full', message: 'The disk is full.', facts: { path: '/downloads' } } as const;

async function fetching(world: World) {
  const torrent = world.torrent({
    files: [
      { path: 'a', size: 3 * MIB },
      { path: 'b', size: 3 * MIB },
    ],
    pieceLength: 64 * KIB,
  });
  const seed = await world.makeNode({ wire: { upBps: 400_000 } });
  await seed.seed(torrent);
  const leech = await world.makeNode();
  await leech.add(torrent);
  await world.until('it is half-way', () => leech.torrent().traffic.down.total > 2 * MIB);
  return { torrent, leech };
}
const errorOf = (state: { readonly kind: string }) => ('error' in state ? (state.error as { code: string }).code : null);

describe('a torrent whose disk is full', () => {
  scenario('waits without being touched, and goes on when there is space again', async (world) => {
    const { leech, torrent } = await fetching(world);
    leech.writeFault = full;
    leech.freeBytes = 5 * MIB;
    await world.until('it stopped', () => errorOf(leech.torrent().state) === 'disk-full');
    const failures = leech.events.filter(({ kind }) => kind === 'torrent-error').length;
    await world.run(120_000);
    expect(errorOf(leech.torrent().state)).toBe('disk-full');
    expect(leech.events.filter(({ kind }) => kind === 'torrent-error')).toHaveLength(failures);
    leech.writeFault = null;
    leech.freeBytes = 100 * MIB;
    await world.complete([leech], torrent, 60_000);
    expect(leech.differences(torrent)).toEqual([]);
  });

  scenario('waits for the person who paused it', async (world) => {
    const { leech } = await fetching(world);
    leech.writeFault = full;
    await world.until('it stopped', () => errorOf(leech.torrent().state) === 'disk-full');
    leech.torrent().pause();
    leech.writeFault = null;
    leech.freeBytes = 100 * MIB;
    await world.run(60_000);
    expect(leech.torrent().state.kind).not.toBe('running');
  });
});

describe('a torrent whose drive is gone', () => {
  scenario('makes nothing in its place, keeps what it had, and goes on when it is back', async (world) => {
    const { leech, torrent } = await fetching(world);
    await world.quit(leech);
    const kept = new Map(leech.disk);
    leech.disk.clear();
    await leech.restart();
    await world.until('it stopped', () => errorOf(leech.torrent().state) === 'data-missing');
    const had = leech.torrent().content?.have.count ?? 0;
    await world.run(60_000);
    expect(errorOf(leech.torrent().state)).toBe('data-missing');
    expect([leech.disk.size, leech.torrent().content?.have.count]).toEqual([0, had]);
    const before = leech.torrent().traffic.down.total;
    for (const [path, bytes] of kept) leech.disk.set(path, bytes);
    await world.complete([leech], torrent, 90_000);
    expect(leech.differences(torrent)).toEqual([]);
    expect(leech.torrent().traffic.down.total - before).toBeLessThan(torrent.totalSize - had * 64 * KIB + 64 * KIB);
  });
});
