/** One connection of a hostile peer: what it can say, and what it hears. Its timers end with it. */
import type { Socket } from 'node:net';
import * as encode from '../../../engine/wire/encode.js';
import { decodeExtendedHandshake, EXTENDED_HANDSHAKE_ID, type ExtendedHandshake } from '../../../engine/wire/extended/handshake.js';
import { Framer, type WireSink } from '../../../engine/wire/framer.js';
import { encodeHandshake, HANDSHAKE_BYTES, isHandshake } from '../../../engine/wire/handshake.js';
import type { PeerMessage } from '../../../engine/wire/message.js';
import { PIECE_HEADER_BYTES } from '../../../engine/wire/message.js';
import type { SimTorrent } from '../sim/sim-torrent.js';

const RESERVED = { extended: true, fast: true, dht: false, v2: false };

export interface Request {
  readonly piece: number;
  readonly offset: number;
  readonly length: number;
  /** Requests that came before it: over all connections of this peer, and over this one. */
  readonly nth: number;
  readonly nthHere: number;
}

export interface Manners {
  readonly kind: string;
  /** In place of the handshake, and of everything else. */
  readonly raw?: (line: HostileLine) => void;
  /** Once both handshakes are done. Default: it has everything. */
  readonly begin?: (line: HostileLine) => void;
  /** Default: it unchokes. */
  readonly onInterested?: (line: HostileLine) => void;
  /** Default: it sends the block. */
  readonly onRequest?: (line: HostileLine, request: Request) => void;
  readonly onExtended?: (line: HostileLine, id: number, payload: Uint8Array) => void;
}

/** Whose connection it is. */
export interface HostileHost {
  readonly torrent: SimTorrent;
  readonly manners: Manners;
  readonly peerId: Uint8Array;
  /** Blocks are sent at this rate, bytes a second; null: at once. */
  readonly blockBps: number | null;
  met: number;
  asked: number;
  /** Blocks sent with other bytes than they should have. */
  spoiled: number;
  closed(): void;
}

export class HostileLine implements WireSink {
  /** Their extension handshake, once it came. */
  theirs: ExtendedHandshake | null = null;
  private readonly framer = new Framer(this);
  private readonly timers = new Set<NodeJS.Timeout>();
  private greeting = Buffer.alloc(0);
  private greeted = false;
  private asked = 0;
  private nextBlockAt = 0;
  private open = true;

  constructor(
    readonly peer: HostileHost,
    private readonly socket: Socket,
    /** Who accepts a connection speaks only when it is spoken to, and hangs up when it does not understand. */
    private readonly isDialler: boolean,
  ) {
    socket.on('data', (bytes: Buffer) => this.hear(bytes));
    socket.on('error', () => undefined); // the other side may reset us; `close` follows
    socket.on('close', () => {
      this.open = false;
      for (const timer of this.timers) clearInterval(timer);
      peer.closed();
    });
    const { raw } = peer.manners;
    if (raw !== undefined) raw(this);
    else if (isDialler) this.greet();
  }

  get torrent(): SimTorrent {
    return this.peer.torrent;
  }

  // ---- what it can say ----

  send(...chunks: readonly Uint8Array[]): void {
    if (this.open) for (const chunk of chunks) this.socket.write(chunk);
  }
  /** That it has everything. */
  sayAll(): void {
    const bits = new Uint8Array(Math.ceil(this.torrent.pieceCount / 8));
    for (let piece = 0; piece < this.torrent.pieceCount; piece++) bits[piece >> 3] = (bits[piece >> 3] ?? 0) | (0x80 >> (piece & 7));
    this.send(encode.encodeBitfield(bits));
  }
  /** A block, right unless other bytes are given. */
  sayBlock(piece: number, offset: number, length: number, wrong?: Uint8Array): void {
    const header = new Uint8Array(PIECE_HEADER_BYTES);
    encode.writePieceHeader(header, 0, piece, offset, length);
    const bytes = wrong ?? this.block(piece, offset, length);
    const send = () => {
      if (wrong !== undefined) this.peer.spoiled += 1;
      this.send(header, bytes);
    };
    if (this.peer.blockBps === null) return send();
    const now = performance.now();
    this.nextBlockAt = Math.max(now, this.nextBlockAt) + (length * 1000) / this.peer.blockBps;
    this.timers.add(setTimeout(send, this.nextBlockAt - now));
  }
  block(piece: number, offset: number, length: number): Uint8Array {
    const at = piece * this.torrent.pieceLength + offset;
    return this.torrent.bytes.slice(at, at + length);
  }
  /** Sends the bytes one by one. */
  drip(bytes: Uint8Array, everyMs: number): void {
    let next = 0;
    this.every(everyMs, () => this.send(bytes.subarray(next, ++next)));
  }
  /** Repeats until the connection ends. No more is queued than the other side takes. */
  every(ms: number, run: () => void): void {
    this.timers.add(
      setInterval(() => {
        if (this.open && this.socket.writableLength < 1 << 20) run();
      }, ms),
    );
  }
  /** Nothing that they say is read any more. */
  stopReading(): void {
    this.socket.pause();
  }
  reset(): void {
    this.socket.resetAndDestroy();
  }
  end(): void {
    this.socket.destroy();
  }

  // ---- what it hears ----

  private greet(): void {
    this.send(encodeHandshake({ infoHash: this.torrent.infoHash, peerId: this.peer.peerId, reserved: RESERVED }));
  }

  private hear(bytes: Buffer): void {
    if (this.peer.manners.raw !== undefined) return;
    if (this.greeted) return void this.framer.receive(bytes);
    this.greeting = Buffer.concat([this.greeting, bytes]);
    if (isHandshake(this.greeting) === false) return this.end(); // it speaks no encryption
    if (this.greeting.length < HANDSHAKE_BYTES) return;
    if (!this.isDialler) this.greet();
    this.greeted = true;
    this.peer.met += 1;
    const { begin } = this.peer.manners;
    if (begin !== undefined) begin(this);
    else this.sayAll();
    this.framer.receive(this.greeting.subarray(HANDSHAKE_BYTES));
  }

  onMessage(message: PeerMessage): void {
    const { manners } = this.peer;
    if (message.kind === 'interested') {
      if (manners.onInterested !== undefined) manners.onInterested(this);
      else this.send(encode.UNCHOKE);
    } else if (message.kind === 'extended') {
      const handshake = message.id === EXTENDED_HANDSHAKE_ID ? decodeExtendedHandshake(message.payload) : null;
      if (handshake?.ok) this.theirs = handshake.value;
      manners.onExtended?.(this, message.id, message.payload);
    }
  }
  onRequest(piece: number, offset: number, length: number): void {
    const nth = this.peer.asked++;
    const nthHere = this.asked++;
    const { onRequest } = this.peer.manners;
    if (onRequest !== undefined) onRequest(this, { piece, offset, length, nth, nthHere });
    else this.sayBlock(piece, offset, length);
  }
  onCancel(): void {}
  onHave(): void {}
  onBlockBegin(): void {}
  onBlockBytes(): void {}
  onBlockEnd(): void {}
}
