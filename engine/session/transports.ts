/** TCP and uTP of a session: who may be dialled how, and the uTP connections that come to us. */
import type { TransportChoice } from '../api/transport.js';
import type { ByteStream, Clock, DatagramChannel, Dialer, Random, SharedDatagrams } from '../base/ports.js';
import { RaceDialer } from '../net/race-dialer.js';
import { UtpSocket } from '../net/utp-socket.js';
import { Doorway } from '../roster/doorway.js';

export interface TransportPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** TCP. */
  readonly dialer: Dialer;
  readonly datagrams: SharedDatagrams;
}

export interface TransportsHost {
  choice(): TransportChoice;
  /** Somebody came over uTP. */
  onStream(stream: ByteStream): void;
}

export class Transports {
  /** Dials as the choice says. */
  readonly dialer: Dialer;
  private readonly utp: UtpSocket;
  private channel: DatagramChannel | null = null;

  constructor(
    private readonly ports: TransportPorts,
    private readonly host: TransportsHost,
  ) {
    const { clock, dialer: tcp, random } = ports;
    this.utp = new UtpSocket({ clock, random, doorway: new Doorway() }, (stream) => host.onStream(stream));
    this.dialer = new RaceDialer({ tcp, utp: this.utp }, clock, () => host.choice());
  }

  /** Speaks uTP from now on, or no longer, as the choice says; its connections end then. */
  apply(): void {
    if (this.host.choice() === 'tcp') return this.close();
    if (this.channel !== null) return;
    this.channel = this.ports.datagrams.subscribe('utp', this.utp);
    this.utp.setChannel(this.channel);
  }

  /** The UDP port of a family; null while there is none. */
  portOf(family: 4 | 6): number | null {
    return this.channel?.port(family) ?? null;
  }

  close(): void {
    this.utp.setChannel(null);
    this.channel?.close();
    this.channel = null;
  }
}
