/** An uploader over memory storage whose answers wait for `deliver`, with peers whose streams keep writes until `sent`. */
import type { ErrorView } from '../../../../engine/api/errors.js';
import type { ByteStream, StreamKind } from '../../../../engine/base/ports.js';
import { SLAB_BYTES } from '../../../../engine/base/slab.js';
import { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { Geometry } from '../../../../engine/metainfo/geometry.js';
import { PeerMachine } from '../../../../engine/peer/peer-machine.js';
import type { MemoryFaults } from '../../../../engine/storage/memory-disk.js';
import { MemoryStorageFactory } from '../../../../engine/storage/memory-storage.js';
import type { TorrentStorage } from '../../../../engine/storage/storage.js';
import { Uploader, type UploadPeer } from '../../../../engine/torrent/uploader.js';
import { Framer } from '../../../../engine/wire/framer.js';
import { makeTorrent } from '../../../support/torrent-fixture.js';
import { WireLog } from '../../../support/wire-log.js';
import { PeerLog } from '../peer/peer-log.js';

/** Keeps what is written, by reference, until the test lets it leave: a slab reused too early shows. */
export class SlowStream implements ByteStream {
  readonly kind: StreamKind = { transport: 'tcp', encryption: 'none' };
  readonly remote = { host: '10.0.0.2', port: 5 };
  readonly local = { host: '10.0.0.1', port: 6 };
  queuedBytes = 0;
  left: Buffer = Buffer.alloc(0);
  writes = 0;
  private readonly queue: { readonly chunks: readonly Uint8Array[]; readonly written: (() => void) | undefined }[] = [];

  setSink(): void {}
  setReading(): void {}
  close(): void {}
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    this.writes++;
    this.queue.push({ chunks, written });
    for (const chunk of chunks) this.queuedBytes += chunk.length;
  }
  /** The oldest writes leave. */
  sent(count = Number.POSITIVE_INFINITY): void {
    for (const { chunks, written } of this.queue.splice(0, count)) {
      this.left = Buffer.concat([this.left, ...chunks]);
      for (const chunk of chunks) this.queuedBytes -= chunk.length;
      written?.();
    }
  }
}

export interface UploadStageOptions {
  readonly pieceLength: number;
  readonly size: number;
  readonly poolSlabs?: number;
  readonly faults?: MemoryFaults;
}

export function uploadStage({ pieceLength, size, poolSlabs = 64, faults }: UploadStageOptions) {
  const torrent = makeTorrent('/root', pieceLength, [{ path: 'a', size }]);
  const geometry = new Geometry(pieceLength, size);
  const pool = new FixedSlabPool(poolSlabs * SLAB_BYTES);
  const answers: (() => void)[] = [];
  const factory = new MemoryStorageFactory({ soon: (run) => void answers.push(run), ...(faults === undefined ? {} : { faults }) });
  factory.disk.files.set('/root/a', torrent.bytes.slice());
  const storage = factory.open(torrent.spec);
  const reads: number[] = [];
  const watched: TorrentStorage = Object.create(storage, {
    readRange: {
      value: (...args: Parameters<TorrentStorage['readRange']>) => {
        reads.push(args[2].reduce((sum, { length }) => sum + length, 0));
        storage.readRange(...args);
      },
    },
  });
  const missing = new Set<number>();
  const limit = { bytes: Number.POSITIVE_INFINITY };
  const failures: ErrorView[] = [];
  const totals = { uploaded: 0 };
  const uploader = new Uploader(
    {
      hasPiece: (piece) => !missing.has(piece),
      pieceBytes: (piece) => geometry.pieceBytes(piece),
      uploadAllowance: () => limit.bytes,
      spendUpload: (bytes) => {
        limit.bytes -= bytes;
      },
      onUploaded: (_peer, bytes) => {
        totals.uploaded += bytes;
      },
      onReadFailed: (error) => void failures.push(error),
      nowMs: () => 0,
    },
    pieceLength,
    geometry.pieceCount,
    pool,
    watched,
  );

  /** A peer that we do not choke. */
  const newPeer = (): UploadPeer & { readonly stream: SlowStream; readonly machine: PeerMachine } => {
    const identity = {
      key: 1,
      endpoint: { host: '10.0.0.2', port: 5 },
      incoming: false,
      peerId: new Uint8Array(20),
      reserved: { extended: true, fast: true, dht: false, v2: false },
    };
    const machine = new PeerMachine(identity, new PeerLog(), geometry, 0);
    machine.setChoking(false);
    machine.outbox.take();
    return { machine, stream: new SlowStream() };
  };
  return {
    torrent,
    geometry,
    pool,
    uploader,
    missing,
    limit,
    failures,
    totals,
    /** Bytes of each read so far. */
    reads,
    newPeer,
    deliver(count = Number.POSITIVE_INFINITY): void {
      for (let left = count; left > 0 && answers.length > 0; left--) answers.shift()?.();
    },
    get slabsInUse(): number {
      return pool.budgetSlabs - pool.freeSlabs;
    },
  };
}

/** What has left towards the peer, in words; a block's bytes are compared with the torrent's. */
export function received(stage: ReturnType<typeof uploadStage>, stream: SlowStream): string[] {
  const log = new WireLog();
  new Framer(log).receive(stream.left);
  return log.entries.map((entry) => {
    if (entry.kind !== 'block') return entry.kind === 'reject' ? `reject ${entry.piece} ${entry.offset}` : entry.kind;
    const at = stage.geometry.pieceOffset(entry.piece) + entry.offset;
    const right = stage.torrent.bytes.subarray(at, at + entry.bytes.length);
    return `${Buffer.compare(Uint8Array.from(entry.bytes), right) === 0 ? 'block' : 'WRONG'} ${entry.piece} ${entry.offset} ${entry.bytes.length}`;
  });
}
