/** Incoming connections: reads their handshake, finds the torrent, answers, and hands the stream to it. Capped. */
import type { Encryption } from '../api/settings.js';
import type { ByteStream, Clock, Random } from '../base/ports.js';
import { Doorway } from '../roster/doorway.js';
import type { Torrent } from '../torrent/torrent.js';
import { Arrival } from './arrival.js';
import type { TorrentRegistry } from './torrent-registry.js';

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Encrypted handshakes begun in a second: each costs about 0.2 ms, and a flood of them must not cost more than this. */
const DECRYPTED_A_SECOND = 100;
const SECOND_MS = 1000;

export interface IncomingHost {
  encryption(): Encryption;
  /** No peer may have this address. */
  isFiltered(host: string): boolean;
  /** Connections of the session: half of them may be taken by those who have not said what they want. */
  maxConnections(): number;
  admit(): boolean;
  released(): void;
  /** Somebody reached us from outside: our port is open. */
  onReached(): void;
}

export class Incoming {
  private readonly doorway = new Doorway();
  private readonly arrivals = new Set<Arrival>();
  private decrypted = 0;
  private decryptedSinceMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly registry: TorrentRegistry,
    private readonly ports: { readonly clock: Clock; readonly random: Random },
    private readonly host: IncomingHost,
  ) {}

  accept(stream: ByteStream): void {
    const { host: address } = stream.remote;
    if (this.host.isFiltered(address)) return stream.close();
    if (!this.doorway.hasRoom(address, Math.ceil(this.host.maxConnections() / 2)) || !this.host.admit()) return stream.close();
    this.doorway.enter(address);
    let torrent: Torrent | undefined;
    const settle = () => {
      cancelTimer();
      this.arrivals.delete(arrival);
      this.doorway.leave(address);
    };
    const arrival = new Arrival(
      stream,
      {
        encryption: () => this.host.encryption(),
        mayDecrypt: () => this.mayDecrypt(),
        torrentOf: (hiddenName) => this.registry.byHiddenName(hiddenName),
        answer: (infoHash, isEncrypted) => {
          torrent = this.registry.byInfoHash(Buffer.from(infoHash).toString('hex'));
          if (!torrent?.net.isRunning) return null;
          if (isEncrypted || this.host.encryption() !== 'require') return torrent.net.ourHandshake(address);
          torrent.net.onUnencrypted();
          return null;
        },
        onReady: (greeted, theirs, rest) => {
          settle();
          this.host.onReached();
          if (torrent === undefined) {
            greeted.close();
            this.host.released();
          } else torrent.net.accept(greeted, theirs, rest);
        },
        onFailed: () => {
          settle();
          this.host.released();
        },
      },
      this.ports.random,
    );
    this.arrivals.add(arrival);
    const cancelTimer = this.ports.clock.after(HANDSHAKE_TIMEOUT_MS, () => arrival.abort('timeout'));
  }

  /** Lets those go that have not yet said what they want. */
  close(): void {
    for (const arrival of [...this.arrivals]) arrival.abort('closing');
  }

  private mayDecrypt(): boolean {
    const nowMs = this.ports.clock.now();
    if (nowMs - this.decryptedSinceMs >= SECOND_MS) {
      this.decryptedSinceMs = nowMs;
      this.decrypted = 0;
    }
    return ++this.decrypted <= DECRYPTED_A_SECOND;
  }
}
