/** The port we listen on, the same number for TCP and UDP: opened by the settings, opened anew when they change. */
import { EngineError, type ErrorView } from '../api/errors.js';
import type { Settings } from '../api/settings.js';
import type { ByteStream, Listener, ListenerPort, Random, SharedDatagrams } from '../base/ports.js';
import { udpElsewhere } from './session-errors.js';

/** Above the range that systems hand out for outgoing connections (RFC 6335 calls it dynamic). */
const FIRST_RANDOM_PORT = 49_152;
const RANDOM_PORT_TRIES = 10;

export interface ListeningHost {
  settings(): Pick<Settings, 'bindAddress' | 'listenPort' | 'transport'>;
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

/** What is open. */
interface Opened {
  readonly port: number;
  /** Null where TCP is not to be used. */
  readonly listener: Listener | null;
  /** UDP is at the same port; else another program has it. */
  readonly hasDatagrams: boolean;
}

export class ListeningPort {
  private opened: Opened | null = null;
  /** Why we do not listen; null while we do, or before the first try. */
  error: ErrorView | null = null;

  constructor(
    private readonly host: ListeningHost,
    private readonly ports: ListeningPorts,
  ) {}

  /** null while we do not listen. */
  get port(): number | null {
    return this.opened?.port ?? null;
  }

  /** (Re)opens by the settings. What stands in the way is told, not thrown. */
  async open(): Promise<void> {
    this.close();
    this.error = null;
    try {
      this.opened = await this.openPort();
      if (!this.opened.hasDatagrams) this.host.onFailed(udpElsewhere(this.opened.port));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.error = error.view();
      this.host.onFailed(this.error);
      await this.ports.datagrams.place(0, this.host.settings().bindAddress); // peers may still be found
    }
  }

  close(): void {
    this.opened?.listener?.close();
    this.opened = null;
  }

  /** Listens on the chosen port; without one on a random high port, which is kept from then on. */
  private async openPort(): Promise<Opened> {
    const { listenPort } = this.host.settings();
    if (listenPort !== 0) return this.openAt(listenPort);
    for (let tries = 0; tries < RANDOM_PORT_TRIES; tries++) {
      const port = FIRST_RANDOM_PORT + Math.floor(this.ports.random.next() * (65536 - FIRST_RANDOM_PORT));
      const opened = await this.openAt(port).catch((error: unknown) => {
        if (error instanceof EngineError && error.code === 'port-unavailable') return null;
        throw error;
      });
      if (opened?.hasDatagrams) {
        await this.host.onPicked(port);
        return opened;
      }
      opened?.listener?.close();
    }
    return this.openAt(0);
  }

  private async openAt(port: number): Promise<Opened> {
    const { bindAddress, transport } = this.host.settings();
    const { datagrams, listener: tcp } = this.ports;
    const listener = transport === 'utp' ? null : await tcp.listen(port, bindAddress, (stream) => this.host.onStream(stream));
    const bound = listener?.port ?? port;
    const hasDatagrams = await datagrams.place(bound, bindAddress);
    if (listener === null && !hasDatagrams) throw datagramsError(bound);
    return { port: bound, listener, hasDatagrams };
  }
}

const datagramsError = (port: number): EngineError =>
  new EngineError('port-unavailable', `Cannot listen on port ${port} for UDP: another program uses it.`, { port, errno: 'EADDRINUSE' });
