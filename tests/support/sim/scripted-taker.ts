/** A peer that only takes: asks for blocks of a torrent over and over, always with some under way, while it is let. */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { ByteSink, ByteStream } from '../../../engine/base/ports.js';
import { HandshakeExchange } from '../../../engine/peer/handshake-exchange.js';
import * as encode from '../../../engine/wire/encode.js';
import { Framer, type WireSink } from '../../../engine/wire/framer.js';
import type { SimTorrent } from './sim-torrent.js';
import type { VirtualHost } from './virtual-network.js';

const BLOCK_BYTES = 16 * 1024;

export class ScriptedTaker implements ByteSink, WireSink {
  /** Bytes that came, everything included. */
  wireBytes = 0;
  private readonly framer = new Framer(this);
  private stream: ByteStream | null = null;
  private next = 0;

  constructor(
    readonly host: VirtualHost,
    private readonly torrent: SimTorrent,
    private readonly underWay: number,
  ) {}

  dial(to: Endpoint): void {
    const peerId = new Uint8Array(20);
    peerId.set(Buffer.from(`-ST0001-${this.host.address}`.slice(0, 20)));
    const reserved = { extended: false, fast: true, dht: false, v2: false };
    const handshake = { infoHash: this.torrent.infoHash, peerId, reserved };
    this.host.dialer.dial(
      to,
      { timeoutMs: 10_000 },
      (stream) => {
        this.stream = stream;
        new HandshakeExchange(stream, handshake, {
          answer: () => handshake,
          onReady: (_theirs, rest) => {
            stream.setSink(this);
            stream.write([encode.HAVE_NONE, encode.INTERESTED]);
            if (rest.length > 0) this.onBytes(rest);
          },
          onFailed: () => undefined,
        });
      },
      () => undefined,
    );
  }

  onBytes(view: Uint8Array): void {
    this.wireBytes += view.length;
    this.framer.receive(view);
  }
  onDrain(): void {}
  onClose(): void {
    this.framer.stop();
  }
  onMessage(message: Parameters<WireSink['onMessage']>[0]): void {
    if (message.kind === 'unchoke') for (let i = 0; i < this.underWay; i++) this.ask();
  }
  onRequest(): void {}
  onCancel(): void {}
  onHave(): void {}
  onBlockBegin(): void {}
  onBlockBytes(): void {}
  onBlockEnd(): void {
    this.ask();
  }

  private ask(): void {
    const blocks = Math.floor(this.torrent.totalSize / BLOCK_BYTES);
    const at = (this.next++ % blocks) * BLOCK_BYTES;
    const request = new Uint8Array(encode.REQUEST_BYTES);
    encode.writeRequest(request, 0, Math.floor(at / this.torrent.pieceLength), at % this.torrent.pieceLength, BLOCK_BYTES);
    this.stream?.write([request]);
  }
}
