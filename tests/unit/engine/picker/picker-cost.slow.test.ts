/** Counted, not timed: what is looked at for a block, and what one task counts, at every size of torrent and swarm. */
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { SLICE_PIECES } from '../../../../engine/picker/availability-count.js';
import { PickerSwarm } from '../../../support/picker-swarm.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { FakePeer, pickerStage } from './picker-stage.js';

const HUGE = 2_097_152;
const SIZES: [pieces: number, peers: number][] = [
  [1000, 1],
  [1000, 50],
  [1000, 500],
  [100_000, 1],
  [100_000, 50],
  [100_000, 500],
  [HUGE, 1],
  [HUGE, 50],
  [HUGE, 500],
];

describe('the cost of a pick', () => {
  test.each(SIZES)('is bounded with %i pieces and %i peers', { timeout: 60_000 }, (pieceCount, peerCount) => {
    const swarm = new PickerSwarm(pieceCount, peerCount, seededRandom(7));
    swarm.count();
    let blocks = 0;
    let most = 0;
    const before = swarm.looked;
    for (let turn = 0; turn < 3000 && !swarm.picker.isComplete; turn++) {
      const looked = swarm.looked;
      blocks += swarm.step();
      most = Math.max(most, swarm.looked - looked);
    }
    // one turn: 128 open pieces, 4 levels of 32 probes, and twice a part of a search
    expect(most).toBeLessThan(20_000);
    expect(blocks).toBeGreaterThan(10_000);
    // on the whole next to nothing but for those parts of searches, which come to an end: one byte, eight pieces, a count
    const searches = (peerCount * 2 * pieceCount) / 8 + peerCount;
    expect(swarm.looked - before).toBeLessThan(blocks * 4 + searches);
  });

  test('is next to nothing for seeds, whatever the number of pieces', () => {
    for (const pieceCount of [1000, 100_000, HUGE]) {
      const swarm = new PickerSwarm(pieceCount, 1, seededRandom(3));
      let blocks = 0;
      while (blocks < 8000) blocks += swarm.step();
      expect(swarm.looked).toBeLessThan(blocks / 2);
    }
  });

  test('is as little for small pieces, which are opened in runs', () => {
    for (const peerCount of [1, 50]) {
      const swarm = new PickerSwarm(100_000, peerCount, seededRandom(5), 16);
      swarm.count();
      let blocks = 0;
      let most = 0;
      for (let turn = 0; turn < 3000; turn++) {
        const looked = swarm.picker.probes;
        blocks += swarm.step();
        most = Math.max(most, swarm.picker.probes - looked);
      }
      expect(blocks).toBeGreaterThan(20_000);
      // 16 blocks a turn: a search, and the group of every piece that was chosen
      expect(most).toBeLessThan(16 * (4 * 32 + 16));
      expect(swarm.picker.probes).toBeLessThan(blocks * 20);
    }
  });

  test('does not grow with open pieces that a peer does not have', () => {
    const pieceCount = 5000;
    const { picker } = pickerStage({ pieceCount, blocks: 2 });
    for (let piece = 0; piece < 4000; piece++) picker.openNew(piece);
    const has = new Bitfield(pieceCount);
    has.add(3999);
    const peer = new FakePeer(1, has);
    picker.counts.add(peer);
    let most = 0;
    let got: string[] = [];
    for (let turn = 0; turn < 40 && got.length === 0; turn++) {
      const before = picker.probes;
      got = peer.pick(picker, 1);
      most = Math.max(most, picker.probes - before);
    }
    expect(got).toEqual(['3999:0']); // found in the end, a part of the way with each call
    expect(most).toBeLessThan(300);
  });
});

describe('counting what peers have', () => {
  const half = () => {
    const has = new Bitfield(HUGE);
    for (let piece = 0; piece < HUGE; piece += 2) has.add(piece);
    return has;
  };

  test('takes slices, in and out, and a seed none at all', () => {
    const { picker } = pickerStage({ pieceCount: HUGE });
    const seed = new FakePeer(1, new Bitfield(HUGE, true));
    picker.counts.add(seed);
    expect([seed.memo.isCounted, picker.counts.isUnderWay, picker.availability(5)]).toEqual([true, false, 1]);
    const peer = new FakePeer(2, half());
    picker.counts.add(peer);
    expect([peer.memo.isCounted, picker.availability(0)]).toEqual([false, 1]);
    picker.counts.runSlice();
    expect([picker.availability(SLICE_PIECES - 2), picker.availability(SLICE_PIECES)]).toEqual([2, 1]);
    let slices = 1;
    for (; !peer.memo.isCounted; slices++) picker.counts.runSlice();
    expect(slices).toBe(HUGE / SLICE_PIECES);
    expect([picker.availability(HUGE - 2), picker.availability(HUGE - 1)]).toEqual([2, 1]);
    picker.counts.remove(peer);
    expect(picker.availability(HUGE - 2)).toBe(2);
    for (slices = 0; picker.counts.isUnderWay; slices++) picker.counts.runSlice();
    expect(slices).toBe(HUGE / SLICE_PIECES);
    expect([0, 2, HUGE - 2].map((piece) => picker.availability(piece))).toEqual([1, 1, 1]);
  });

  test('counts each piece once that is announced meanwhile, and forgets one that leaves half-way', () => {
    const pieceCount = 4 * SLICE_PIECES;
    const { picker } = pickerStage({ pieceCount });
    const has = new Bitfield(pieceCount);
    for (let piece = 0; piece < pieceCount; piece += 2) has.add(piece);
    const peer = new FakePeer(2, has);
    picker.counts.add(peer);
    picker.counts.runSlice();
    const announced = [1, SLICE_PIECES - 1, SLICE_PIECES + 1, pieceCount - 1];
    for (const piece of announced) {
      has.add(piece);
      picker.counts.addPiece(peer, piece);
    }
    has.remove(0);
    picker.counts.removePiece(peer, 0);
    picker.counts.runSlice();
    const other = new FakePeer(3, has.clone());
    picker.counts.add(other);
    picker.counts.remove(other); // before its turn
    while (picker.counts.isUnderWay) picker.counts.runSlice();
    expect(announced.map((piece) => picker.availability(piece))).toEqual([1, 1, 1, 1]);
    expect([0, 2, 3].map((piece) => picker.availability(piece))).toEqual([0, 1, 0]);
    picker.counts.add(other);
    picker.counts.runSlice();
    picker.counts.remove(other);
    picker.counts.remove(peer);
    while (picker.counts.isUnderWay) picker.counts.runSlice();
    for (let piece = 0; piece < pieceCount; piece++) if (picker.availability(piece) !== 0) expect.fail(`piece ${piece} is still counted`);
  });

  test('works out by the way whether a peer is interesting', () => {
    const { picker } = pickerStage({ pieceCount: HUGE });
    for (let piece = 0; piece < HUGE - 10; piece++) picker.setPriority(piece, 0);
    const has = new Bitfield(HUGE);
    has.add(HUGE - 20);
    const [dull, lively] = [new FakePeer(1, has), new FakePeer(2, has.clone())];
    lively.has.add(HUGE - 2);
    picker.counts.add(dull);
    picker.counts.add(lively);
    expect([picker.isInteresting(dull), picker.isInteresting(lively)]).toEqual([null, null]);
    while (picker.counts.isUnderWay) picker.counts.runSlice();
    expect(picker.isInteresting(lively)).toBe(true);
    let answer = picker.isInteresting(dull);
    for (let asked = 1; answer === null; asked++) {
      expect(asked).toBeLessThan(100);
      answer = picker.isInteresting(dull);
    }
    expect(answer).toBe(false);
  });
});
