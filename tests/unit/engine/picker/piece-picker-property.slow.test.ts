/** Whatever peers do, in any order: nobody is asked twice, no block is asked of two before the endgame, and all is got in the end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PeerMemo } from '../../../../engine/picker/peer-memo.js';
import type { PiecePriority } from '../../../../engine/picker/rarest-first.js';
import { FakePeer, numbers, pickerStage, pieces, receive } from './picker-stage.js';

const PIECES = 6;
const BLOCKS = 3;
const PEERS = 4;

const has = fc.array(fc.constantFrom('*', '*', '.'), { minLength: PIECES, maxLength: PIECES }).map((marks) => marks.join(''));
const KINDS = { pick: 5, receive: 4, begin: 4, late: 1, vanish: 2, back: 3, drop: 1, choke: 1, bad: 1, priority: 1, memory: 1 } as const;
type Kind = keyof typeof KINDS;
const step = fc.record({
  kind: fc.constantFrom(...Object.entries(KINDS).flatMap(([kind, weight]) => new Array<Kind>(weight).fill(kind as Kind))),
  peer: fc.nat(PEERS - 1),
  number: fc.nat(PIECES * BLOCKS - 1),
});

function model(pictures: readonly string[], seed: number) {
  const { picker, memory } = pickerStage({ pieceCount: PIECES, blocks: BLOCKS, seed });
  const peers = pictures.map((picture, key) => new FakePeer(key, pieces(picture)));
  const connected = new Set(peers);
  const arriving = new Map<FakePeer, string>();
  for (const peer of peers) picker.counts.add(peer);
  const askedOf = (name: string) => peers.filter((peer) => peer.asked.has(name)).length;
  const first = (peer: FakePeer) => [...peer.asked][0];

  /** Whether a peer has blocks that are wanted and asked of nobody. */
  const hasUnasked = (peer: FakePeer): boolean =>
    Array.from({ length: PIECES }, (_, piece) => piece).some((piece) => {
      if (!peer.has.has(piece) || !picker.isWanted(piece) || picker.have.has(piece)) return false;
      const open = picker.openPiece(piece);
      return open === undefined || (open.admits(peer.key) && open.freeCount > 0);
    });
  const drop = (peer: FakePeer, name: string) => {
    peer.asked.delete(name);
    picker.unask(...numbers(name));
  };
  const act = {
    pick(peer: FakePeer, max: number): void {
      if (!connected.has(peer)) return;
      const endgame = picker.isEndgame;
      const open = new Set([...picker.openPieces()].map(({ piece }) => piece));
      const offers = hasUnasked(peer);
      const names = peer.pick(picker, 1 + (max % 6));
      const repeats = names.filter((name) => askedOf(name) > 1).length;
      // a late answer may have taken the last free block, which only the pick notices
      if (repeats > 0 && !endgame && !picker.isEndgame) {
        expect(offers, 'asked of two though it had something that nobody was asked for').toBe(false);
        expect(repeats, 'repeats before the end').toBeLessThanOrEqual(4);
      }
      for (const name of names) {
        const [piece, block] = numbers(name);
        expect(peer.has.has(piece), `${name} is not there`).toBe(true);
        expect(open.has(piece) || picker.isWanted(piece), `${name} is not wanted`).toBe(true);
        expect(picker.have.has(piece), `${name} is had`).toBe(false);
        expect(block).toBeLessThan(BLOCKS);
        expect(askedOf(name), `${name} asked of too many`).toBeLessThanOrEqual(3);
      }
    },
    receive(peer: FakePeer, number: number): void {
      const name = first(peer);
      if (name === undefined) return;
      receive(picker, peer, name);
      const [piece, block] = numbers(name); // the swarm cancels what others were asked for
      if (picker.openPiece(piece)?.state[block] === 3 || picker.have.has(piece)) for (const other of peers) other.asked.delete(name);
      if (picker.have.has(piece) && number % 2 === 0) picker.markMissing(piece, true); // it was damaged
    },
    /** An answer to a request given up. */
    late(peer: FakePeer, number: number): void {
      const [piece, block] = [Math.floor(number / BLOCKS), number % BLOCKS];
      const open = picker.openPiece(piece);
      if (peer.isAsked(piece, block) || arriving.has(peer) || !open?.begin(block, peer.key, false)) return;
      arriving.set(peer, `${piece}:${block}`);
    },
    begin(peer: FakePeer): void {
      const name = first(peer);
      if (name === undefined || arriving.has(peer)) return;
      peer.asked.delete(name);
      const [piece, block] = numbers(name);
      if (picker.openPiece(piece)?.begin(block, peer.key, true)) arriving.set(peer, name);
      else picker.unask(piece, block);
    },
    vanish(peer: FakePeer): void {
      const name = arriving.get(peer);
      if (name !== undefined) picker.abandon(...numbers(name), peer.key);
      arriving.delete(peer);
      for (const other of [...peer.asked]) drop(peer, other);
      if (connected.delete(peer)) picker.counts.remove(peer);
    },
    back(peer: FakePeer): void {
      if (connected.has(peer)) return;
      connected.add(peer);
      peer.memo = new PeerMemo();
      picker.counts.add(peer);
    },
    drop(peer: FakePeer): void {
      const name = first(peer);
      if (name !== undefined) drop(peer, name);
    },
    choke(peer: FakePeer): void {
      for (const name of [...peer.asked]) drop(peer, name);
    },
    bad(_peer: FakePeer, number: number): void {
      if (picker.have.has(number % PIECES)) picker.markMissing(number % PIECES, number % 2 === 0);
    },
    priority(_peer: FakePeer, number: number): void {
      picker.setPriority(number % PIECES, (number % 4) as PiecePriority);
    },
    memory(): void {
      memory.spent = !memory.spent;
    },
  };
  return { picker, memory, peers, act };
}

test('a picker asks no one twice, no two before the endgame, and gets every wanted block in the end', () => {
  fc.assert(
    fc.property(
      fc.array(has, { minLength: PEERS, maxLength: PEERS }),
      fc.array(step, { maxLength: 150, size: 'max' }),
      fc.nat(),
      (pictures, steps, seed) => {
        const { picker, memory, peers, act } = model(pictures, seed);
        for (const { kind, peer: at, number } of steps) {
          const peer = peers[at];
          if (peer !== undefined) act[kind](peer, number);
          for (const open of picker.openPieces()) {
            const free = [...open.state].filter((state) => state === 0).length;
            expect(open.freeCount).toBe(free);
            expect(open.hereCount).toBe([...open.state].filter((state) => state === 3).length);
          }
        }
        for (const peer of peers) act.vanish(peer);
        for (let piece = 0; piece < PIECES; piece++) expect(picker.availability(piece), 'all gone').toBe(0);

        memory.spent = false;
        const rescuer = new FakePeer(99, pieces('*'.repeat(PIECES)));
        picker.counts.add(rescuer);
        for (let round = 0; round < 20; round++) for (const name of rescuer.pick(picker, 5)) receive(picker, rescuer, name);
        expect(picker.isComplete).toBe(true);
        for (let piece = 0; piece < PIECES; piece++)
          if (picker.isWanted(piece)) expect(picker.have.has(piece), `piece ${piece}`).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});
