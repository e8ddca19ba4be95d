/** Incoming connections: reads their handshake, finds the torrent, answers, and hands the stream to it. Capped. */
import type { ByteStream, Clock } from '../base/ports.js';
import { HandshakeExchange } from '../peer/handshake-exchange.js';
import type { Torrent } from '../torrent/torrent.js';
import type { TorrentRegistry } from './torrent-registry.js';

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Connections from one address that have not yet said what they want. */
const GREETING_PER_ADDRESS = 8;

export interface IncomingHost {
  admit(): boolean;
  released(): void;
  /** Somebody reached us from outside: our port is open. */
  onReached(): void;
}

export class Incoming {
  private readonly greeting = new Map<string, number>();
  private readonly exchanges = new Set<HandshakeExchange>();

  constructor(
    private readonly registry: TorrentRegistry,
    private readonly clock: Clock,
    private readonly host: IncomingHost,
  ) {}

  accept(stream: ByteStream): void {
    const { host: address } = stream.remote;
    const waiting = this.greeting.get(address) ?? 0;
    if (waiting >= GREETING_PER_ADDRESS || !this.host.admit()) return stream.close();
    this.greeting.set(address, waiting + 1);
    let torrent: Torrent | undefined;
    const settle = () => {
      cancelTimer();
      this.exchanges.delete(exchange);
      const left = (this.greeting.get(address) ?? 1) - 1;
      if (left > 0) this.greeting.set(address, left);
      else this.greeting.delete(address);
    };
    const exchange = new HandshakeExchange(stream, null, {
      answer: (infoHash) => {
        torrent = this.registry.byInfoHash(Buffer.from(infoHash).toString('hex'));
        return torrent?.net.isRunning ? torrent.net.ourHandshake() : null;
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
