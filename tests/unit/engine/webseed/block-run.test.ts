import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { FileList } from '../../../../engine/metainfo/file-list.js';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';
import { FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { BlockRun, type BlockTarget } from '../../../../engine/webseed/block-run.js';

const B = BLOCK_BYTES;

function layoutOf(sizes: readonly (number | string)[], pieceLength: number): FileLayout {
  const list = new FileList();
  for (const size of sizes) {
    const isPad = typeof size === 'string';
    list.add('f', isPad ? Number(size.slice(1)) : size, isPad ? FILE_PAD : 0);
  }
  return new FileLayout(list.table(), new Geometry(pieceLength, list.totalSize));
}

/** Keeps what becomes of each block, and fails at the first thing that must not be. */
class Ledger implements BlockTarget {
  readonly fate = new Map<string, 'begun' | 'finished' | 'given back'>();
  readonly space: Uint8Array;
  constructor(
    private readonly layout: FileLayout,
    private readonly wanted: (piece: number, block: number) => boolean = () => true,
  ) {
    this.space = new Uint8Array(layout.geometry.totalSize).fill(0xee);
  }
  begin(piece: number, offset: number, length: number): boolean {
    expect(length).toBe(this.layout.geometry.blockBytes(piece, offset / B));
    expect(this.fate.has(`${piece} ${offset / B}`)).toBe(false);
    if (!this.wanted(piece, offset / B)) return false;
    this.fate.set(`${piece} ${offset / B}`, 'begun');
    return true;
  }
  write(piece: number, offset: number, view: Uint8Array): void {
    expect(this.fate.get(`${piece} ${Math.floor(offset / B)}`)).toBe('begun');
    this.space.set(view, this.layout.geometry.pieceOffset(piece) + offset);
  }
  finish(piece: number, offset: number): void {
    expect(this.fate.get(`${piece} ${offset / B}`)).toBe('begun');
    this.fate.set(`${piece} ${offset / B}`, 'finished');
  }
  giveBack(piece: number, block: number, begun: boolean): void {
    expect(this.fate.get(`${piece} ${block}`)).toBe(begun ? 'begun' : undefined);
    this.fate.set(`${piece} ${block}`, 'given back');
  }
  onBytes(): boolean {
    return true;
  }
}

const source = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

describe('A run of blocks', () => {
  test('awaits its blocks until they have come or are not wanted any more', () => {
    const layout = layoutOf([5 * B], 2 * B);
    const run = new BlockRun(layout, Int32Array.of(0, 1, 1, 0, 2, 0), 3, new Ledger(layout));
    const awaited = () =>
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 0],
      ].filter(([piece = 0, block = 0]) => run.awaits(piece, block));
    expect(awaited()).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
    run.next();
    run.receive(new Uint8Array(B));
    run.drop(1, 0);
    expect(awaited()).toEqual([[2, 0]]);
  });

  test('puts zeros where pads are', () => {
    const layout = layoutOf([B / 2, `p${B / 2}`, B], B);
    const ledger = new Ledger(layout);
    const run = new BlockRun(layout, Int32Array.of(0, 0, 1, 0), 2, ledger);
    expect(run.next()).toMatchObject({ fileIndex: 0, length: B / 2 });
    run.receive(new Uint8Array(B / 2).fill(1));
    expect(run.next()).toMatchObject({ fileIndex: 2, length: B });
    expect(ledger.fate.get('0 0')).toBe('finished');
    run.receive(new Uint8Array(B).fill(2));
    expect(run.next()).toBeNull();
    expect([ledger.space[0], ledger.space[B / 2], ledger.space[B - 1], ledger.space[B]]).toEqual([1, 0, 0, 2]);
  });

  test('gives back the block under way as begun, and the others as not', () => {
    const layout = layoutOf([4 * B], 4 * B);
    const ledger = new Ledger(layout);
    const run = new BlockRun(layout, Int32Array.of(0, 0, 0, 1, 0, 2), 3, ledger);
    run.next();
    run.receive(new Uint8Array(B + 5));
    run.end();
    expect([...ledger.fate]).toEqual([
      ['0 0', 'finished'],
      ['0 1', 'given back'],
      ['0 2', 'given back'],
    ]);
    run.end();
    run.receive(new Uint8Array(B));
    expect(ledger.fate.size).toBe(3);
  });

  test('does not give back what another brought, and says when nobody waits for the rest', () => {
    const layout = layoutOf([4 * B], 4 * B);
    const ledger = new Ledger(layout);
    const run = new BlockRun(layout, Int32Array.of(0, 0, 0, 1, 0, 2), 3, ledger);
    run.next();
    run.receive(new Uint8Array(5));
    expect(run.drop(0, 0)).toBe(true); // it is being written: its writer finishes it
    expect(run.drop(0, 2)).toBe(true);
    run.receive(new Uint8Array(B - 5));
    expect(run.drop(0, 1)).toBe(false);
    run.end();
    expect([...ledger.fate]).toEqual([['0 0', 'finished']]);
  });

  test('finishes or gives back every block exactly once, with the right bytes, however they come', () => {
    const file = fc.oneof(
      fc.integer({ min: 0, max: 3 * B }),
      fc.integer({ min: 1, max: B }).map((size) => `p${size}`),
    );
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(B, 20_000, 3 * B),
        fc.integer({ min: 700, max: 70_000 }),
        fc.integer({ min: 0, max: 200_000 }),
        fc.infiniteStream(fc.boolean()),
        (sizes, pieceLength, chunk, stopAfter, dice) => {
          const layout = layoutOf([...sizes, 100], pieceLength);
          const { geometry } = layout;
          const right = source(geometry.totalSize);
          for (let f = 0; f < layout.files.count; f++) {
            const offset = layout.files.offsets[f] ?? 0;
            if (layout.isPad(f)) right.fill(0, offset, offset + (layout.files.sizes[f] ?? 0));
          }
          const blocks: number[] = [];
          for (let piece = 0; piece < geometry.pieceCount; piece++) {
            const pads = layout.padBlocks(piece);
            for (let block = 0; block < geometry.blocksIn(piece); block++)
              if (!pads.includes(block) && dice.next().value === true) blocks.push(piece, block);
          }
          const refused = new Set<string>();
          const ledger = new Ledger(layout, (piece, block) => {
            const wanted = dice.next().value === true || dice.next().value === true;
            if (!wanted) refused.add(`${piece} ${block}`);
            return wanted;
          });
          const run = new BlockRun(layout, Int32Array.from(blocks), blocks.length / 2, ledger);
          let sent = 0;
          feed: for (let stretch = run.next(); stretch !== null; stretch = run.next()) {
            expect(stretch.pad).toBe(false);
            for (let at = 0; at < stretch.length; at += chunk) {
              if (sent > stopAfter) break feed;
              const end = Math.min(at + chunk, stretch.length);
              run.receive(right.subarray(stretch.offset + at, stretch.offset + end));
              sent += end - at;
            }
          }
          run.end();
          expect(ledger.fate.size).toBe(blocks.length / 2);
          for (const [name, fate] of ledger.fate) {
            expect(fate).not.toBe('begun');
            if (refused.has(name)) expect(fate).toBe('given back');
            if (fate !== 'finished') continue;
            const [piece = 0, block = 0] = name.split(' ').map(Number);
            const start = geometry.pieceOffset(piece) + block * B;
            const end = start + geometry.blockBytes(piece, block);
            expect(Buffer.compare(ledger.space.subarray(start, end), right.subarray(start, end))).toBe(0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
