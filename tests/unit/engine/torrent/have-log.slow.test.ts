import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { newFlags } from '../../../../engine/peer/peer-state.js';
import { HaveLog } from '../../../../engine/torrent/have-log.js';

const PIECES = 40;

/** A peer that keeps what it is told. */
class Listener {
  readonly heard: number[] = [];
  heardUpTo: number;
  readonly machine;

  constructor(
    readonly key: number,
    log: HaveLog,
    choking = true,
  ) {
    this.heardUpTo = log.end;
    this.machine = {
      flags: { ...newFlags(), choking },
      pieces: new Bitfield(PIECES),
      sayHave: (piece: number) => void this.heard.push(piece),
    };
  }
}

function crowd(log: HaveLog, count: number, choking = true): Map<number, Listener> {
  return new Map(Array.from({ length: count }, (_, i) => [i + 1, new Listener(i + 1, log, choking)] as const));
}
const heardBy = (peers: ReadonlyMap<number, Listener>) => [...peers.values()].map(({ heard }) => heard.length);

describe('the log of what we got', () => {
  it('is told at once to everybody where few are choked', () => {
    const log = new HaveLog();
    const peers = crowd(log, 50);
    log.add(3);
    log.tell(peers, false);
    expect(heardBy(peers)).toEqual(new Array(50).fill(1));
  });

  it('is told at once to those we let take something, however many wait', () => {
    const log = new HaveLog();
    const peers = new Map([...crowd(log, 200)]);
    for (let key = 201; key <= 300; key++) peers.set(key, new Listener(key, log, false));
    log.add(3);
    log.tell(peers, false);
    expect(heardBy(peers)).toEqual([...new Array(200).fill(0), ...new Array(100).fill(1)]);
  });

  it('goes round fifty of the choked at a tick, and tells each all that is new to it', () => {
    const log = new HaveLog();
    const peers = crowd(log, 120);
    for (let tick = 0; tick < 6; tick++) {
      log.add(tick);
      log.tell(peers, true);
    }
    // 300 turns: everybody had two, half of them three
    const turns = heardBy(peers);
    expect(Math.min(...turns)).toBeGreaterThanOrEqual(4);
    for (let tick = 0; tick < 3; tick++) log.tell(peers, true);
    expect([...peers.values()].every(({ heard }) => heard.join() === '0,1,2,3,4,5')).toBe(true);
  });

  it('tells nobody what it has, and a seed nothing', () => {
    const log = new HaveLog();
    const [one, seed] = [new Listener(1, log), new Listener(2, log)];
    one.machine.pieces.add(7);
    for (let piece = 0; piece < PIECES; piece++) seed.machine.pieces.add(piece);
    log.add(7);
    log.add(8);
    log.tell(
      new Map([
        [1, one],
        [2, seed],
      ]),
      true,
    );
    expect([one.heard, seed.heard]).toEqual([[8], []]);
  });

  it('tells everybody everything when asked to, once', () => {
    const log = new HaveLog();
    const peers = crowd(log, 70);
    log.add(1);
    log.tell(peers, true);
    log.tellAll(peers);
    log.tell(peers, true);
    expect(heardBy(peers)).toEqual(new Array(70).fill(1));
  });

  it('reaches each peer exactly once with each piece, in order, whoever comes, goes, is choked and let', () => {
    const step = fc.oneof(
      fc.constant({ kind: 'add' as const }),
      fc.constant({ kind: 'tick' as const }),
      fc.constant({ kind: 'at once' as const }),
      fc.constant({ kind: 'come' as const }),
      fc.record({ kind: fc.constant('go' as const), nth: fc.nat(200) }),
      fc.record({ kind: fc.constant('turn' as const), nth: fc.nat(200) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        const log = new HaveLog();
        const peers = crowd(log, count);
        const due = new Map<Listener, number[]>([...peers.values()].map((peer) => [peer, []]));
        let [nextKey, nextPiece] = [count + 1, 0];
        for (const each of steps) {
          const found = 'nth' in each ? [...peers.values()][each.nth % Math.max(1, peers.size)] : undefined;
          if (each.kind === 'add') {
            log.add(nextPiece);
            for (const peer of peers.values()) due.get(peer)?.push(nextPiece);
            nextPiece++;
          } else if (each.kind === 'come') {
            const peer = new Listener(nextKey++, log);
            peers.set(peer.key, peer);
            due.set(peer, []);
          } else if (each.kind === 'go' && found !== undefined) peers.delete(found.key);
          else if (each.kind === 'turn' && found !== undefined) found.machine.flags.choking = !found.machine.flags.choking;
          else log.tell(peers, each.kind === 'tick');
          for (const [peer, pieces] of due) expect(pieces.slice(0, peer.heard.length)).toEqual(peer.heard);
        }
        for (let tick = 0; tick < 5; tick++) log.tell(peers, true);
        for (const peer of peers.values()) expect(peer.heard).toEqual(due.get(peer));
      }),
      { numRuns: 200 },
    );
  });
});
