/** Labels over whole sessions: what they carry holds for their torrents, survives a restart, and goes with them. */
import { describe, expect } from 'vitest';
import { plainLabel } from '../../engine/api/labels.js';
import type { SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;

async function filed(world: World, label: string | null): Promise<SimNode> {
  const node = await world.makeNode();
  await node.seed(world.torrent({ size: 256 * KIB }), { label });
  await world.run(1000);
  return node;
}
const labelOf = (node: SimNode): string | null => node.torrent().standing.label;
const names = (node: SimNode): readonly string[] => node.session.settings.labels.map(({ name }) => name);

describe('a label', () => {
  scenario('that is new is made by the first torrent that gets it, and is the same whatever its case', async (world) => {
    const node = await filed(world, 'Films');
    expect(names(node)).toEqual(['Films']);
    await world.settle(node.execute('torrents.setLabel', { ids: [node.torrent().id], label: 'films' }));
    expect(names(node)).toEqual(['Films']);
    expect(labelOf(node)).toBe('Films');
  });

  scenario('and what a torrent is called are still there after a restart', async (world) => {
    const node = await filed(world, 'films');
    const { id } = node.torrent();
    await node.execute('torrents.setPriority', { ids: [id], priority: 'high' });
    await node.execute('torrents.rename', { id, name: 'A quiet reef' });
    await world.run(30_000);
    await world.settle(node.close());
    await node.restart();
    await world.run(1000);
    expect(labelOf(node)).toBe('films');
    expect(node.torrent().standing).toMatchObject({ priority: 'high', ownName: 'A quiet reef' });
  });

  scenario('renamed or deleted is so for its torrents, and one of two that get one name takes in the other', async (world) => {
    const node = await filed(world, 'films');
    await world.settle(node.execute('labels.rename', { from: 'films', to: 'pictures' }));
    expect([labelOf(node), names(node)]).toEqual(['pictures', ['pictures']]);
    await world.settle(node.execute('settings.set', { changes: { labels: [...node.session.settings.labels, plainLabel('clips')] } }));
    await world.settle(node.execute('labels.rename', { from: 'pictures', to: 'clips' }));
    expect([labelOf(node), names(node)]).toEqual(['clips', ['clips']]);
    await world.settle(node.execute('labels.delete', { name: 'clips' }));
    expect([labelOf(node), names(node)]).toEqual([null, []]);
    expect(node.session.registry.size).toBe(1);
  });

  scenario('gives its torrents its limits where they have none of their own, and takes them back', async (world) => {
    const torrent = world.torrent({ size: 512 * KIB });
    const seed = await world.makeNode();
    await seed.seed(torrent, { label: 'slow' });
    const slow = { ...plainLabel('slow'), maxUpBps: 20 * KIB };
    await world.settle(seed.execute('settings.set', { changes: { labels: [slow] } }));
    const leech = await world.makeNode();
    await leech.add(torrent);
    await world.run(8000);
    expect(leech.torrent().content?.isComplete).toBe(false);
    await world.settle(seed.execute('torrents.setLabel', { ids: [seed.torrent().id], label: null }));
    await world.complete([leech], torrent);
  });

  scenario('gives its torrents its seeding goals', async (world) => {
    const node = await filed(world, 'short');
    const goals = { ratio: null, seedMinutes: 3, idleMinutes: null, action: 'pause' } as const;
    await world.settle(node.execute('settings.set', { changes: { labels: [{ ...plainLabel('short'), goals }] } }));
    await world.run(2 * 60_000);
    expect(node.torrent().state.kind).toBe('running');
    await world.run(2 * 60_000);
    expect(node.torrent().state.kind).toBe('paused');
  });

  scenario('says where new torrents go that were given no folder', async (world) => {
    const node = await world.makeNode();
    await world.settle(node.execute('settings.set', { changes: { labels: [{ ...plainLabel('films'), savePath: '/films' }] } }));
    await node.add(world.torrent(), { label: 'films', savePath: '' });
    expect(node.torrent().savePath).toBe('/films');
  });
});
