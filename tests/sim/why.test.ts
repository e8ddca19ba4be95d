/** Each situation that a torrent can be held up in, made to happen, and the reason that is told for it. */
import { describe, expect } from 'vitest';
import type { Why } from '../../engine/api/torrent-view.js';
import { buildRow } from '../../engine/torrent/torrent-view-builder.js';
import { SAVE_PATH, type SimNode } from '../support/sim/sim-node.js';
import { scenario, type World } from '../support/sim/world.js';

const KIB = 1024;
const MIB = 1024 * KIB;

const whyOf = (world: World, node: SimNode): Why => buildRow(node.torrent(), world.clock.now()).why;

/** Lets time pass until this reason is told. */
async function told(world: World, node: SimNode, kind: Why['kind'], limitMs = 20_000): Promise<Why> {
  await world.until(`it says ${kind}`, () => whyOf(world, node).kind === kind, limitMs);
  return whyOf(world, node);
}
const at = (peers: readonly { readonly address: string }[]) => ({ peers: peers.map(({ address }) => `${address}:6881`) });

describe('why a download does not go on', () => {
  scenario('nobody is there', async (world) => {
    const node = await world.makeNode();
    await node.add(world.torrent());
    await told(world, node, 'no-peers');
    await world.run(2000); // the tracker names ourselves, which is soon found out
    expect(whyOf(world, node)).toEqual({ kind: 'no-peers', known: 0 });
  });

  scenario('somebody is known and does not answer', async (world) => {
    const node = await world.makeNode();
    const mute = world.network.host(world.freeAddress());
    mute.mute = true;
    await node.add(world.torrent({ tracker: null }), at([mute]));
    expect(await told(world, node, 'no-peers')).toEqual({ kind: 'no-peers', known: 1 });
  });

  scenario('the tracker refuses', async (world) => {
    world.tracker.state = 'denying';
    const node = await world.makeNode();
    await node.add(world.torrent());
    expect(await told(world, node, 'tracker-refused')).toEqual({
      kind: 'tracker-refused',
      url: world.tracker.url,
      text: 'unregistered torrent',
    });
  });

  scenario('no tracker can be reached', async (world) => {
    world.tracker.state = 'refusing';
    const node = await world.makeNode();
    await node.add(world.torrent());
    const why = await told(world, node, 'tracker-unreachable');
    expect(why).toMatchObject({ url: world.tracker.url });
    if (why.kind === 'tracker-unreachable') expect(why.retryInSeconds % 10).toBe(0);
  });

  scenario('details are awaited, from nobody and from a peer that has none', async (world) => {
    const torrent = world.torrent({ tracker: null });
    const node = await world.makeNode();
    const { id } = await node.execute('torrents.add', { source: { kind: 'magnet', uri: torrent.magnet }, savePath: SAVE_PATH });
    expect(await told(world, node, 'fetching-details')).toEqual({ kind: 'fetching-details', peers: 0 });
    const ignorant = await world.makeScripted(torrent, {});
    await node.execute('torrents.addPeers', { id, peers: [`${ignorant.address}:6881`] });
    await world.run(3000);
    expect(whyOf(world, node)).toEqual({ kind: 'fetching-details', peers: 1 });
  });

  scenario('all choke us, and then one does not', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, tracker: null });
    const stingy = [await world.makeScripted(torrent, { unchokes: false }), await world.makeScripted(torrent, { unchokes: false })];
    const node = await world.makeNode();
    const { id } = await node.add(torrent, at(stingy));
    await world.run(3000);
    expect(whyOf(world, node)).toEqual({ kind: 'all-choke-us', peers: 2 });
    const generous = await world.makeScripted(torrent, {}, { upBps: 200_000 });
    await node.execute('torrents.addPeers', { id, ...at([generous]) });
    await told(world, node, 'none');
  });

  scenario('some pieces nobody has, first beside others, then alone', async (world) => {
    const torrent = world.torrent({ size: 2 * MIB, pieceLength: 64 * KIB, tracker: null });
    const half = await world.makeScripted(torrent, { share: [0, 2] }, { upBps: 200_000 });
    const node = await world.makeNode();
    await node.add(torrent, at([half]));
    const beside = await told(world, node, 'nobody-has');
    expect(beside).toMatchObject({ pieces: 16 });
    if (beside.kind === 'nobody-has') expect(beside.rest).toBeGreaterThan(0);
    await world.until('it stands still', () => buildRow(node.torrent(), world.clock.now()).downBps === 0, 60_000);
    await world.run(1000);
    expect(whyOf(world, node)).toEqual({ kind: 'nobody-has', pieces: 16, rest: 0 });
  });

  scenario('a limit of its own holds it, or the one of all', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    await world.run(1000);
    const node = await world.makeNode({ settings: { maxDownBps: 100_000 } });
    const { id } = await node.add(torrent);
    const limit = { kind: 'limited-by-setting', direction: 'down' };
    expect(await told(world, node, 'limited-by-setting')).toEqual({ ...limit, limitBps: 100_000, scope: 'session' });
    await node.execute('torrents.setLimits', { ids: [id], maxDownBps: 40_000, maxUpBps: null });
    await world.run(5000);
    expect(whyOf(world, node)).toEqual({ ...limit, limitBps: 40_000, scope: 'torrent' });
  });

  scenario('peers were asked and send nothing', async (world) => {
    const torrent = world.torrent({ tracker: null });
    const silent = await world.makeScripted(torrent, { answer: () => 'nothing' });
    const node = await world.makeNode();
    await node.add(torrent, at([silent]));
    expect(await told(world, node, 'peers-slow')).toEqual({ kind: 'peers-slow', peers: 1, downBps: 0 });
  });
});

describe('why the disk holds a torrent up', () => {
  scenario('it is slow', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 256 * KIB });
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const node = await world.makeNode();
    await node.add(torrent);
    await world.until('it runs', () => node.torrent().state.kind === 'running');
    node.diskMs = 8000;
    const why = await told(world, node, 'disk-slow');
    if (why.kind === 'disk-slow') expect(why.waitingBytes).toBeGreaterThanOrEqual(256 * KIB);
    node.diskMs = 2;
    await world.complete([node], torrent);
  });

  scenario('it does not answer, and then does', async (world) => {
    const node = await world.makeNode();
    await node.add(world.torrent());
    await told(world, node, 'no-peers');
    node.session.volumeStalled(SAVE_PATH, true);
    await told(world, node, 'disk-silent');
    node.session.volumeStalled(SAVE_PATH, false);
    await told(world, node, 'no-peers');
  });

  scenario('it is full', async (world) => {
    const torrent = world.torrent();
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const node = await world.makeNode();
    node.writeFault = { code: 'disk-full', message: 'No space left.', facts: { path: SAVE_PATH } };
    await node.add(torrent);
    expect(await told(world, node, 'disk-full')).toEqual({ kind: 'disk-full', path: SAVE_PATH, neededBytes: MIB });
  });

  scenario('it fails otherwise', async (world) => {
    const torrent = world.torrent();
    const seed = await world.makeNode();
    await seed.seed(torrent);
    const node = await world.makeNode();
    node.writeFault = { code: 'disk-failed', message: 'Bad sector.', facts: { path: SAVE_PATH, errno: 'EIO' } };
    await node.add(torrent);
    expect(await told(world, node, 'failed')).toMatchObject({ error: { code: 'disk-failed', facts: { errno: 'EIO' } } });
  });

  scenario('the drive is missing after a restart', async (world) => {
    const node = await world.makeNode();
    await node.seed(world.torrent());
    await told(world, node, 'nobody-interested');
    await world.quit(node);
    node.disk.clear();
    await node.restart();
    expect(await told(world, node, 'disk-missing')).toEqual({ kind: 'disk-missing', path: SAVE_PATH });
  });

  scenario('its files wait for the check, and are checked', async (world) => {
    const torrent = world.torrent({ size: 4 * MIB, pieceLength: 64 * KIB });
    const node = await world.makeNode();
    node.diskMs = 4000;
    await node.seed(torrent);
    await told(world, node, 'waiting-for-check');
    expect(await told(world, node, 'checking')).toEqual({ kind: 'checking', progress: 0.25 });
    await told(world, node, 'nobody-interested', 60_000);
  });
});

describe('why a torrent rests or seeds to nobody', () => {
  scenario('it is paused, or complete and paused', async (world) => {
    const torrent = world.torrent();
    const [node, seed] = await world.makeNodes(2);
    if (node === undefined || seed === undefined) throw new Error('two nodes were made');
    const { id } = await node.add(torrent, { paused: true });
    expect(await told(world, node, 'paused')).toEqual({ kind: 'paused' });
    await seed.seed(torrent);
    await node.execute('torrents.resume', { ids: [id] });
    await world.complete([node], torrent);
    await node.execute('torrents.pause', { ids: [id] });
    expect(await told(world, node, 'complete')).toEqual({ kind: 'complete' });
  });

  scenario('it waits for its turn', async (world) => {
    const node = await world.makeNode({ settings: { maxActiveDownloads: 1, slowBps: 0 } });
    for (const name of ['one', 'two', 'three']) await node.add(world.torrent({ name }));
    const whys = () => [...node.session.registry.all()].map((torrent) => buildRow(torrent, world.clock.now()).why);
    await world.until('two wait', () => whys().filter(({ kind }) => kind === 'queued').length === 2, 20_000);
    expect(whys().filter(({ kind }) => kind === 'queued')).toEqual([
      { kind: 'queued', position: 1 },
      { kind: 'queued', position: 2 },
    ]);
  });

  scenario('it has given enough, until it is resumed', async (world) => {
    const node = await world.makeNode({ settings: { goalIdleMinutes: 1 } });
    const { id } = await node.seed(world.torrent());
    await told(world, node, 'nobody-interested');
    expect(await told(world, node, 'goal-reached', 120_000)).toEqual({ kind: 'goal-reached', goal: 'idle' });
    await node.execute('torrents.resume', { ids: [id] });
    await told(world, node, 'nobody-interested');
  });

  scenario('its files are to be chosen', async (world) => {
    const torrent = world.torrent();
    const [node, seed] = await world.makeNodes(2);
    if (node === undefined || seed === undefined) throw new Error('two nodes were made');
    await seed.seed(torrent);
    await node.execute('torrents.add', { source: { kind: 'magnet', uri: torrent.magnet }, savePath: SAVE_PATH, hold: true });
    await told(world, node, 'awaiting-choice');
  });

  scenario('nobody takes anything, then somebody does at our limit', async (world) => {
    const torrent = world.torrent({ size: 8 * MIB });
    const seed = await world.makeNode({ settings: { maxUpBps: 100_000 } });
    await seed.seed(torrent);
    expect(await told(world, seed, 'nobody-interested')).toEqual({ kind: 'nobody-interested', peers: 0 });
    const leech = await world.makeNode();
    await leech.add(torrent);
    expect(await told(world, seed, 'limited-by-setting')).toEqual({
      kind: 'limited-by-setting',
      limitBps: 100_000,
      scope: 'session',
      direction: 'up',
    });
    await seed.execute('settings.set', { changes: { maxUpBps: null } });
    await told(world, seed, 'none');
  });
});
