/**
 * The floor as a leech. Pieces are handed out from the first to the last, each to one connection that takes it whole;
 * blocks are copied once, to their place; a full piece goes to the worker.
 */
import { BLOCK_BYTES } from '../../../engine/base/block-size.js';
import { INTERESTED, REQUEST_BYTES, writeRequest } from '../../../engine/wire/encode.js';
import { FloorDisk } from './floor-disk.js';
import type { FloorLine, FloorRole } from './floor-line.js';
import { type FloorTorrent, pieceBytesOf } from './floor-torrent.js';

/** Pieces in memory at once. */
const MEMORY_BYTES = 160 * 1024 * 1024;
/** Requests under way with one connection, and with all of them together. */
const MOST_REQUESTS = 256;
const LEAST_REQUESTS = 16;
const ALL_REQUESTS = 2048;

interface Coming {
  readonly piece: number;
  readonly slot: number;
  asked: number;
  here: number;
}

/** What is under way with one connection. */
class Fetch {
  readonly coming = new Map<number, Coming>();
  asking: Coming | null = null;
  /** Bytes asked for and not here. */
  owed = 0;
}

export class FloorLeech implements FloorRole {
  private readonly disk: FloorDisk;
  private readonly fetches = new Map<FloorLine, Fetch>();
  /** Connections that wait for memory. */
  private readonly waiting = new Set<FloorLine>();
  private nextPiece = 0;
  private stored = 0;
  private hasBegun = false;

  constructor(
    private readonly torrent: FloorTorrent,
    private readonly handshake: Uint8Array,
    private readonly first: () => void,
    done: () => void,
  ) {
    const slotCount = Math.min(torrent.pieceCount, Math.ceil(MEMORY_BYTES / torrent.pieceLength));
    this.disk = new FloorDisk(torrent, torrent.pieceLength, slotCount, true, ({ slot }) => {
      this.disk.letGo(slot);
      if (++this.stored === torrent.pieceCount) done();
      this.askWaiting();
    });
  }

  greeted(line: FloorLine): void {
    line.socket.write(line.isIncoming ? Buffer.concat([this.handshake, INTERESTED]) : INTERESTED);
  }
  unchoked(line: FloorLine): void {
    if (this.fetches.has(line)) return; // libtorrent says it twice
    this.fetches.set(line, new Fetch());
    this.ask(line);
  }
  interested(): void {
    // it has nothing to give
  }
  asked(): void {
    // nor was anything offered
  }

  came(line: FloorLine, piece: number, offset: number, bytes: Uint8Array): void {
    const fetch = this.fetches.get(line);
    const coming = fetch?.coming.get(piece);
    if (fetch === undefined || coming === undefined) return;
    if (!this.hasBegun) {
      this.hasBegun = true;
      this.first();
    }
    this.disk.slots[coming.slot]?.fill(bytes, offset, offset + bytes.length);
    coming.here += bytes.length;
    fetch.owed -= bytes.length;
    const length = pieceBytesOf(this.torrent, piece);
    if (coming.here < length) return;
    fetch.coming.delete(piece);
    this.disk.submit({ kind: 'store', slot: coming.slot, piece, offset: 0, length });
  }

  turnEnded(line: FloorLine): void {
    const fetch = this.fetches.get(line);
    if (fetch !== undefined && fetch.owed <= (this.window * BLOCK_BYTES) / 2) this.ask(line);
  }
  ended(line: FloorLine): void {
    this.fetches.delete(line);
  }

  private get window(): number {
    return Math.max(LEAST_REQUESTS, Math.min(MOST_REQUESTS, Math.floor(ALL_REQUESTS / this.fetches.size)));
  }

  private askWaiting(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const line of waiting) this.ask(line);
  }

  /** Tops up what is under way, in one write. */
  private ask(line: FloorLine): void {
    const fetch = this.fetches.get(line);
    if (fetch === undefined) return;
    const most = this.window * BLOCK_BYTES;
    const out = new Uint8Array(REQUEST_BYTES * this.window);
    let at = 0;
    while (fetch.owed < most) {
      const coming = fetch.asking ?? this.open(line, fetch);
      if (coming === null) break;
      const length = pieceBytesOf(this.torrent, coming.piece);
      const bytes = Math.min(BLOCK_BYTES, length - coming.asked);
      at = writeRequest(out, at, coming.piece, coming.asked, bytes);
      fetch.owed += bytes;
      coming.asked += bytes;
      if (coming.asked === length) fetch.asking = null;
    }
    if (at > 0) line.socket.write(out.subarray(0, at));
  }

  private open(line: FloorLine, fetch: Fetch): Coming | null {
    if (this.nextPiece === this.torrent.pieceCount) return null;
    const slot = this.disk.take();
    if (slot === undefined) {
      this.waiting.add(line);
      return null;
    }
    const coming = { piece: this.nextPiece++, slot, asked: 0, here: 0 };
    fetch.coming.set(coming.piece, coming);
    fetch.asking = coming;
    return coming;
  }
}
