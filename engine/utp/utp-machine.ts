/**
 * One uTP connection (BEP 29) as a machine over packets and time: `receive` takes a packet in, `flush` sends what may go,
 * `onDeadline` is called when `deadlineMs` has come. Both sides of it, dialled and accepted.
 * Invariants: to an address that has not shown that it is there go a few bare answers and nothing else; a packet that
 * cannot be of this connection changes nothing.
 */
import { assertNever } from '../base/assert.js';
import { Inbound } from './inbound.js';
import { Outbound } from './outbound.js';
import { beginMask, HEADER_BYTES, PACKET_TYPE, type Packet, type Stamp, stampPacket, writeHeader } from './packet.js';
import type { PacketBuffer, PacketPool } from './packet-pool.js';
import type { HeldBytes } from './reorder-buffer.js';
import { sequenceAfter, sequenceDistance, timestampOf } from './sequence.js';
import { transition, type UtpEnd, type UtpState, type UtpStep } from './utp-state.js';

/** How often a first packet is sent: for seven seconds in all. */
const MOST_SYNS = 3;
/** Answers to it, however often it comes; and how long its sender has to show that it got one. */
const MOST_SYN_ANSWERS = 4;
const CONFIRM_WITHIN_MS = 10_000;
/** Time-outs in a row without a word from the peer: about 50 s of silence. */
const MOST_TIMEOUTS = 7;
/** After our last packet nobody waits for long. */
const MOST_FINISH_TIMEOUTS = 3;
/** Packets that were under way for long may acknowledge what was acknowledged since. */
const LATE_PACKETS = 1024;
/** A reset answers something we sent just now. */
const LATE_RESET_PACKETS = 3;
const NEVER = Number.POSITIVE_INFINITY;

/** What both sides of a connection agree on, and what all connections share. */
export interface UtpOptions {
  readonly family: 4 | 6;
  /** The number of our first packet, at random: whoever acknowledges it has seen it. */
  readonly firstSequence: number;
  readonly pool: PacketPool;
  readonly held: HeldBytes;
}

export interface UtpHost {
  /** Sends a datagram; false: the system still reads the bytes. */
  transmit(bytes: Uint8Array): boolean;
  /** The connection is up. */
  onOpen(): void;
  /** Called once, last. Resets are not sent for it any more. */
  onClosed(why: UtpEnd): void;
}

export class UtpMachine {
  private state: UtpState;
  private readonly outbound: Outbound;
  private inbound: Inbound;
  private readonly stamp: Stamp = { timestampUs: 0, delayUs: 0, windowBytes: 0, acknowledged: 0 };
  /** Time-outs since the peer was heard. */
  private silence = 0;
  private synAnswers = 0;
  private confirmByMs = NEVER;

  /** Packets to us carry `receiveId`, ours `sendId`: the one that was dialled sends with the smaller. */
  private constructor(
    kind: 'syn-sent' | 'syn-received',
    readonly receiveId: number,
    readonly sendId: number,
    private readonly options: UtpOptions,
    private readonly host: UtpHost,
    acknowledged: number,
  ) {
    this.state = { kind };
    this.inbound = new Inbound(acknowledged, options.held);
    this.outbound = new Outbound(options.family, options.firstSequence, sendId, options.pool, (buffer, nowMs) =>
      this.transmit(buffer, nowMs),
    );
  }

  /** Dials; packets of the answer will carry `receiveId`. */
  static dial(receiveId: number, options: UtpOptions, host: UtpHost, nowMs: number): UtpMachine {
    const machine = new UtpMachine('syn-sent', receiveId, sequenceAfter(receiveId, 1), options, host, 0);
    machine.outbound.sendBare(PACKET_TYPE.syn, receiveId, nowMs);
    return machine;
  }
  /** Answers a first packet. */
  static accept(syn: Packet, options: UtpOptions, host: UtpHost, nowMs: number): UtpMachine {
    const { connectionId, sequence } = syn;
    const machine = new UtpMachine('syn-received', sequenceAfter(connectionId, 1), connectionId, options, host, sequence);
    machine.confirmByMs = nowMs + CONFIRM_WITHIN_MS;
    machine.answerSyn(syn, nowMs);
    return machine;
  }

  get stateKind(): UtpState['kind'] {
    return this.state.kind;
  }
  /** Bytes that were written and are not in packets yet. */
  get queuedBytes(): number {
    return this.outbound.queue.bytes;
  }
  /** Bytes that came and that nobody has taken. */
  get inboxBytes(): number {
    return this.inbound.inboxBytes;
  }
  /** All that the peer sent has come, its last packet too. */
  get hasEnded(): boolean {
    return this.inbound.ended;
  }
  /** More could be sent in another turn. */
  get wantsTurn(): boolean {
    return this.outbound.wantsTurn;
  }
  /** What congestion control goes by, for figures. */
  get sending(): Outbound {
    return this.outbound;
  }
  /** Whether packets of the peer wait longer in the line than they should, microseconds: its own control holds back then. */
  get inboundQueueingUs(): number {
    return this.inbound.delays.isKnown ? this.inbound.delays.queueingUs : 0;
  }

  /** Takes a packet in that carries our receive id (a reset: any of ours). `flush` follows when all that came is in. */
  receive(packet: Packet, nowMs: number): void {
    const { state } = this;
    if (packet.type === PACKET_TYPE.syn) return this.onSyn(packet, nowMs);
    if (packet.type === PACKET_TYPE.reset) return this.onReset(packet);
    switch (state.kind) {
      case 'syn-sent':
        return this.onAnswer(packet, nowMs);
      case 'syn-received':
        return this.onConfirmation(packet, nowMs);
      case 'connected':
      case 'finishing':
        return this.onPacket(packet, nowMs);
      case 'closed':
        return;
      default:
        assertNever(state);
    }
  }

  /** Sends what may go now. */
  flush(nowMs: number): void {
    const { inbound, outbound, state } = this;
    if (state.kind === 'closed') return;
    if (state.kind !== 'syn-received' && outbound.flush(nowMs)) inbound.onSaid(false);
    if (state.kind !== 'syn-sent' && inbound.isAckDue(nowMs)) this.sendState(nowMs);
  }

  /** Queues bytes; `written` is called when they are in packets, or never will be. */
  write(chunks: readonly Uint8Array[], written?: () => void): void {
    this.outbound.queue.push(chunks, written);
  }
  /** Tells whose writes are done; true when there were any. */
  tellWritten(): boolean {
    return this.outbound.queue.tell();
  }
  /** Takes what has come in order, up to `most` bytes (but one packet at least). */
  takeInbox(most: number): Uint8Array[] {
    return this.inbound.takeInbox(most);
  }

  /** When something must be done; Infinity: never. */
  get deadlineMs(): number {
    return Math.min(this.outbound.deadlineMs, this.inbound.ackDeadlineMs, this.confirmByMs);
  }
  /** `deadlineMs` has come; `flush` follows. */
  onDeadline(nowMs: number): void {
    if (nowMs >= this.confirmByMs) return this.end('ETIMEDOUT');
    if (!this.outbound.onDeadline(nowMs)) return;
    this.silence++;
    if (this.silence >= this.mostSilence()) this.giveUp(nowMs);
  }

  /** Ends in good order: what is under way still arrives, what waits does not; nothing that comes is kept. */
  finish(nowMs: number): void {
    if (this.state.kind !== 'connected') return this.state.kind === 'finishing' ? undefined : this.end('finished');
    this.step({ kind: 'finish' });
    this.inbound.discard();
    this.outbound.finish(nowMs);
  }
  /** Ends at once; the peer is told by a reset where it knows of us. */
  abort(nowMs: number): void {
    this.giveUp(nowMs, 'finished');
  }

  // ---- what comes ----

  /** The first packet again: our answer was lost, perhaps. */
  private onSyn(packet: Packet, nowMs: number): void {
    const isSame = this.state.kind === 'syn-received' && packet.sequence === this.inbound.acknowledged;
    if (isSame && packet.connectionId === this.sendId && this.synAnswers < MOST_SYN_ANSWERS) this.answerSyn(packet, nowMs);
  }
  private answerSyn(syn: Packet, nowMs: number): void {
    this.synAnswers++;
    this.inbound.measure(syn, nowMs);
    this.outbound.onWindow(syn.windowBytes);
    this.sendState(nowMs);
  }

  private onReset(packet: Packet): void {
    const behind = this.outbound.distanceBehind(packet.acknowledged);
    // what it answers may have been a bare acknowledgement, which carries the number that comes next
    if (behind < -1 || behind > this.outbound.outstanding + LATE_RESET_PACKETS) return;
    this.end(this.state.kind === 'syn-sent' ? 'ECONNREFUSED' : 'ECONNRESET');
  }

  private onAnswer(packet: Packet, nowMs: number): void {
    if (packet.type !== PACKET_TYPE.state || this.outbound.distanceBehind(packet.acknowledged) !== 0) return;
    this.inbound = new Inbound(sequenceAfter(packet.sequence, -1), this.options.held);
    this.step({ kind: 'answered' });
    this.onPacket(packet, nowMs);
    this.host.onOpen();
  }
  private onConfirmation(packet: Packet, nowMs: number): void {
    // only who has seen our answer knows its number
    const isNear =
      sequenceDistance(this.inbound.acknowledged, packet.sequence) <= LATE_PACKETS && this.inbound.isPlausible(packet.sequence);
    if (this.outbound.distanceBehind(packet.acknowledged) !== 0 || !isNear) return;
    this.step({ kind: 'confirmed' });
    this.confirmByMs = NEVER;
    this.onPacket(packet, nowMs);
    this.host.onOpen();
  }

  private onPacket(packet: Packet, nowMs: number): void {
    const { inbound, outbound } = this;
    const behind = outbound.distanceBehind(packet.acknowledged);
    if (behind < 0 || behind > outbound.outstanding + LATE_PACKETS || !inbound.isPlausible(packet.sequence)) return;
    this.silence = 0;
    outbound.onDrift(inbound.measure(packet, nowMs));
    outbound.onPacket(packet, nowMs);
    if (packet.type === PACKET_TYPE.data || packet.type === PACKET_TYPE.fin) {
      inbound.onPacket(packet, packet.type === PACKET_TYPE.fin, outbound.roundTrip.smoothedMs, nowMs);
    }
    if (outbound.hasFinished) this.endAfter({ kind: 'finished' }, nowMs);
  }

  // ---- what goes ----

  private transmit(buffer: PacketBuffer, nowMs: number): void {
    const { inbound, stamp } = this;
    stamp.timestampUs = timestampOf(nowMs);
    stamp.delayUs = inbound.delayUs;
    stamp.windowBytes = inbound.windowBytes;
    stamp.acknowledged = inbound.acknowledged;
    stampPacket(buffer.bytes, stamp);
    if (!this.host.transmit(buffer.view)) buffer.lent = true;
  }

  private sendState(nowMs: number): void {
    const { inbound, outbound } = this;
    const buffer = this.options.pool.take(true);
    if (buffer === null) return;
    writeHeader(buffer.bytes, PACKET_TYPE.state, this.sendId, outbound.next);
    const { maskBytes } = inbound;
    let length = HEADER_BYTES;
    if (maskBytes > 0) {
      const at = beginMask(buffer.bytes, maskBytes);
      inbound.writeMask(buffer.bytes, at, maskBytes);
      length = at + maskBytes;
    }
    buffer.setLength(length);
    this.transmit(buffer, nowMs);
    this.options.pool.give(buffer);
    inbound.onSaid(true);
  }

  private sendReset(nowMs: number): void {
    const buffer = this.options.pool.take(true);
    if (buffer === null) return;
    writeHeader(buffer.bytes, PACKET_TYPE.reset, this.sendId, this.outbound.next);
    buffer.setLength(HEADER_BYTES);
    this.transmit(buffer, nowMs);
    this.options.pool.give(buffer);
  }

  // ---- the end ----

  private mostSilence(): number {
    if (this.state.kind === 'syn-sent') return MOST_SYNS;
    return this.state.kind === 'finishing' ? MOST_FINISH_TIMEOUTS : MOST_TIMEOUTS;
  }
  /** The peer is told, for when it is there after all. */
  private giveUp(nowMs: number, why: UtpEnd = 'ETIMEDOUT'): void {
    if (this.state.kind === 'connected' || this.state.kind === 'finishing') this.sendReset(nowMs);
    this.end(this.state.kind === 'finishing' ? 'finished' : why);
  }
  /** The peer's last packet is acknowledged, if it has come, before the end. */
  private endAfter(step: UtpStep, nowMs: number): void {
    if (this.inbound.isAckDue(nowMs)) this.sendState(nowMs);
    if (this.step(step).kind === 'closed') this.release('finished');
  }
  private end(why: UtpEnd): void {
    if (this.state.kind === 'closed') return;
    this.step({ kind: 'break', why });
    this.release(why);
  }
  private release(why: UtpEnd): void {
    this.confirmByMs = NEVER;
    this.outbound.close();
    this.inbound.close();
    this.host.onClosed(why);
  }
  private step(step: UtpStep): UtpState {
    this.state = transition(this.state, step);
    return this.state;
  }
}
