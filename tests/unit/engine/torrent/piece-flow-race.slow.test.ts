/**
 * One writer for each block, as a property: peers pick, answer in pieces, lie, choke and vanish in any order, storage answers whenever
 * it likes. Every block of every piece that reaches the disk must then be whole from the one peer named as its giver,
 * and in the end everything is had and no memory is missing.
 *
 *   peer 0 honest    peer 1 honest, slow to give up    peer 2 lies    peer 3 lies otherwise
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { PeerMemo } from '../../../../engine/picker/peer-memo.js';
import type { PickPeer } from '../../../../engine/picker/pick-peer.js';
import { type PieceStage, pieceStage } from './piece-stage.js';

const KIB = 1024;
const SHAPES = [
  { pieceLength: 32 * KIB, files: [{ path: 'a', size: 100 * KIB + 1 }] },
  { pieceLength: 512 * KIB, files: [{ path: 'a', size: 700 * KIB }] },
];

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

class Peer implements PickPeer {
  readonly has: Bitfield;
  readonly memo = new PeerMemo();
  readonly isFast = true;
  readonly keepsPieces = false;
  readonly onParole = false;
  /** Asked and unanswered, oldest first. */
  readonly asked: [piece: number, block: number][] = [];
  /** Given up, may still come. */
  readonly owed: [piece: number, block: number][] = [];
  arriving: { piece: number; block: number; at: number; claimed: boolean } | null = null;

  constructor(
    readonly key: number,
    private readonly stage: PieceStage,
  ) {
    this.has = new Bitfield(stage.geometry.pieceCount, true);
  }
  isAsked(piece: number, block: number): boolean {
    return this.asked.some(([p, b]) => p === piece && b === block);
  }
  strike(piece: number, block: number): boolean {
    const at = this.asked.findIndex(([p, b]) => p === piece && b === block);
    return at >= 0 && this.asked.splice(at, 1).length > 0;
  }
  /** What this peer says a block is. */
  bytesOf(piece: number, block: number): Uint8Array {
    const right = this.stage.blockBytes(piece, block);
    return this.key < 2 ? right : right.map((byte) => byte ^ this.key);
  }
  pick(max: number): void {
    const out = new Int32Array(max * 2);
    const count = this.stage.picker.pick(this, max, out);
    for (let i = 0; i < count; i++) {
      const pair: [number, number] = [out[i * 2] ?? -1, out[i * 2 + 1] ?? -1];
      expect(this.isAsked(...pair), 'asked twice').toBe(false);
      this.asked.push(pair);
    }
  }
  /** The next bytes: of the block under way, or else of one asked for (or, `late`, of one given up). */
  send(count: number, late: boolean): void {
    const { flow, picker } = this.stage;
    if (this.arriving === null) {
      const next = (late ? this.owed : this.asked).shift();
      if (next === undefined) return;
      const [piece, block] = next;
      const asked = !late || this.strike(piece, block); // it may have been asked for anew
      const claimed = this.stage.begin(piece, block, this.key, asked);
      if (!claimed && asked) picker.unask(piece, block);
      this.arriving = { piece, block, at: 0, claimed };
    }
    const now = this.arriving;
    const bytes = this.bytesOf(now.piece, now.block).subarray(now.at, now.at + count);
    if (now.claimed) flow.write(now.piece, now.block * BLOCK_BYTES + now.at, bytes, this.key);
    now.at += bytes.length;
    if (now.at < this.stage.blockLength(now.piece, now.block)) return;
    this.arriving = null;
    if (now.claimed) flow.finish(now.piece, now.block * BLOCK_BYTES, this.key);
  }
  choke(): void {
    for (const [piece, block] of this.asked.splice(0)) {
      this.stage.picker.unask(piece, block);
      this.owed.push([piece, block]);
    }
  }
  vanish(): void {
    if (this.arriving?.claimed) this.stage.picker.abandon(this.arriving.piece, this.arriving.block, this.key);
    this.arriving = null;
    this.choke();
    this.owed.length = 0;
  }
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pick' as const), peer: fc.nat(3), count: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('send' as const), peer: fc.nat(3), count: fc.constantFrom(5_000, 16_384) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('late' as const), peer: fc.nat(3), count: fc.constantFrom(5_000, 16_384) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('choke' as const, 'vanish' as const), peer: fc.nat(3), count: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), peer: fc.constant(0), count: fc.constant(1) }) },
);

/** The swarm's part in a race: the losers' requests are cancelled. */
function cancelRaced(stage: PieceStage, peers: readonly Peer[]): void {
  for (const { piece, block, winner } of stage.raced.splice(0)) {
    for (const peer of peers) if (peer.key !== winner) peer.strike(piece, block);
  }
}

function expectWhole(stage: PieceStage, peers: readonly Peer[]): void {
  for (const { piece, from, blockHashes } of stage.bad.splice(0)) {
    for (const [block, key] of from.entries()) {
      const given = peers[key]?.bytesOf(piece, block) ?? new Uint8Array();
      expect(Buffer.from(blockHashes.subarray(block * 20, block * 20 + 20)).toString('hex'), `block ${block} of ${piece}`).toBe(
        sha1(given),
      );
    }
  }
}

describe('peers racing for blocks', () => {
  test.each(SHAPES)('never mix their bytes in pieces of $pieceLength bytes', (shape) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 300, size: 'max' }), (steps) => {
        const stage = pieceStage({ ...shape, poolSlabs: 8 });
        const peers = [0, 1, 2, 3].map((key) => new Peer(key, stage));
        const [honest] = peers;
        for (const { do: what, peer: key, count } of steps) {
          const peer = peers[key];
          if (what === 'pick') peer?.pick(count);
          else if (what === 'send' || what === 'late') peer?.send(count, what === 'late');
          else if (what === 'choke') peer?.choke();
          else if (what === 'vanish') peer?.vanish();
          else stage.deliver(1);
          cancelRaced(stage, peers);
          expectWhole(stage, peers);
        }
        for (const peer of peers) peer.vanish();
        for (let round = 0; round < 40 && !stage.picker.isComplete; round++) {
          honest?.pick(64);
          while (honest !== undefined && honest.asked.length > 0) honest.send(BLOCK_BYTES, false);
          stage.deliver();
          expectWhole(stage, peers);
        }
        expect(stage.picker.have.isFull).toBe(true);
        expect(Buffer.compare(stage.onDisk(0) ?? Buffer.alloc(0), stage.torrent.bytes)).toBe(0);
        expect(stage.pool.freeSlabs).toBe(8);
        expect([...stage.stored].sort((a, b) => a - b)).toEqual(Array.from({ length: stage.geometry.pieceCount }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
  });
});
