/**
 * The UDP sockets of the listening port, one for each address family, shared by all protocols over UDP: a datagram goes
 * to who subscribed for its first byte. Sockets are there while somebody subscribes, and move when the port or the address does.
 */
import type { Endpoint } from '../api/ids.js';
import { ipFamily } from '../base/ip-address.js';
import type { DatagramChannel, DatagramProtocol, DatagramSink, SharedDatagrams } from '../base/ports.js';
import { UdpSocket } from './udp-socket.io.js';

/** A bencoded dictionary begins so (BEP 5); a uTP packet with its type and version 1 (BEP 29): 0x01 to 0x41. */
const LETTER_D = 0x64;

interface Place {
  readonly port: number;
  readonly address: string | null;
}

export class UdpMux implements SharedDatagrams {
  private wanted: Place | null = null;
  private ipv4: UdpSocket | null = null;
  private ipv6: UdpSocket | null = null;
  private dht: DatagramSink | null = null;
  private utp: DatagramSink | null = null;
  /** Counts placings: what an older one binds late is closed again. */
  private generation = 0;
  /** Sockets are bound, or are just being bound. */
  private isOpen = false;

  place(port: number, address: string | null): Promise<boolean> {
    this.wanted = { port, address };
    return this.open();
  }

  subscribe(protocol: DatagramProtocol, sink: DatagramSink): DatagramChannel {
    this[protocol] = sink;
    if (!this.isOpen) void this.open();
    else if (this.ipv4 !== null || this.ipv6 !== null) sink.onBound();
    return {
      send: (bytes, to) => this.send(bytes, to),
      port: (family) => (family === 4 ? this.ipv4 : this.ipv6)?.port ?? null,
      close: () => {
        if (this[protocol] !== sink) return;
        this[protocol] = null;
        if (this.dht === null && this.utp === null) this.shut();
      },
    };
  }

  close(): void {
    this.wanted = null;
    this.dht = this.utp = null;
    this.shut();
  }

  private send(bytes: Uint8Array, to: Endpoint): boolean {
    return (to.host.includes(':') ? this.ipv6 : this.ipv4)?.send(bytes, to) ?? true;
  }

  private readonly receive = (bytes: Uint8Array, from: Endpoint): void => {
    (bytes[0] === LETTER_D ? this.dht : this.utp)?.onMessage(bytes, from);
  };

  /** Closes the sockets; what is being bound is closed as soon as it is. */
  private shut(): void {
    this.generation += 1;
    this.isOpen = false;
    this.ipv4?.close();
    this.ipv6?.close();
    this.ipv4 = this.ipv6 = null;
  }

  /** Binds where they are wanted. False when not at that port. */
  private async open(): Promise<boolean> {
    this.shut();
    const { generation, wanted } = this;
    if (wanted === null || (this.dht === null && this.utp === null)) return true;
    this.isOpen = true;
    const only = wanted.address === null ? null : ipFamily(wanted.address);
    const [ipv4, ipv6] = await Promise.all([only === 6 ? null : this.bind(4, wanted), only === 4 ? null : this.bind(6, wanted)]);
    if (generation !== this.generation) {
      ipv4?.close();
      ipv6?.close();
      return true; // the later placing tells
    }
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
    if (ipv4 !== null || ipv6 !== null) {
      this.dht?.onBound();
      this.utp?.onBound();
    }
    return wanted.port === 0 || [ipv4, ipv6].every((socket) => socket === null || socket.port === wanted.port);
  }

  /** A socket at the port; where another program has it at a port of the system's choice; null where the family is not to be had. */
  private async bind(family: 4 | 6, { address, port }: Place): Promise<UdpSocket | null> {
    const first = await UdpSocket.bind({ family, port, address }, this.receive);
    if (typeof first !== 'string') return first;
    if (port === 0 || (first !== 'EADDRINUSE' && first !== 'EACCES')) return null;
    const other = await UdpSocket.bind({ family, port: 0, address }, this.receive);
    return typeof other === 'string' ? null : other;
  }
}
