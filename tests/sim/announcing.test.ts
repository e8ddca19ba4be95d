/** What trackers are told, and what is made of what they tell. */
import { describe, expect } from 'vitest';
import { parseIp } from '../../engine/base/ip-address.js';
import * as encode from '../../engine/wire/encode.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;

describe('announces', () => {
  scenario('say where else we are once a tracker has said so (BEP 7, 24), but not when we are bound to one address', async (world) => {
    world.tracker.intervalSeconds = 60;
    world.tracker.externalIp = parseIp('2a00:1450::77');
    const torrent = world.torrent({ size: 64 * KIB });
    const free = await world.makeNode();
    const bound = await world.makeNode({ address: '10.9.9.9', settings: { bindAddress: '10.9.9.9' } });
    for (const node of [free, bound]) await node.add(torrent);
    await world.run(150_000);
    const told = (address: string) => world.tracker.announces.filter((one) => one.address === address).map(({ ipv6 }) => ipv6);
    expect(told(free.address).slice(0, 3)).toEqual([null, '2a00:1450::77', '2a00:1450::77']);
    expect(new Set(told(bound.address))).toEqual(new Set([null]));
  });

  scenario('of a seed with twenty peers ask for no more, those of others do', async (world) => {
    world.tracker.intervalSeconds = 60;
    const torrent = world.torrent({ size: 64 * KIB });
    const [seed, leech] = await world.makeNodes(2, { settings: { maxUpBps: 1 } });
    if (seed === undefined || leech === undefined) throw new Error('two nodes');
    await seed.seed(torrent);
    await leech.add(torrent);
    for (const node of [seed, leech]) {
      for (let i = 0; i < 20; i++) (await TalkingPeer.meet(world, node, torrent)).say(encode.HAVE_NONE);
    }
    await world.run(70_000);
    const last = (address: string) => world.tracker.announces.filter((one) => one.address === address).at(-1)?.numWant;
    expect([last(seed.address), last(leech.address)]).toEqual([0, 80]);
  });
});
