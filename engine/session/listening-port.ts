/** The port we listen on, for TCP and UDP alike: opened by the settings, opened anew when they change. */
import { EngineError, type ErrorView } from '../api/errors.js';
import type { Settings } from '../api/settings.js';
import type { ByteStream, Listener, ListenerPort, Random, SharedDatagrams } from '../base/ports.js';
import { udpElsewhere } from './session-errors.js';

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

export interface ListeningPorts {
  readonly listener: ListenerPort;
  readonly datagrams: SharedDatagrams;
  readonly random: Random;
}

export class ListeningPort {
  private listener: Listener | null = null;
  /** Why we do not listen; null while we do, or before the first try. */
  error: ErrorView | null = null;

  constructor(
    private readonly host: ListeningHost,
    private readonly ports: ListeningPorts,
  ) {}

  /** null while we do not listen. */
  get port(): number | null {
    return this.listener?.port ?? null;
  }

  /** (Re)opens by the settings. What stands in the way is told, not thrown. */
  async open(): Promise<void> {
    this.listener?.close();
    this.listener = null;
    this.error = null;
    try {
      this.listener = await this.openPort();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.error = error.view();
      this.host.onFailed(this.error);
      await this.ports.datagrams.place(0, this.host.settings().bindAddress); // peers may still be found
    }
  }

  close(): void {
    this.listener?.close();
    this.listener = null;
    this.ports.datagrams.close();
  }

  /** Listens on the chosen port; without one on a random high port, which is kept from then on. */
  private async openPort(): Promise<Listener> {
    const { bindAddress, listenPort } = this.host.settings();
    const { datagrams, random } = this.ports;
    if (listenPort !== 0) {
      const opened = await this.listen(listenPort);
      if (!(await datagrams.place(listenPort, bindAddress))) this.host.onFailed(udpElsewhere(listenPort));
      return opened;
    }
    for (let tries = 0; tries < RANDOM_PORT_TRIES; tries++) {
      const port = FIRST_RANDOM_PORT + Math.floor(random.next() * (65536 - FIRST_RANDOM_PORT));
      const opened = await this.listen(port).catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'port-unavailable') return null;
        throw error;
      });
      if (opened === null) continue;
      if (await datagrams.place(port, bindAddress)) {
        await this.host.onPicked(port);
        return opened;
      }
      opened.close();
    }
    const opened = await this.listen(0);
    await datagrams.place(opened.port, bindAddress);
    return opened;
  }

  private listen(port: number): Promise<Listener> {
    return this.ports.listener.listen(port, this.host.settings().bindAddress, (stream) => this.host.onStream(stream));
  }
}
