/** An internet in memory: hosts by address, each with its own wire, over a virtual clock. Everything random is seeded. */
import { EngineError } from '../../../engine/api/errors.js';
import type { Endpoint } from '../../../engine/api/ids.js';
import type { ByteStream, Clock, Dialer, ListenerPort, Random } from '../../../engine/base/ports.js';
import { Downlink, Uplink } from './virtual-link.js';
import { VirtualStream } from './virtual-stream.js';
import { VirtualUdp } from './virtual-udp.js';

export interface Wire {
  /** Bytes a second; null is no limit. */
  readonly upBps?: number | null;
  readonly downBps?: number | null;
  /** One way, to the middle of the network. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** Share of the datagrams it sends that are lost, 0..1. */
  readonly loss?: number;
}

const FIRST_EPHEMERAL = 40_000;

export class VirtualNetwork {
  private readonly hosts = new Map<string, VirtualHost>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  /** The host at an address; made on first use. */
  host(address: string, wire: Wire = {}): VirtualHost {
    const known = this.hosts.get(address);
    if (known !== undefined) return known;
    const host = new VirtualHost(this, address, wire);
    this.hosts.set(address, host);
    return host;
  }

  find(address: string): VirtualHost | undefined {
    return this.hosts.get(address);
  }
}

export class VirtualHost {
  readonly uplink: Uplink;
  readonly downlink: Downlink;
  readonly latencyMs: number;
  readonly jitterMs: number;
  readonly streams = new Set<VirtualStream>();
  /** Packets to and from it are lost, without a word. */
  vanished = false;
  /** Connections are never answered: neither accepted nor refused. */
  mute = false;
  /** Who takes datagrams, by port. */
  readonly datagramSinks = new Map<number, (bytes: Uint8Array, from: Endpoint) => void>();
  /** Share of the datagrams it sends that are lost, 0..1. */
  datagramLoss: number;
  /** Connections it has tried to make: address and port. */
  readonly dialled: string[] = [];
  private readonly udp: VirtualUdp;
  private readonly listening = new Map<number, (stream: ByteStream) => void>();
  /** Counts its lives: what a dead one had begun comes to nothing. */
  private life = 0;
  private nextPort = FIRST_EPHEMERAL;

  constructor(
    private readonly network: VirtualNetwork,
    readonly address: string,
    wire: Wire,
  ) {
    this.uplink = new Uplink(network.clock, wire.upBps ?? null);
    this.downlink = new Downlink(network.clock, wire.downBps ?? null);
    this.latencyMs = wire.latencyMs ?? 10;
    this.jitterMs = wire.jitterMs ?? 2;
    this.datagramLoss = wire.loss ?? 0;
    this.udp = new VirtualUdp(this, network.clock, network.random, (to) => network.find(to));
  }

  readonly dialer: Dialer = {
    dial: (to, { timeoutMs }, onOpen, onFail) => {
      this.dialled.push(`${to.host}:${to.port}`);
      const { clock } = this.network;
      const { life } = this;
      const target = this.network.find(to.host);
      const answers = target !== undefined && !target.vanished && !target.mute && !this.vanished;
      if (target === undefined || !answers) return clock.after(timeoutMs, () => onFail('ETIMEDOUT'));
      return clock.after(2 * (this.latencyMs + target.latencyMs), () => {
        if (this.life !== life) return;
        const accept = target.listening.get(to.port);
        if (target.vanished || accept === undefined) onFail('ECONNREFUSED');
        else this.connect(target, to, accept, onOpen);
      });
    },
  };

  readonly listener: ListenerPort = {
    listen: (port, _address, onStream) => {
      const bound = port === 0 ? this.freePort() : port;
      if (this.listening.has(bound))
        return Promise.reject(new EngineError('port-unavailable', `Port ${bound} is in use.`, { port: bound }));
      this.listening.set(bound, onStream);
      return Promise.resolve({ port: bound, close: () => this.listening.delete(bound) });
    },
  };

  sendDatagram(bytes: Uint8Array, port: number, to: Endpoint): void {
    this.udp.send(bytes, port, to);
  }

  /** Breaks every connection. */
  resetAll(): void {
    for (const stream of [...this.streams]) stream.reset();
  }

  /** Power cut: its programs are gone, and nobody is told. */
  vanish(): void {
    this.vanished = true;
    this.life += 1;
    this.listening.clear();
    this.datagramSinks.clear();
    this.udp.clear();
    for (const stream of [...this.streams]) stream.abandon();
  }

  /** After a power cut: reachable anew, with nothing left of before. */
  comeBack(): void {
    this.vanished = false;
  }

  private connect(target: VirtualHost, to: Endpoint, accept: (stream: ByteStream) => void, onOpen: (stream: ByteStream) => void): void {
    const { clock, random } = this.network;
    const from = { host: this.address, port: this.freePort() };
    const latencyMs = this.latencyMs + target.latencyMs;
    const ours = new VirtualStream(this, from, to, latencyMs, clock, random);
    const theirs = new VirtualStream(target, to, from, latencyMs, clock, random);
    ours.twin = theirs;
    theirs.twin = ours;
    accept(theirs);
    onOpen(ours);
  }

  private freePort(): number {
    return this.nextPort++;
  }
}
