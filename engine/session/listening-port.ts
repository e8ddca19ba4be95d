/** The port we listen on: opened by the settings, opened anew when they change. */
import { EngineError, type ErrorView } from '../api/errors.js';
import type { Settings } from '../api/settings.js';
import type { ByteStream, Listener, ListenerPort, Random } from '../base/ports.js';

/** Above the range that systems hand out for outgoing connections (RFC 6335 calls it dynamic). */
const FIRST_RANDOM_PORT = 49_152;
const RANDOM_PORT_TRIES = 10;

export interface ListeningHost {
  settings(): Pick<Settings, 'bindAddress' | 'listenPort'>;
  /** A port was picked at random and is kept from now on. */
  onPicked(port: number): Promise<void>;
  onStream(stream: ByteStream): void;
  onFailed(error: ErrorView): void;
}

export class ListeningPort {
  private listener: Listener | null = null;
  /** Why we do not listen; null while we do, or before the first try. */
  error: ErrorView | null = null;

  constructor(
    private readonly host: ListeningHost,
    private readonly ports: { readonly listener: ListenerPort; readonly random: Random },
  ) {}

  /** null while we do not listen. */
  get port(): number | null {
    return this.listener?.port ?? null;
  }

  /** (Re)opens by the settings. What stands in the way is told, not thrown. */
  async open(): Promise<void> {
    this.close();
    this.error = null;
    try {
      this.listener = await this.openPort();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.error = error.view();
      this.host.onFailed(this.error);
    }
  }

  close(): void {
    this.listener?.close();
    this.listener = null;
  }

  /** Listens on the chosen port; without one on a random high port, which is kept from then on. */
  private async openPort(): Promise<Listener> {
    const { bindAddress, listenPort } = this.host.settings();
    const { listener, random } = this.ports;
    const open = (port: number) => listener.listen(port, bindAddress, (stream) => this.host.onStream(stream));
    if (listenPort !== 0) return open(listenPort);
    for (let tries = 0; tries < RANDOM_PORT_TRIES; tries++) {
      const port = FIRST_RANDOM_PORT + Math.floor(random.next() * (65536 - FIRST_RANDOM_PORT));
      const opened = await open(port).catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'port-unavailable') return null;
        throw error;
      });
      if (opened === null) continue;
      await this.host.onPicked(port);
      return opened;
    }
    return open(0);
  }
}
