/** A peer that says what a test tells it to say, and writes down all that it hears and in how many writes. */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { ByteSink, ByteStream } from '../../../engine/base/ports.js';
import { HandshakeExchange } from '../../../engine/peer/handshake-exchange.js';
import { encodeExtended, REQUEST_BYTES, writePieceHeader, writeReject, writeRequest } from '../../../engine/wire/encode.js';
import { decodeExtendedHandshake, type ExtendedHandshake, encodeExtendedHandshake } from '../../../engine/wire/extended/handshake.js';
import { Framer } from '../../../engine/wire/framer.js';
import { PIECE_HEADER_BYTES } from '../../../engine/wire/message.js';
import { WireLog } from '../wire-log.js';
import type { SimNode } from './sim-node.js';
import type { SimTorrent } from './sim-torrent.js';
import type { VirtualHost } from './virtual-network.js';
import type { World } from './world.js';

const NOTHING: ExtendedHandshake = {
  ids: {},
  client: null,
  listenPort: null,
  maxQueue: null,
  yourIp: null,
  metadataBytes: null,
  uploadOnly: null,
};

export class TalkingPeer implements ByteSink {
  readonly log = new WireLog();
  closed = false;
  /** Requests for these pieces are left alone; null: all are. */
  private withheld: readonly number[] | null = null;
  private rejects = false;
  private answered = 0;
  private readonly framer = new Framer(this.log);
  private stream: ByteStream | null = null;

  private constructor(
    readonly host: VirtualHost,
    private readonly torrent: SimTorrent,
  ) {}

  /** Connects to a node and exchanges handshakes; says nothing more by itself. */
  static async meet(world: World, node: SimNode, torrent: SimTorrent, address = world.freeAddress()): Promise<TalkingPeer> {
    const peer = new TalkingPeer(world.network.host(address), torrent);
    const { host, port } = endpointOf(node);
    peer.host.dialer.dial(
      { host, port },
      { timeoutMs: 10_000 },
      (stream) => peer.greet(stream),
      () => undefined,
    );
    await world.until('the peer is met', () => peer.stream !== null, 10_000);
    return peer;
  }

  say(...messages: readonly Uint8Array[]): void {
    this.stream?.write(messages);
  }
  leave(): void {
    this.stream?.close();
  }
  /** The extension handshake with these fields (BEP 10). */
  introduce(fields: Partial<ExtendedHandshake>): void {
    this.say(encodeExtended(0, encodeExtendedHandshake({ ...NOTHING, ...fields })));
  }
  ask(piece: number, offset = 0, length = 16_384): void {
    const out = new Uint8Array(17);
    writeRequest(out, 0, piece, offset, length);
    this.say(out);
  }

  /** Answers requests out of the payload, those that came before too, but none for `withheld` pieces. */
  serve(withheld: readonly number[] = []): void {
    this.withheld = withheld;
    this.answer();
  }

  /** Rejects what was asked for, and from now on all that will be (BEP 6). */
  rejectAll(): void {
    this.rejects = true;
    this.answer();
  }

  /** Pieces announced one by one, in order. */
  get haves(): number[] {
    return this.log.entries.flatMap((entry) => (entry.kind === 'have' ? [entry.piece] : []));
  }
  /** Pieces it was asked for, each once, in order. */
  get askedFor(): number[] {
    return [...new Set(this.log.entries.flatMap((entry) => (entry.kind === 'request' ? [entry.piece] : [])))];
  }
  /** Kinds of what was heard, in order. */
  get heard(): string[] {
    return this.log.entries.map(({ kind }) => kind);
  }
  get introductions(): ExtendedHandshake[] {
    return this.log.entries.flatMap((entry) => {
      const read = entry.kind === 'extended' && entry.id === 0 ? decodeExtendedHandshake(entry.payload) : null;
      return read?.ok ? [read.value] : [];
    });
  }

  onBytes(view: Uint8Array): void {
    this.framer.receive(view);
    this.answer();
  }
  onDrain(): void {}
  onClose(): void {
    this.closed = true;
  }

  private answer(): void {
    const { withheld } = this;
    if (withheld === null && !this.rejects) return;
    const { bytes, pieceLength } = this.torrent;
    for (; this.answered < this.log.entries.length; this.answered++) {
      const entry = this.log.entries[this.answered];
      if (entry?.kind !== 'request' || withheld?.includes(entry.piece)) continue;
      if (this.rejects) {
        const reject = new Uint8Array(REQUEST_BYTES);
        writeReject(reject, 0, entry.piece, entry.offset, entry.length);
        this.say(reject);
        continue;
      }
      const header = new Uint8Array(PIECE_HEADER_BYTES);
      writePieceHeader(header, 0, entry.piece, entry.offset, entry.length);
      const at = entry.piece * pieceLength + entry.offset;
      this.say(header, bytes.slice(at, at + entry.length));
    }
  }
  private greet(stream: ByteStream): void {
    const { infoHash } = this.torrent;
    const peerId = Uint8Array.from(Buffer.from(`-TK0001-${this.host.address}`.padEnd(20, '.').slice(0, 20)));
    const reserved = { extended: true, fast: true, dht: false, v2: false };
    new HandshakeExchange(
      stream,
      { infoHash, peerId, reserved },
      {
        answer: () => null,
        onReady: (_theirs, rest) => {
          this.stream = stream;
          stream.setSink(this);
          if (rest.length > 0) this.onBytes(rest);
        },
        onFailed: () => undefined,
      },
    );
  }
}

function endpointOf(node: SimNode): Endpoint {
  return { host: node.address, port: node.session.view().listenPort ?? 0 };
}
