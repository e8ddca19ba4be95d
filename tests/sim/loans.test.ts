/** Slots that nobody wants are lent to peers that want nothing yet: they may ask the moment they do. */
import { describe, expect } from 'vitest';
import * as encode from '../../engine/wire/encode.js';
import type { SimNode } from '../support/sim/sim-node.js';
import type { SimTorrent } from '../support/sim/sim-torrent.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario, type World } from '../support/sim/world.js';

const MIB = 1024 * 1024;
/** Three rounds. */
const LONG_MS = 35_000;

async function seedWith(world: World, slots: number): Promise<{ seed: SimNode; torrent: SimTorrent; meet: () => Promise<TalkingPeer> }> {
  const torrent = world.torrent({ size: 4 * MIB });
  const seed = await world.makeNode({ settings: { uploadSlotsPerTorrent: slots } });
  await seed.seed(torrent);
  await world.run(1000);
  const meet = async () => {
    const peer = await TalkingPeer.meet(world, seed, torrent);
    await world.run(200);
    return peer;
  };
  return { seed, torrent, meet };
}

const open = ({ heard }: TalkingPeer): boolean => heard.lastIndexOf('unchoke') > heard.lastIndexOf('choke');

describe('a free slot', () => {
  scenario('is lent to a newcomer before it wants something, so that its first request is answered', async (world) => {
    const { meet } = await seedWith(world, 2);
    const peer = await meet();
    peer.say(encode.HAVE_NONE);
    await world.until('it may ask', () => open(peer), 100);
    await world.run(LONG_MS);
    expect(peer.heard).not.toContain('choke');
    peer.say(encode.INTERESTED);
    peer.ask(3);
    await world.until('the block is here', () => peer.heard.includes('block'), 1000);
  });

  scenario('is lent to no more peers than there are slots', async (world) => {
    const { meet } = await seedWith(world, 2);
    const peers = [await meet(), await meet(), await meet(), await meet()];
    for (const peer of peers) peer.say(encode.HAVE_NONE);
    for (let waited = 0; waited < LONG_MS; waited += 500) {
      await world.run(500);
      expect(peers.filter(open)).toHaveLength(2);
    }
  });

  scenario('is not lent to one that has everything, or says that it wants nothing more', async (world) => {
    const { torrent, meet } = await seedWith(world, 4);
    const [partial, whole] = [await meet(), await meet()];
    partial.introduce({ uploadOnly: true });
    partial.say(encode.encodeBitfield(new Uint8Array(torrent.pieceCount / 8).fill(0x80)));
    whole.say(encode.HAVE_ALL);
    await world.run(9_000); // seeds part after ten seconds
    for (const peer of [partial, whole]) expect(peer.heard).not.toContain('unchoke');
  });
});

describe('a lent slot', () => {
  scenario('goes at once to one who wants it', async (world) => {
    const { meet } = await seedWith(world, 1);
    const [idle, keen] = [await meet(), await meet()];
    idle.say(encode.HAVE_NONE);
    await world.until('it is lent', () => open(idle), 1000);
    keen.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.until('the other has it', () => open(keen) && !open(idle), 500);
    await world.run(LONG_MS);
    expect([open(idle), open(keen)]).toEqual([false, true]);
  });

  scenario('is no turn: who gave it back is served before those who came later', async (world) => {
    const { meet } = await seedWith(world, 1);
    const [borrower, holder, late] = [await meet(), await meet(), await meet()];
    borrower.say(encode.HAVE_NONE);
    await world.until('it is lent', () => open(borrower), 1000);
    holder.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.until('it is taken back', () => open(holder), 1000);
    late.say(encode.HAVE_NONE, encode.INTERESTED);
    borrower.say(encode.INTERESTED);
    await world.run(2000);
    holder.leave();
    await world.until('one of them has it', () => open(borrower) || open(late), 1000);
    expect([open(borrower), open(late)]).toEqual([true, false]);
  });

  scenario('is withdrawn from one who takes without saying that it wants something', async (world) => {
    const { meet } = await seedWith(world, 2);
    const peer = await meet();
    peer.say(encode.HAVE_NONE);
    await world.until('it is lent', () => open(peer), 1000);
    peer.ask(0);
    await world.until('it took a block', () => peer.heard.includes('block'), 1000);
    await world.until('it is choked', () => !open(peer), 11_000);
  });

  scenario('stays with one who wants nothing for a moment while a round goes by', async (world) => {
    const { meet } = await seedWith(world, 2);
    const peer = await meet();
    peer.say(encode.HAVE_NONE, encode.INTERESTED);
    await world.until('it has a slot', () => open(peer), 1000);
    peer.ask(0);
    peer.say(encode.NOT_INTERESTED);
    await world.run(15_000);
    expect(peer.heard).not.toContain('choke');
  });
});
