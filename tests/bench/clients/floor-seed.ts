/** The floor as a seed: everybody is unchoked, blocks in a row are read together and leave in one write. */
import { Bitfield } from '../../../engine/base/bitfield.js';
import { BLOCK_BYTES } from '../../../engine/base/block-size.js';
import { encodeBitfield, UNCHOKE } from '../../../engine/wire/encode.js';
import { FloorDisk, type FloorJob, withHeaders } from './floor-disk.js';
import type { FloorLine, FloorRole } from './floor-line.js';
import type { FloorTorrent } from './floor-torrent.js';

/** Blocks that are read and sent together. */
const RUN_BYTES = 16 * BLOCK_BYTES;
/** Runs of one connection that are being read or sent, and of all. */
const MOST_RUNS = 2;
const ALL_RUNS = 128;

interface Request {
  readonly piece: number;
  readonly offset: number;
  readonly length: number;
}

class Serving {
  requests: Request[] = [];
  runs = 0;
}

export class FloorSeed implements FloorRole {
  private readonly disk: FloorDisk;
  private readonly lines = new Map<FloorLine, Serving>();
  /** Whose run a slot is. */
  private readonly owners: (FloorLine | null)[] = new Array<FloorLine | null>(ALL_RUNS).fill(null);
  /** Connections that wait for memory. */
  private readonly waiting = new Set<FloorLine>();
  private readonly greeting: Uint8Array;

  constructor(torrent: FloorTorrent, handshake: Uint8Array) {
    this.disk = new FloorDisk(torrent, withHeaders(RUN_BYTES), ALL_RUNS, false, (job) => this.send(job));
    this.greeting = Buffer.concat([handshake, encodeBitfield(new Bitfield(torrent.pieceCount, true).toWire())]);
  }

  greeted(line: FloorLine): void {
    this.lines.set(line, new Serving());
    line.socket.write(this.greeting);
  }
  interested(line: FloorLine): void {
    line.socket.write(UNCHOKE);
  }
  unchoked(): void {
    // it wants nothing
  }
  came(): void {
    // and gets nothing
  }
  asked(line: FloorLine, piece: number, offset: number, length: number): void {
    this.lines.get(line)?.requests.push({ piece, offset, length });
  }
  turnEnded(line: FloorLine): void {
    this.serve(line);
  }
  ended(line: FloorLine): void {
    this.lines.delete(line);
  }

  private serve(line: FloorLine): void {
    const serving = this.lines.get(line);
    if (serving === undefined) return;
    const { requests } = serving;
    while (requests.length > 0 && serving.runs < MOST_RUNS) {
      const slot = this.disk.take();
      if (slot === undefined) {
        this.waiting.add(line);
        return;
      }
      const { count, length } = runOf(requests);
      const { offset = 0, piece = 0 } = requests[0] ?? {};
      requests.splice(0, count);
      serving.runs++;
      this.owners[slot] = line;
      this.disk.submit({ kind: 'read', slot, piece, offset, length });
    }
  }

  private serveWaiting(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const line of waiting) this.serve(line);
  }

  private send({ length, slot }: FloorJob): void {
    const line = this.owners[slot];
    const bytes = this.disk.slots[slot]?.subarray(0, withHeaders(length));
    if (line == null || bytes === undefined) return;
    line.socket.write(bytes, () => {
      this.disk.letGo(slot);
      const serving = this.lines.get(line);
      if (serving !== undefined) serving.runs--;
      this.serve(line);
      this.serveWaiting();
    });
  }
}

/** How many of the requests lie in a row from the first on, and how many bytes that is. */
function runOf(requests: readonly Request[]): { readonly count: number; readonly length: number } {
  let count = 0;
  let length = 0;
  for (const request of requests) {
    const first = requests[0] ?? request;
    const follows = request.piece === first.piece && request.offset === first.offset + length && length % BLOCK_BYTES === 0;
    if (!follows || length + request.length > RUN_BYTES) break;
    count++;
    length += request.length;
  }
  return { count, length };
}
