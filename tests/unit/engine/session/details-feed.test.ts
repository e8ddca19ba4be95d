import { beforeAll, describe, expect, test } from 'vitest';
import type { DetailsTab } from '../../../../engine/api/torrent-view.js';
import { DetailsFeed } from '../../../../engine/session/details-feed.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { World } from '../../../support/sim/world.js';

const KIB = 1024;
let world: World;
let leech: Torrent;
const now = () => world.clock.now();

beforeAll(async () => {
  world = new World(21);
  const torrent = world.torrent({ pieceLength: 32 * KIB, size: 2000 * KIB });
  const [one, two] = await world.makeNodes(2);
  await one?.seed(torrent);
  await world.run(2000);
  if (two === undefined) throw new Error('two nodes were made');
  leech = await two.add(torrent);
  leech.traffic.downLimit.setRate(64 * KIB);
  await world.run(3000);
});

const feedOf = (tab: DetailsTab, range?: { first: number; count: number }) =>
  new DetailsFeed(leech, { id: leech.id, tab, ...(range ? { range } : {}) });

describe('details of a torrent', () => {
  test.each([
    ['speed', 250],
    ['pieces', 500],
    ['peers', 1000],
    ['overview', 1000],
    ['trackers', 1000],
    ['files', 1000],
    ['log', 1000],
  ] as const)('of tab %s come no more often than every %d ms', async (tab, everyMs) => {
    const feed = feedOf(tab);
    expect(feed.snapshot(now()).tab).toBe(tab);
    leech.log('info', 'something');
    expect(feed.delta(now() + everyMs - 30)).toBeNull();
    await world.run(everyMs);
    expect(feed.delta(now())?.tab ?? tab).toBe(tab);
  });

  test('of the pieces are the changed ones alone; put upon the old map they make the new one', async () => {
    const feed = feedOf('pieces');
    const first = feed.snapshot(now());
    if (first.tab !== 'pieces') throw new Error('another tab');
    const state = first.pieces.state.slice();
    let told = 0;
    for (let i = 0; i < 6; i++) {
      await world.run(500);
      const delta = feed.delta(now());
      if (delta === null) continue;
      if (!('delta' in delta)) throw new Error('a whole map for a few changes');
      const { changes } = delta.delta;
      expect(changes.length).toBeGreaterThan(0);
      for (let at = 0; at < changes.length; at += 3) {
        const piece = changes[at] ?? -1;
        expect(state[piece], `piece ${piece} told again`).not.toBe(changes[at + 1]);
        state[piece] = changes[at + 1] ?? 0;
      }
      told += changes.length / 3;
    }
    const last = feedOf('pieces').snapshot(now());
    expect(last.tab === 'pieces' && [...last.pieces.state]).toEqual([...state]);
    expect(told).toBeGreaterThan(2);
    expect(told).toBeLessThan(40);
  });

  test('of the speed and the log are what was added, each once', async () => {
    const feed = feedOf('speed');
    const first = feed.snapshot(now());
    let count = first.tab === 'speed' ? first.samples.length : 0;
    for (let i = 0; i < 8; i++) {
      await world.run(250);
      const delta = feed.delta(now());
      if (delta?.tab === 'speed' && 'append' in delta) count += delta.append.length;
    }
    expect(count).toBe(leech.history.taken);
    const log = feedOf('log');
    log.snapshot(now());
    leech.log('warn', 'one');
    leech.log('warn', 'two');
    await world.run(1000);
    expect(log.delta(now())).toMatchObject({ tab: 'log', append: [{ text: 'one' }, { text: 'two' }] });
    await world.run(1000);
    expect(log.delta(now())).toBeNull();
  });

  test('are silent when nothing changes', async () => {
    leech.pause();
    await world.run(3000);
    for (const tab of ['overview', 'files', 'peers', 'pieces', 'trackers', 'log'] as const) {
      const feed = feedOf(tab);
      feed.snapshot(now());
      await world.run(1000);
      expect(feed.delta(now()), tab).toBeNull();
    }
  });

  test('of the files are the range asked for', () => {
    expect(feedOf('files', { first: 0, count: 1_000_000 }).snapshot(now())).toMatchObject({ tab: 'files', first: 0, total: 1 });
    expect(feedOf('files', { first: 1, count: 5 }).snapshot(now())).toMatchObject({ first: 1, total: 1, rows: [] });
  });
});
