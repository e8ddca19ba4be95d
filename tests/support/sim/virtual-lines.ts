/** UDP in memory: sockets by address and port, and a pipe for each pair of them. */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { DatagramChannel, DatagramSink } from '../../../engine/base/ports.js';
import type { VirtualPipe } from './virtual-pipe.js';

const keyOf = ({ host, port }: Endpoint): string => `${host} ${port}`;

export class VirtualLines {
  private readonly sinks = new Map<string, { readonly at: Endpoint; readonly sink: DatagramSink }>();
  /** Sees every datagram as it is sent; what it returns goes in its place, null: nothing. */
  tamper: ((bytes: Uint8Array, from: Endpoint, to: Endpoint) => Uint8Array | null) | null = null;

  /** `pipeOf`: the way from one host to another; null: there is none. */
  constructor(private readonly pipeOf: (from: string, to: string) => VirtualPipe | null) {}

  open(at: Endpoint, sink: DatagramSink): DatagramChannel {
    const key = keyOf(at);
    this.sinks.set(key, { at, sink });
    return {
      send: (bytes, to) => {
        this.send(bytes, at, to);
        return true;
      },
      port: () => at.port,
      close: () => {
        if (this.sinks.get(key)?.sink === sink) this.sinks.delete(key);
      },
    };
  }

  /** Sends from anywhere, as who forges an address does. */
  send(bytes: Uint8Array, from: Endpoint, to: Endpoint): void {
    const copy = this.tamper === null ? Uint8Array.from(bytes) : this.tamper(Uint8Array.from(bytes), from, to);
    if (copy === null) return;
    this.pipeOf(from.host, to.host)?.push(copy.length, () => this.sinks.get(keyOf(to))?.sink.onMessage(Uint8Array.from(copy), from));
  }
}
