/**
 * A connection of the floor: a socket whose reads land in one shared buffer, and the least that cuts them into messages
 * (BEP 3). Blocks are handed on in parts as they come, everything else as numbers; what the floor has no use for is
 * passed over. It trusts its peer, as only a benchmark may.
 */
import { Socket, type SocketConstructorOpts } from 'node:net';
import { readUint32 } from '../../../engine/base/big-endian.js';
import { HANDSHAKE_BYTES } from '../../../engine/wire/handshake.js';
import { MESSAGE_ID, PIECE_HEADER_BYTES } from '../../../engine/wire/message.js';

/** What is done with what a connection says: to leech, or to seed. */
export interface FloorRole {
  /** Its handshake has come. */
  greeted(line: FloorLine): void;
  unchoked(line: FloorLine): void;
  interested(line: FloorLine): void;
  asked(line: FloorLine, piece: number, offset: number, length: number): void;
  /** A part of a block; `offset` is its place in the piece. */
  came(line: FloorLine, piece: number, offset: number, bytes: Uint8Array): void;
  /** All of a read has been handed on. */
  turnEnded(line: FloorLine): void;
  ended(line: FloorLine): void;
}

/** The owner of a native socket. */
interface Owner {
  _handle?: SocketConstructorOpts['handle'] | null;
}

const READ_BYTES = 256 * 1024;
const ID_END = 5;
const REQUEST_END = 17;

const shared = Buffer.allocUnsafeSlow(READ_BYTES);

export class FloorLine {
  readonly socket: Socket;
  readonly isIncoming: boolean;
  private readonly head = new Uint8Array(HANDSHAKE_BYTES);
  private have = 0;
  private need = HANDSHAKE_BYTES;
  private greeted = false;
  /** Bytes of a block, or of something to pass over, that are still to come. */
  private left = 0;
  /** Of the block that is coming; -1: what comes is passed over. */
  private piece = -1;
  private offset = 0;

  /** `accepted`: an incoming socket, paused, which is taken over. */
  constructor(
    private readonly role: FloorRole,
    accepted: Socket | null = null,
  ) {
    const source = accepted as Owner | null;
    this.isIncoming = accepted !== null;
    const onread = {
      buffer: shared,
      callback: (count: number) => {
        this.take(shared, count);
        return true;
      },
    };
    this.socket = new Socket({ handle: source?._handle ?? undefined, onread });
    if (source !== null) source._handle = null;
    this.socket.setNoDelay(true);
    this.socket.on('error', () => undefined).on('close', () => role.ended(this));
    if (accepted !== null) this.socket.resume();
  }

  private take(bytes: Buffer, end: number): void {
    let at = 0;
    while (at < end) at = this.left > 0 ? this.takeBody(bytes, at, end) : this.takeHead(bytes, at, end);
    this.role.turnEnded(this);
  }

  private takeBody(bytes: Buffer, at: number, end: number): number {
    const count = Math.min(this.left, end - at);
    this.left -= count;
    if (this.piece >= 0) this.role.came(this, this.piece, this.offset, bytes.subarray(at, at + count));
    this.offset += count;
    return at + count;
  }

  private takeHead(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (this.have < this.need && at < end) this.head[this.have++] = bytes[at++] ?? 0;
    if (this.have === this.need) this.onHead();
    return at;
  }

  private onHead(): void {
    const { head } = this;
    if (!this.greeted) {
      this.greeted = true;
      this.role.greeted(this);
      return this.next(0);
    }
    const length = readUint32(head, 0);
    const id = head[ID_END - 1];
    if (length === 0) {
      head[0] = id ?? 0; // a keep-alive, and the first byte of what follows
      this.have = 1;
    } else if (this.have === ID_END && id === MESSAGE_ID.piece) this.need = PIECE_HEADER_BYTES;
    else if (this.have === ID_END && id === MESSAGE_ID.request) this.need = REQUEST_END;
    else if (id === MESSAGE_ID.piece) {
      this.piece = readUint32(head, 5);
      this.offset = readUint32(head, 9);
      this.next(length - 9);
    } else if (id === MESSAGE_ID.request) {
      this.role.asked(this, readUint32(head, 5), readUint32(head, 9), readUint32(head, 13));
      this.next(0);
    } else {
      if (id === MESSAGE_ID.unchoke) this.role.unchoked(this);
      else if (id === MESSAGE_ID.interested) this.role.interested(this);
      this.piece = -1;
      this.next(length - 1);
    }
  }

  /** The message goes on for so many bytes; then the next one begins. */
  private next(left: number): void {
    this.left = left;
    this.have = 0;
    this.need = ID_END;
  }
}
