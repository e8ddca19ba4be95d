/**
 * What the UDP sockets of a virtual host send. Datagrams take turns with its TCP streams on the uplink, wait in a bounded
 * queue for that, and are lost by chance, by a full queue, or where nobody is.
 */
import type { Endpoint } from '../../../engine/api/ids.js';
import type { Clock, Random } from '../../../engine/base/ports.js';
import type { Downlink, Sender, Uplink } from './virtual-link.js';

/** What waits for the uplink. */
const MOST_QUEUED_BYTES = 512 * 1024;
/** What leaves in one turn of the uplink: as much as of a TCP stream. */
const TURN_BYTES = 32 * 1024;

/** The host it belongs to, or sends to. */
export interface UdpHost {
  readonly address: string;
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  readonly latencyMs: number;
  readonly jitterMs: number;
  /** Share of the datagrams it sends that are lost, 0..1. */
  readonly datagramLoss: number;
  readonly vanished: boolean;
  /** Who takes datagrams, by port. */
  readonly datagramSinks: ReadonlyMap<number, (bytes: Uint8Array, from: Endpoint) => void>;
}

interface Datagram {
  readonly bytes: Uint8Array;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

export class VirtualUdp implements Sender {
  private readonly queue: Datagram[] = [];
  private sending: Datagram[] = [];
  private queuedBytes = 0;

  constructor(
    private readonly host: UdpHost,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly find: (address: string) => UdpHost | undefined,
  ) {}

  /** Copies the bytes. */
  send(bytes: Uint8Array, port: number, to: Endpoint): void {
    if (this.host.vanished || this.queuedBytes + bytes.length > MOST_QUEUED_BYTES) return;
    this.queuedBytes += bytes.length;
    this.queue.push({ bytes: Uint8Array.from(bytes), from: { host: this.host.address, port }, to });
    this.host.uplink.wake(this);
  }

  /** Power cut: what was to be sent is gone. */
  clear(): void {
    this.queue.length = 0;
    this.sending = [];
    this.queuedBytes = 0;
  }

  // ---- Sender ----

  takeSegment(): Uint8Array | null {
    if (this.host.vanished || this.queue.length === 0) return null;
    let bytes = 0;
    while (this.queue.length > 0 && bytes < TURN_BYTES) {
      const next = this.queue.shift();
      if (next === undefined) break;
      bytes += next.bytes.length;
      this.sending.push(next);
    }
    this.queuedBytes -= bytes;
    return new Uint8Array(bytes);
  }
  onSegmentSent(): void {
    for (const datagram of this.sending.splice(0)) this.travel(datagram);
  }

  // ---- inside ----

  private travel({ bytes, from, to }: Datagram): void {
    const { host, random } = this;
    const target = this.find(to.host);
    if (target === undefined || (host.datagramLoss > 0 && random.next() < host.datagramLoss)) return;
    const delayMs = host.latencyMs + target.latencyMs + random.next() * (host.jitterMs + target.jitterMs);
    this.clock.after(delayMs, () => {
      if (!target.vanished) target.downlink.push(bytes.length, () => receive(target, bytes, from, to.port));
    });
  }
}

function receive(target: UdpHost, bytes: Uint8Array, from: Endpoint, port: number): void {
  if (!target.vanished) target.datagramSinks.get(port)?.(bytes, from);
}
