/**
 * A peer that follows a script instead of being a good one: has the whole payload (or says so) and answers requests as
 * its manners say. It accepts connections and can make them; what it was asked for is counted.
 */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { ByteSink, ByteStream, Clock } from '../../../engine/base/ports.js';
import { HandshakeExchange } from '../../../engine/peer/handshake-exchange.js';
import * as encode from '../../../engine/wire/encode.js';
import { Framer, type WireSink } from '../../../engine/wire/framer.js';
import type { Handshake } from '../../../engine/wire/handshake.js';
import { PIECE_HEADER_BYTES } from '../../../engine/wire/message.js';
import type { SimTorrent } from './sim-torrent.js';
import type { VirtualHost } from './virtual-network.js';

export interface Manners {
  /** Lets others have something at all. */
  readonly unchokes?: boolean;
  /** Supports the fast extension; then it may reject. */
  readonly fast?: boolean;
  /** What becomes of the nth block asked for (0-based); after `half` of one nothing more may be sent. */
  readonly answer?: (nth: number) => 'good' | 'corrupt' | 'half' | 'nothing' | 'reject' | 'hang-up';
  /** Handshake only, then silence. */
  readonly silent?: boolean;
  /** [n, of]: has only every `of`th piece, beginning with the nth. Default: all. */
  readonly share?: readonly [number, number];
}

const HANDSHAKE_RESERVED = { extended: false, dht: false, v2: false };

export class ScriptedPeer {
  readonly peerId = new Uint8Array(20);
  asked = 0;
  answered = 0;
  /** Connections that got through the handshake. */
  met = 0;
  open = 0;

  constructor(
    readonly host: VirtualHost,
    readonly torrent: SimTorrent,
    readonly manners: Manners,
    readonly clock: Clock,
  ) {
    this.peerId.set(Buffer.from(`-SC0001-${host.address}`.slice(0, 20)));
  }

  get address(): string {
    return this.host.address;
  }

  /** Accepts connections; resolves with `host:port`. */
  async listen(port = 6881): Promise<string> {
    const bound = await this.host.listener.listen(port, null, (stream) => this.greet(stream, false));
    return `${this.host.address}:${bound.port}`;
  }

  /** Makes a connection. */
  dial(to: Endpoint): void {
    this.host.dialer.dial(
      to,
      { timeoutMs: 10_000 },
      (stream) => this.greet(stream, true),
      () => undefined,
    );
  }

  get handshake(): Handshake {
    const { infoHash } = this.torrent;
    return { infoHash, peerId: this.peerId, reserved: { ...HANDSHAKE_RESERVED, fast: this.manners.fast ?? true } };
  }

  private greet(stream: ByteStream, first: boolean): void {
    new HandshakeExchange(stream, first ? this.handshake : null, {
      answer: () => this.handshake,
      onReady: (_theirs, rest) => {
        this.met += 1;
        const conversation = new Conversation(this, stream);
        stream.setSink(conversation);
        conversation.begin();
        if (rest.length > 0) conversation.onBytes(rest);
      },
      onFailed: () => undefined,
    });
  }
}

class Conversation implements ByteSink, WireSink {
  private readonly framer = new Framer(this);

  constructor(
    private readonly peer: ScriptedPeer,
    private readonly stream: ByteStream,
  ) {
    peer.open += 1;
  }

  begin(): void {
    const { manners, torrent } = this.peer;
    if (manners.silent) return;
    const bits = new Uint8Array(Math.ceil(torrent.pieceCount / 8));
    const [first, of] = manners.share ?? [0, 1];
    for (let piece = first; piece < torrent.pieceCount; piece += of) bits[piece >> 3] = (bits[piece >> 3] ?? 0) | (0x80 >> (piece & 7));
    this.stream.write([encode.encodeBitfield(bits)]);
  }

  onBytes(view: Uint8Array): void {
    this.framer.receive(view);
  }
  onDrain(): void {}
  onClose(): void {
    this.peer.open -= 1;
    this.framer.stop();
  }

  onMessage(message: Parameters<WireSink['onMessage']>[0]): void {
    if (message.kind === 'interested' && (this.peer.manners.unchokes ?? true)) this.stream.write([encode.UNCHOKE]);
  }

  onRequest(piece: number, offset: number, length: number): void {
    const { manners, torrent } = this.peer;
    const answer = manners.answer?.(this.peer.asked++) ?? 'good';
    if (answer === 'nothing') return;
    if (answer === 'hang-up') return this.stream.close();
    if (answer === 'reject') {
      const reject = new Uint8Array(encode.REQUEST_BYTES);
      encode.writeReject(reject, 0, piece, offset, length);
      return this.stream.write([reject]);
    }
    const header = new Uint8Array(PIECE_HEADER_BYTES);
    encode.writePieceHeader(header, 0, piece, offset, length);
    const at = piece * torrent.pieceLength + offset;
    const block = torrent.bytes.slice(at, at + length);
    if (answer === 'corrupt') block[0] = (block[0] ?? 0) ^ 0xff;
    this.peer.answered += 1;
    this.stream.write([header, answer === 'half' ? block.subarray(0, length / 2) : block]);
  }

  onCancel(): void {}
  onHave(): void {}
  onBlockBegin(): void {}
  onBlockBytes(): void {}
  onBlockEnd(): void {}
}
