/**
 * A piece flow with its picker over memory storage, for tests: storage answers wait until `deliver`, so that a test
 * decides what happens between hand-over and answer. `hold` fills the pool up to leave a given number of slabs.
 */
import type { ErrorView } from '../../../../engine/api/errors.js';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import type { Slab } from '../../../../engine/base/slab.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { PiecePicker } from '../../../../engine/picker/piece-picker.js';
import type { MemoryFaults } from '../../../../engine/storage/memory-disk.js';
import { MemoryStorageFactory } from '../../../../engine/storage/memory-storage.js';
import { KeptBlocks } from '../../../../engine/torrent/kept-blocks.js';
import { PieceFlow, type PieceFlowHost } from '../../../../engine/torrent/piece-flow.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { type FileShape, makeTorrent, type TorrentFixture } from '../../../support/torrent-fixture.js';

export interface BadPiece {
  readonly piece: number;
  readonly from: readonly number[];
  readonly blockHashes: Uint8Array;
}

export interface PieceStageOptions {
  readonly pieceLength: number;
  readonly files: readonly FileShape[];
  readonly poolSlabs?: number;
  readonly faults?: MemoryFaults;
}

/** The torrent of each shape, which is the same whenever it is made: its content takes longer than most tests. */
const made = new WeakMap<readonly FileShape[], TorrentFixture>();

function torrentOf({ files, pieceLength }: PieceStageOptions): TorrentFixture {
  const before = made.get(files);
  if (before?.spec.pieceLength === pieceLength) return before;
  const torrent = makeTorrent('/root', pieceLength, files);
  made.set(files, torrent);
  return torrent;
}

export function pieceStage(options: PieceStageOptions) {
  const { faults, pieceLength, poolSlabs = 64 } = options;
  const torrent = torrentOf(options);
  const pool = new FixedSlabPool(poolSlabs * SLAB_BYTES);
  const answers: (() => void)[] = [];
  const factory = new MemoryStorageFactory({ soon: (run) => void answers.push(run), ...(faults === undefined ? {} : { faults }) });
  const storage = factory.open(torrent.spec);
  const geometry = new Geometry(pieceLength, torrent.spec.totalSize);
  const layout = new FileLayout(torrent.spec.files, geometry);
  const stored: number[] = [];
  const bad: BadPiece[] = [];
  const failures: ErrorView[] = [];
  const raced: { readonly piece: number; readonly block: number; readonly winner: number }[] = [];
  const host: PieceFlowHost = {
    onPieceStored: (piece) => void stored.push(piece),
    onPieceBad: (piece, from, blockHashes) => void bad.push({ piece, from: [...from], blockHashes }),
    onStorageFailed: (error) => void failures.push(error),
    onExtentWritten: () => undefined,
    onBlockRaced: (piece, block, winner) => void raced.push({ piece, block, winner }),
  };
  const shape = {
    pieceCount: geometry.pieceCount,
    pieceLength,
    pieceBytes: (i: number) => geometry.pieceBytes(i),
    padBlocks: (i: number) => layout.padBlocks(i),
  };
  const kept = new KeptBlocks();
  const begun = () => {
    const flow = new PieceFlow(host, shape, pool, storage, kept);
    const picker = new PiecePicker(flow, geometry.pieceCount, seededRandom(1), { have });
    flow.attach(picker);
    return { flow, picker };
  };
  const have = new Bitfield(geometry.pieceCount);
  let { flow, picker } = begun();
  const held: Slab[] = [];

  /** The right bytes of a block. */
  const blockBytes = (piece: number, block: number): Uint8Array => {
    const at = block * BLOCK_BYTES;
    return torrent.pieceBytes(piece).slice(at, at + geometry.blockBytes(piece, block));
  };
  const begin = (piece: number, block: number, peer: number, asked = true): boolean =>
    flow.begin(piece, block * BLOCK_BYTES, geometry.blockBytes(piece, block), peer, asked);
  /** A whole block in one go; false when it was not wanted. */
  const give = (piece: number, block: number, peer: number, bytes = blockBytes(piece, block)): boolean => {
    if (!begin(piece, block, peer)) return false;
    flow.write(piece, block * BLOCK_BYTES, bytes, peer);
    flow.finish(piece, block * BLOCK_BYTES, peer);
    return true;
  };

  return {
    torrent,
    geometry,
    pool,
    get flow() {
      return flow;
    },
    get picker() {
      return picker;
    },
    kept,
    pads: (piece: number) => layout.padBlocks(piece),
    /** The flow is stopped and another begins, as with a pause and a resume. */
    startOver(): void {
      flow.stop();
      ({ flow, picker } = begun());
    },
    stored,
    bad,
    failures,
    raced,
    disk: factory.disk,
    blockLength: (piece: number, block: number) => geometry.blockBytes(piece, block),
    blockBytes,
    begin,
    give,
    /** Opens the piece and asks for its blocks, as a pick would. */
    open(piece: number): void {
      const open = picker.openNew(piece);
      for (let block = open.nextFree(); block >= 0 && flow.reserve(open, block); block = open.nextFree()) open.ask(block, 0);
    },
    givePiece(piece: number, peer: number): void {
      for (let block = 0; block < geometry.blocksIn(piece); block++) give(piece, block, peer);
    },
    /** Storage jobs not yet answered. */
    get underWay(): number {
      return answers.length;
    },
    /** Lets the storage do and answer its oldest jobs. */
    deliver(count = Number.POSITIVE_INFINITY): void {
      for (let left = count; left > 0 && answers.length > 0; left--) answers.shift()?.();
    },
    /** Takes slabs until only `free` are left. */
    hold(free: number): void {
      while (pool.freeSlabs > free) {
        const slab = pool.acquire();
        if (slab === null) return;
        held.push(slab);
      }
    },
    letGo(before?: (slab: Slab) => void): void {
      for (const slab of held.splice(0)) {
        before?.(slab);
        pool.release(slab);
      }
    },
    /** What the disk holds of a file; null when it is absent. */
    onDisk: (file: number): Uint8Array | null => factory.disk.files.get(`/root/${torrent.spec.files.paths.at(file)}`) ?? null,
  };
}

export type PieceStage = ReturnType<typeof pieceStage>;
