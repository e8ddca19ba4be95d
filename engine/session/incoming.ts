/** Incoming connections: reads their handshake, finds the torrent, answers, and hands the stream to it. Capped. */
import type { ByteStream, Clock } from '../base/ports.js';
import { HandshakeExchange } from '../peer/handshake-exchange.js';
import { Doorway } from '../roster/doorway.js';
import type { Torrent } from '../torrent/torrent.js';
import type { TorrentRegistry } from './torrent-registry.js';

const HANDSHAKE_TIMEOUT_MS = 10_000;

export interface IncomingHost {
  admit(): boolean;
  released(): void;
  /** Somebody reached us from outside: our port is open. */
  onReached(): void;
}

export class Incoming {
  private readonly doorway = new Doorway();
  private readonly exchanges = new Set<HandshakeExchange>();

  constructor(
    private readonly registry: TorrentRegistry,
    private readonly clock: Clock,
    private readonly host: IncomingHost,
  ) {}

  accept(stream: ByteStream): void {
    const { host: address } = stream.remote;
    if (!this.doorway.hasRoom(address) || !this.host.admit()) return stream.close();
    this.doorway.enter(address);
    let torrent: Torrent | undefined;
    const settle = () => {
      cancelTimer();
      this.exchanges.delete(exchange);
      this.doorway.leave(address);
    };
    const exchange = new HandshakeExchange(stream, null, {
      answer: (infoHash) => {
        torrent = this.registry.byInfoHash(Buffer.from(infoHash).toString('hex'));
        return torrent?.net.isRunning ? torrent.net.ourHandshake(address) : null;
      },
      onReady: (theirs, rest) => {
        settle();
        this.host.onReached();
        if (torrent === undefined) {
          stream.close();
          this.host.released();
        } else torrent.net.accept(stream, theirs, rest);
      },
      onFailed: () => {
        settle();
        this.host.released();
      },
    });
    this.exchanges.add(exchange);
    const cancelTimer = this.clock.after(HANDSHAKE_TIMEOUT_MS, () => exchange.abort('timeout'));
  }

  /** Lets those go that have not yet said what they want. */
  close(): void {
    for (const exchange of [...this.exchanges]) exchange.abort('closing');
  }
}
