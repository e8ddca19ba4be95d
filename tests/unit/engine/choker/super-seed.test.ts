import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { SuperSeed } from '../../../../engine/choker/super-seed.js';
import { seededRandom } from '../../../support/seeded-random.js';

const LONG = 3_600_000;
const PIECE = 1000;

/** A super-seed, and peers as it sees them: what each has counts as available. */
class Stage {
  readonly has = new Map<number, Bitfield>();
  readonly seed: SuperSeed;

  constructor(
    readonly pieces: number,
    seed = 1,
  ) {
    this.seed = new SuperSeed(
      pieces,
      () => PIECE,
      seededRandom(seed),
      (piece) => [...this.has.values()].filter((field) => field.has(piece)).length,
    );
  }
  /** `sentPieces`: how many whole pieces the peer was sent so far. */
  next(key: number, nowMs: number, sentPieces = 0): readonly number[] {
    return this.seed.next(key, sentPieces * PIECE, nowMs);
  }
  join(...keys: readonly number[]): void {
    for (const key of keys) {
      this.has.set(key, new Bitfield(this.pieces));
      this.seed.add(key);
    }
  }
  leave(key: number): void {
    this.has.delete(key);
    this.seed.remove(key);
  }
  get(key: number, piece: number, nowMs = 0): void {
    if (this.has.get(key)?.add(piece)) this.seed.onHave(key, piece, nowMs);
  }
}

describe('super-seed', () => {
  test('shows each peer pieces that nobody else is shown, and no more until one was passed on', () => {
    const stage = new Stage(20);
    stage.join(1, 2);
    const [first = -1, second = -1] = stage.next(1, 0);
    const others = stage.next(2, 0);
    expect(new Set([first, second, ...others]).size).toBe(4);
    stage.get(1, first);
    expect(stage.next(1, 0)).toEqual([]);
    stage.get(2, first);
    const next = stage.next(1, 0);
    expect(next).toHaveLength(1);
    expect([first, second, ...others]).not.toContain(next[0]);
    expect(stage.next(2, 0)).toEqual([]);
  });

  test('shows more to one that had its piece for a minute and found no taker', () => {
    const stage = new Stage(20);
    stage.join(1, 2);
    const [first = -1] = stage.next(1, 0);
    stage.get(1, first, 5_000);
    expect(stage.next(1, 64_000)).toEqual([]);
    expect(stage.next(1, 65_000)).toHaveLength(1);
  });

  test('does not make a lonely peer wait for others', () => {
    const stage = new Stage(20);
    stage.join(1);
    const [first = -1] = stage.next(1, 0);
    stage.get(1, first);
    expect(stage.next(1, 0)).toHaveLength(1);
  });

  test('takes what it has sent for had: peers need not announce to us what we announced to them', () => {
    const stage = new Stage(20);
    stage.join(1);
    stage.next(1, 0);
    expect(stage.next(1, 0, 0.9)).toEqual([]);
    expect(stage.next(1, 0, 1)).toHaveLength(1);
    expect(stage.next(1, 0, 1.9)).toEqual([]);
    expect(stage.next(1, 0, 3)).toHaveLength(2);
    stage.join(2);
    stage.next(2, 0);
    expect(stage.next(1, 1000, 5)).toEqual([]);
    expect(stage.next(1, 61_000, 5)).toHaveLength(2);
  });

  test('does not wait for others to pass on what others have', () => {
    const stage = new Stage(2);
    stage.join(1, 2, 3);
    for (const piece of [0, 1]) stage.get(3, piece);
    expect(stage.next(1, 0)).toHaveLength(2);
    expect(stage.seed.knowsAll(1)).toBe(true);
    expect(stage.seed.knowsAll(2)).toBe(false);
  });

  test('shows again at once what left with somebody', () => {
    const stage = new Stage(50);
    stage.join(1, 2);
    const taken = stage.next(1, 0);
    stage.leave(1);
    stage.join(3);
    expect([...stage.next(3, 0)].sort()).toEqual([...taken].sort());
  });

  test('passes over what is out there already', () => {
    const stage = new Stage(10);
    stage.join(1, 2);
    for (let piece = 0; piece < 8; piece++) stage.get(2, piece);
    expect([...stage.next(1, 0)].sort()).toEqual([8, 9]);
  });

  test('knows what it has not told a peer, and nothing of peers that were told all', () => {
    const stage = new Stage(6);
    stage.join(1);
    const shown = stage.next(1, 0);
    expect(stage.seed.hiddenFrom(1)).toEqual([0, 1, 2, 3, 4, 5].filter((piece) => !shown.includes(piece)));
    expect(stage.seed.hiddenFrom(9)).toBeNull();
    expect([stage.seed.hiddenCount(1), stage.seed.hiddenCount(9)]).toEqual([6 - shown.length, 0]);
    expect(stage.next(9, 0)).toEqual([]);
  });

  test('every piece reaches everybody, and none is shown twice to one, however peers come, trade and go', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        fc.array(fc.nat(4), { maxLength: 10 }),
        (pieces, peers, seed, leavers) => {
          const stage = new Stage(pieces, seed);
          const random = seededRandom(seed);
          const shown = new Map<number, Set<number>>();
          let key = 0;
          const join = () => {
            stage.join(key);
            shown.set(key++, new Set());
          };
          for (let i = 0; i < peers; i++) join();
          const done = () => [...stage.has.values()].every((field) => field.isFull);
          let now = 0;
          for (; !done() && now < LONG; now += 1000) {
            const leaver = leavers.pop();
            if (leaver !== undefined && stage.has.has(leaver)) {
              stage.leave(leaver);
              join();
            }
            for (const [peer] of stage.has) {
              for (const piece of stage.next(peer, now)) {
                expect(shown.get(peer)?.has(piece)).toBe(false);
                shown.get(peer)?.add(piece);
              }
              for (const piece of shown.get(peer) ?? []) stage.get(peer, piece, now);
              const giver = [...stage.has.values()][Math.floor(random.next() * stage.has.size)];
              for (let piece = 0; piece < pieces; piece++) if (giver?.has(piece) && random.next() < 0.3) stage.get(peer, piece, now);
            }
          }
          expect(done()).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('takes in the list of a peer of 2,097,152 pieces without a look at each, and is ready to show what nobody has', () => {
    const pieces = 2 ** 21;
    const missing = [7, 1_000_000, pieces - 1];
    const has = CountedField.of(pieces, missing);
    let asked = 0;
    const availability = (piece: number) => {
      asked++;
      return has.has(piece) ? 1 : 0;
    };
    const seed = new SuperSeed(pieces, () => PIECE, seededRandom(5), availability);
    seed.add(1);
    has.looks = 0;
    seed.onList(1, has, 0);
    expect(has.looks).toBeLessThan(100);
    expect(seed.hiddenFrom(1)).toEqual(missing);
    const shown: number[] = [];
    for (let call = 0; call < 40 && shown.length < 2; call++) {
      asked = 0;
      shown.push(...seed.next(1, 0, 0));
      expect(asked).toBeLessThan(200_000);
    }
    expect(shown).toHaveLength(2);
    for (const piece of shown) expect(missing).toContain(piece);
  });

  test('settles what others were shown when one comes that has it already', () => {
    const stage = new Stage(20);
    stage.join(1, 3);
    const [first = -1] = stage.next(1, 0);
    stage.get(1, first);
    expect(stage.next(1, 0)).toEqual([]);
    const late = new Bitfield(20);
    late.add(first);
    stage.has.set(2, late);
    stage.seed.add(2);
    stage.seed.onList(2, late, 0);
    expect(stage.next(1, 0)).toHaveLength(1);
    expect(stage.seed.hiddenFrom(2)).not.toContain(first);
  });
});

/** Counts how often it is asked for single pieces. */
class CountedField extends Bitfield {
  looks = 0;
  static of(size: number, missing: readonly number[]): CountedField {
    const field = new CountedField(size, true);
    for (const piece of missing) field.remove(piece);
    return field;
  }
  override has(index: number): boolean {
    this.looks++;
    return super.has(index);
  }
}
