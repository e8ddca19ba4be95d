/**
 * Serves blocks to one torrent's unchoked peers: looks a little ahead in each peer's queue so that the disk works in
 * large reads, and sends header and block views in one write. At most 256 KiB (or a quarter second of the peer's rate)
 * is queued per connection. A slab stays held until the write that uses it has left.
 */
import type { ErrorView } from '../api/errors.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import type { ByteStream } from '../base/ports.js';
import type { Slab, SlabPool } from '../base/slab.js';
import type { PeerMachine } from '../peer/peer-machine.js';
import type { UploadRequest } from '../peer/upload-queue.js';
import type { TorrentStorage } from '../storage/storage.js';
import { writePieceHeader } from '../wire/encode.js';
import { PIECE_HEADER_BYTES } from '../wire/message.js';
import { ExtentCache } from './extent-cache.js';

const LEAST_QUEUED_BYTES = 256 * 1024;
const MOST_QUEUED_BYTES = 1024 * 1024;
/** Requests looked at ahead of the one being served: 1 MiB of blocks. */
const LOOK_AHEAD = 64;
const BLOCKS_A_WRITE = 16;

/** One peer as the uploader sees it. */
export interface UploadPeer {
  readonly machine: PeerMachine;
  readonly stream: ByteStream;
}

export interface UploaderHost {
  hasPiece(piece: number): boolean;
  pieceBytes(piece: number): number;
  /** Payload bytes that may be sent now (rate limits), and the spending of them. */
  uploadAllowance(): number;
  spendUpload(bytes: number): void;
  onUploaded(peer: UploadPeer, bytes: number): void;
  /** `count` pieces from `first` on hold what could not be read. */
  onReadFailed(error: ErrorView, first: number, count: number): void;
  nowMs(): number;
}

export class Uploader {
  private readonly cache: ExtentCache;
  /** Peers that could be served when extents come in, when there is memory, or when the limit allows. */
  private readonly waiting = new Set<UploadPeer>();
  private readonly request: UploadRequest = { piece: 0, offset: 0, length: 0 };

  constructor(
    private readonly host: UploaderHost,
    pieceLength: number,
    pieceCount: number,
    private readonly pool: SlabPool,
    storage: TorrentStorage,
  ) {
    this.cache = new ExtentCache(
      {
        hasPiece: (piece) => host.hasPiece(piece),
        pieceBytes: (piece) => host.pieceBytes(piece),
        onLoaded: () => this.serveWaiting(),
        onReadFailed: (error, first, count) => host.onReadFailed(error, first, count),
      },
      pieceLength,
      pieceCount,
      pool,
      storage,
    );
  }

  /** Sends as much as may go to this peer now. */
  serve(peer: UploadPeer): void {
    this.waiting.delete(peer);
    const { machine, stream } = peer;
    const most = Math.min(MOST_QUEUED_BYTES, Math.max(LEAST_QUEUED_BYTES, machine.stats.up.bps(this.host.nowMs()) / 4));
    while (machine.uploads.size > 0 && stream.queuedBytes < most) {
      const blocked = this.sendBatch(peer);
      if (!blocked) continue;
      this.waiting.add(peer);
      break;
    }
    if (machine.uploads.size > 0) this.readAhead(machine);
    this.cache.flush();
  }

  /** Serves whoever waited: extents came in, memory was freed, or time has refilled the limit. */
  serveWaiting(): void {
    for (const peer of [...this.waiting]) {
      // whoever is not reached keeps its place: the next time begins with it
      if (this.host.uploadAllowance() < BLOCK_BYTES) return;
      this.serve(peer);
    }
  }

  forget(peer: UploadPeer): void {
    this.waiting.delete(peer);
  }
  /** Whether memory for reading was refused since the last call. */
  takeRefused(): boolean {
    return this.cache.takeRefused();
  }
  /** Gives cached memory back. */
  shrink(): void {
    this.cache.shrink();
  }
  close(): void {
    this.waiting.clear();
    this.cache.close();
  }

  /** Sends up to BLOCKS_A_WRITE blocks in one write; true when the next block cannot go yet. */
  private sendBatch(peer: UploadPeer): boolean {
    const { machine, stream } = peer;
    const request = this.request;
    const chunks: Uint8Array[] = [];
    const held: Slab[] = [];
    const headers = new Uint8Array(PIECE_HEADER_BYTES * BLOCKS_A_WRITE);
    let headersUsed = 0;
    let payload = 0;
    let blocked = false;
    while (held.length < BLOCKS_A_WRITE && machine.uploads.peek(0, request)) {
      if (request.piece >= 0) {
        if (!this.host.hasPiece(request.piece)) machine.reject(request.piece, request.offset, request.length);
        else if (this.host.uploadAllowance() < request.length) blocked = true;
        else {
          const headerAt = headersUsed;
          headersUsed = writePieceHeader(headers, headerAt, request.piece, request.offset, request.length);
          chunks.push(headers.subarray(headerAt, headersUsed));
          if (this.appendBlock(request, chunks, held)) {
            this.host.spendUpload(request.length + PIECE_HEADER_BYTES);
            payload += request.length;
          } else {
            chunks.pop();
            blocked = true;
          }
        }
        if (blocked) break;
      }
      machine.uploads.shift();
    }
    if (chunks.length > 0) {
      const now = this.host.nowMs();
      machine.stats.up.add(payload, now);
      machine.stats.lastSentAt = now;
      this.host.onUploaded(peer, payload);
      const small = machine.outbox.take(); // keeps the order of what was said before
      if (small !== null) {
        this.host.spendUpload(small.length);
        chunks.unshift(small);
      }
      stream.write(chunks, () => {
        for (const slab of held) this.pool.release(slab);
      });
    }
    return blocked;
  }

  /** Adds the block's bytes (two views where it crosses an extent); false when they are not in memory. */
  private appendBlock(request: UploadRequest, chunks: Uint8Array[], held: Slab[]): boolean {
    const { piece, offset, length } = request;
    const firstLength = Math.min(length, this.cache.boundaryAfter(offset) - offset);
    const first = this.cache.find(piece, offset, firstLength);
    if (typeof first === 'string') return false;
    const second = firstLength < length ? this.cache.find(piece, offset + firstLength, length - firstLength) : null;
    if (typeof second === 'string') return false;
    chunks.push(first.slab.bytes.subarray(first.start, first.start + firstLength));
    this.hold(first.slab, held);
    if (second === null) return true;
    chunks.push(second.slab.bytes.subarray(second.start, second.start + length - firstLength));
    this.hold(second.slab, held);
    return true;
  }

  private hold(slab: Slab, held: Slab[]): void {
    this.pool.retain(slab);
    held.push(slab);
  }

  private readAhead(machine: PeerMachine): void {
    const request = this.request;
    for (let ahead = 0; ahead < LOOK_AHEAD && machine.uploads.peek(ahead, request); ahead++) {
      if (request.piece < 0 || !this.host.hasPiece(request.piece)) continue;
      if (!this.cache.prepare(request.piece, request.offset)) return;
    }
  }
}
