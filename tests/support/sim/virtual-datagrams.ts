/** UDP at the listening port of a virtual host: bound while somebody subscribes, as the real one. */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { DatagramChannel, DatagramProtocol, DatagramSink, SharedDatagrams } from '../../../engine/base/ports.js';
import type { VirtualHost } from './virtual-network.js';

const LETTER_D = 0x64;
const FIRST_PORT = 30_000;

export class VirtualDatagrams implements SharedDatagrams {
  private readonly sinks = new Map<DatagramProtocol, DatagramSink>();
  private wanted: number | null = null;
  private bound: number | null = null;

  constructor(private readonly host: VirtualHost) {}

  place(port: number): Promise<boolean> {
    this.wanted = port;
    this.bind();
    return Promise.resolve(this.bound === null || port === 0 || this.bound === port);
  }

  subscribe(protocol: DatagramProtocol, sink: DatagramSink): DatagramChannel {
    this.sinks.set(protocol, sink);
    if (this.bound === null) this.bind();
    else sink.onBound();
    const family = this.host.address.includes(':') ? 6 : 4;
    return {
      send: (bytes, to) => {
        if (this.bound !== null) this.host.sendDatagram(bytes, this.bound, to);
        return true;
      },
      port: (of) => (of === family ? this.bound : null),
      close: () => {
        if (this.sinks.get(protocol) === sink) this.sinks.delete(protocol);
        if (this.sinks.size === 0) this.unbind();
      },
    };
  }

  close(): void {
    this.wanted = null;
    this.sinks.clear();
    this.unbind();
  }

  private bind(): void {
    this.unbind();
    if (this.wanted === null || this.sinks.size === 0) return;
    let port = this.wanted === 0 ? FIRST_PORT : this.wanted;
    while (this.host.datagramSinks.has(port)) port = Math.max(FIRST_PORT, port + 1);
    this.bound = port;
    this.host.datagramSinks.set(port, (bytes, from) => this.receive(bytes, from));
    for (const sink of [...this.sinks.values()]) sink.onBound();
  }
  private unbind(): void {
    if (this.bound !== null) this.host.datagramSinks.delete(this.bound);
    this.bound = null;
  }
  private receive(bytes: Uint8Array, from: Endpoint): void {
    this.sinks.get(bytes[0] === LETTER_D ? 'dht' : 'utp')?.onMessage(bytes, from);
  }
}
