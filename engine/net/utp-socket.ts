/**
 * All uTP connections over the shared UDP sockets: finds the connection a packet is for, takes in those who dial us, and
 * gives each its turn once what the system had for us is read. Of those who have not shown that they are where they say,
 * only few are kept, in all, of one address, and of one network.
 */
import type { Endpoint } from '../api/ids.js';
import type { ByteStream, Clock, DatagramChannel, DatagramSink, Dialer, DialOptions, Random } from '../base/ports.js';
import { decodePacket, HEADER_BYTES, PACKET_TYPE, Packet, stampPacket, writeHeader } from '../utp/packet.js';
import { PacketPool } from '../utp/packet-pool.js';
import { HeldBytes } from '../utp/reorder-buffer.js';
import { sequenceAfter, timestampOf } from '../utp/sequence.js';
import { UtpMachine, type UtpOptions } from '../utp/utp-machine.js';
import type { UtpEnd } from '../utp/utp-state.js';
import { DeadlineWheel } from './deadline-wheel.js';
import { UtpStream, type UtpStreamOwner } from './utp-stream.js';

/** Connections whose other side has not shown that it is there. */
const MOST_HALF_OPEN = 256;
/** Resets sent a second: enough to tell peers of before a restart, too few to be of use to anybody. */
const RESETS_A_SECOND = 50;
const SECOND_MS = 1000;
const ID_TRIES = 8;

/** Who may stand in the doorway: come, and not yet known to be where they say. */
export interface UtpDoorway {
  hasRoom(host: string): boolean;
  enter(host: string): void;
  leave(host: string): void;
}

export interface UtpSocketPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly doorway: UtpDoorway;
}

interface Dialling {
  readonly onOpen: (stream: ByteStream) => void;
  readonly onFail: (code: string) => void;
  readonly cancelTimer: () => void;
}

export class UtpSocket implements Dialer, DatagramSink, UtpStreamOwner {
  private readonly streams = new Map<number, UtpStream[]>();
  private readonly dialling = new Map<UtpStream, Dialling>();
  private readonly halfOpen = new Set<UtpStream>();
  private readonly wheel: DeadlineWheel<UtpStream>;
  private readonly pool = new PacketPool();
  private readonly held = new HeldBytes();
  private readonly packet = new Packet();
  private awake: UtpStream[] = [];
  private turnPlanned = false;
  private channel: DatagramChannel | null = null;
  private resetsLeft = RESETS_A_SECOND;
  private resetsAtMs = 0;
  private count = 0;

  /** Who came by itself is handed to `onStream` when it has shown that it is there. */
  constructor(
    private readonly ports: UtpSocketPorts,
    private readonly onStream: (stream: ByteStream) => void,
  ) {
    this.wheel = new DeadlineWheel(ports.clock, (stream, nowMs) => this.onDue(stream, nowMs));
  }

  /** Connections, those being made and those just ended included. */
  get size(): number {
    return this.count;
  }

  /** Where packets go; null: nowhere, and all connections are lost. */
  setChannel(channel: DatagramChannel | null): void {
    if (channel === null) this.drop(); // while peers can still be told
    this.channel = channel;
  }

  // ---- Dialer ----

  dial(to: Endpoint, options: DialOptions, onOpen: (stream: ByteStream) => void, onFail: (code: string) => void): () => void {
    const receiveId = this.channel === null ? -1 : this.freeId(to.host, to.port);
    if (receiveId < 0) {
      let cancelled = false;
      queueMicrotask(() => cancelled || onFail('EADDRNOTAVAIL'));
      return () => {
        cancelled = true;
      };
    }
    const stream = this.makeStream(to, receiveId, (made) => UtpMachine.dial(receiveId, this.optionsFor(to.host), made, this.nowMs()));
    const cancelTimer = this.ports.clock.after(options.timeoutMs, () => this.fail(stream, 'ETIMEDOUT'));
    this.dialling.set(stream, { onOpen, onFail, cancelTimer });
    this.schedule(stream);
    return () => {
      if (this.dialling.delete(stream)) cancelTimer();
      else return;
      stream.abandon();
    };
  }

  // ---- DatagramSink ----

  onMessage(bytes: Uint8Array, from: Endpoint): void {
    const { packet } = this;
    if (!decodePacket(bytes, packet)) return;
    const stream = this.find(packet, from);
    if (stream !== undefined) {
      stream.machine.receive(packet, this.nowMs());
      if (stream.machine.stateKind !== 'closed') this.wake(stream);
    } else if (packet.type === PACKET_TYPE.syn) this.accept(packet, from);
    else if (packet.type !== PACKET_TYPE.reset) this.refuse(packet, from);
  }
  onBound(): void {
    // connections go on: what comes back from another port of ours is the peer's to judge
  }

  // ---- UtpStreamOwner ----

  send(bytes: Uint8Array, to: Endpoint): boolean {
    return this.channel?.send(bytes, to) ?? true;
  }
  nowMs(): number {
    return this.ports.clock.now();
  }
  wake(stream: UtpStream): void {
    if (stream.awake) return;
    stream.awake = true;
    this.awake.push(stream);
    if (this.turnPlanned) return;
    this.turnPlanned = true;
    this.ports.clock.soon(() => this.takeTurns());
  }
  onOpen(stream: UtpStream): void {
    const dialling = this.dialling.get(stream);
    if (dialling !== undefined) {
      this.dialling.delete(stream);
      dialling.cancelTimer();
      dialling.onOpen(stream);
      return;
    }
    this.leaveDoorway(stream);
    this.onStream(stream);
  }
  onGone(stream: UtpStream, why: UtpEnd): void {
    this.leaveDoorway(stream);
    const id = stream.machine.receiveId;
    const others = (this.streams.get(id) ?? []).filter((other) => other !== stream);
    if (others.length > 0) this.streams.set(id, others);
    else this.streams.delete(id);
    this.count--;
    const dialling = this.dialling.get(stream);
    if (dialling === undefined) return;
    this.dialling.delete(stream);
    dialling.cancelTimer();
    dialling.onFail(why === 'finished' ? 'ECONNRESET' : why);
  }

  // ---- turns and deadlines ----

  private takeTurns(): void {
    this.turnPlanned = false;
    const { awake } = this;
    this.awake = [];
    for (const stream of awake) {
      stream.awake = false;
      this.giveTurn(stream);
    }
  }
  private giveTurn(stream: UtpStream): void {
    if (stream.machine.stateKind === 'closed') return;
    stream.turn();
    if (stream.machine.wantsTurn) this.wake(stream);
    this.schedule(stream);
  }
  private schedule(stream: UtpStream): void {
    const { deadlineMs } = stream.machine;
    if (deadlineMs < Number.POSITIVE_INFINITY) this.wheel.set(stream, deadlineMs);
  }
  private onDue(stream: UtpStream, nowMs: number): void {
    const { machine } = stream;
    if (machine.stateKind === 'closed') return;
    if (machine.deadlineMs > nowMs) return this.schedule(stream);
    machine.onDeadline(nowMs);
    this.giveTurn(stream);
  }

  // ---- who is who ----

  /** A reset may carry either of the two ids of a connection: some echo the one that we sent. */
  private find(packet: Packet, from: Endpoint): UtpStream | undefined {
    const { connectionId: id, type } = packet;
    if (type === PACKET_TYPE.syn) return this.lookUp(sequenceAfter(id, 1), from);
    const stream = this.lookUp(id, from);
    if (stream !== undefined || type !== PACKET_TYPE.reset) return stream;
    for (const step of [1, -1]) {
      const other = this.lookUp(sequenceAfter(id, step), from);
      if (other?.machine.sendId === id) return other;
    }
    return undefined;
  }
  private lookUp(receiveId: number, from: Endpoint): UtpStream | undefined {
    const streams = this.streams.get(receiveId);
    if (streams === undefined) return undefined;
    for (const stream of streams) if (stream.remote.port === from.port && stream.remote.host === from.host) return stream;
    return undefined;
  }

  private accept(syn: Packet, from: Endpoint): void {
    const { doorway } = this.ports;
    if (this.halfOpen.size >= MOST_HALF_OPEN || !doorway.hasRoom(from.host)) return;
    const receiveId = sequenceAfter(syn.connectionId, 1);
    const stream = this.makeStream(from, receiveId, (made) => UtpMachine.accept(syn, this.optionsFor(from.host), made, this.nowMs()));
    doorway.enter(from.host);
    this.halfOpen.add(stream);
    this.schedule(stream);
  }
  private leaveDoorway(stream: UtpStream): void {
    if (this.halfOpen.delete(stream)) this.ports.doorway.leave(stream.remote.host);
  }

  private makeStream(remote: Endpoint, receiveId: number, machineOf: (stream: UtpStream) => UtpMachine): UtpStream {
    const port = this.channel?.port(remote.host.includes(':') ? 6 : 4) ?? 0;
    const stream = new UtpStream({ host: remote.host, port: remote.port }, { host: '', port }, this);
    stream.machine = machineOf(stream);
    const others = this.streams.get(receiveId);
    if (others === undefined) this.streams.set(receiveId, [stream]);
    else others.push(stream);
    this.count++;
    return stream;
  }
  private optionsFor(host: string): UtpOptions {
    return { family: host.includes(':') ? 6 : 4, firstSequence: this.randomNumber(), pool: this.pool, held: this.held };
  }
  private randomNumber(): number {
    const [high = 0, low = 0] = this.ports.random.bytes(2);
    return (high << 8) | low;
  }
  /** An id that no connection with that address has, nor its neighbour; -1 where chance gave none. */
  private freeId(host: string, port: number): number {
    const from = { host, port };
    for (let tries = 0; tries < ID_TRIES; tries++) {
      const id = this.randomNumber();
      const isFree = [-1, 0, 1].every((step) => this.lookUp(sequenceAfter(id, step), from) === undefined);
      if (isFree) return id;
    }
    return -1;
  }

  /** A packet of a connection that is not here: its sender is told, within limits, since it may not be the sender. */
  private refuse(packet: Packet, from: Endpoint): void {
    const nowMs = this.nowMs();
    if (nowMs - this.resetsAtMs >= SECOND_MS) {
      this.resetsAtMs = nowMs;
      this.resetsLeft = RESETS_A_SECOND;
    }
    if (this.resetsLeft <= 0) return;
    this.resetsLeft--;
    const bytes = new Uint8Array(HEADER_BYTES);
    writeHeader(bytes, PACKET_TYPE.reset, packet.connectionId, this.randomNumber());
    stampPacket(bytes, { timestampUs: timestampOf(nowMs), delayUs: 0, windowBytes: 0, acknowledged: packet.sequence });
    this.send(bytes, from);
  }

  private fail(stream: UtpStream, code: string): void {
    const dialling = this.dialling.get(stream);
    if (dialling === undefined) return;
    this.dialling.delete(stream);
    stream.abandon();
    dialling.onFail(code);
  }

  /** All connections end at once. */
  private drop(): void {
    for (const streams of [...this.streams.values()]) for (const stream of [...streams]) stream.machine.abort(this.nowMs());
    this.wheel.stop();
    this.awake = [];
  }
}
