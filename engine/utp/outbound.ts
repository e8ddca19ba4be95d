/**
 * The sending half of a connection: cuts what was written into packets, sends as many as congestion control and the peer
 * allow, and sends again what was lost (BEP 29, "packet loss", "timeouts").
 */
import { Arrivals } from './arrivals.js';
import { DelayHistory } from './delay-history.js';
import { Ledbat } from './ledbat.js';
import { PacketSize } from './mtu.js';
import { dropPadding, HEADER_BYTES, PACKET_TYPE, type Packet, writeHeader, writePadding } from './packet.js';
import type { PacketBuffer, PacketPool } from './packet-pool.js';
import { Recovery } from './recovery.js';
import { RoundTrip } from './rtt.js';
import { SendQueue } from './send-queue.js';
import { SendTimers } from './send-timers.js';
import { MOST_OUTSTANDING, SendWindow } from './send-window.js';
import { sequenceAfter, sequenceDistance } from './sequence.js';

/** Packets under way to a peer that does not announce room for more: what programs keep in order at most. */
const USUAL_OUTSTANDING = 900;
/** Packets sent for one connection at a time: others have their turn, and a burst does not overflow the first queue. */
const PACKETS_A_TURN = 64;
/** Where a peer does not say what came out of order, so many answers that say the same mean a loss (BEP 29). */
const DUPLICATES = 3;
/** A probe needs others behind it: by them its loss is seen. */
const BEHIND_A_PROBE = 4;
/** No clock drifts faster between two packets, microseconds. */
const MOST_DRIFT_US = 10_000;

export class Outbound {
  readonly queue = new SendQueue();
  readonly roundTrip = new RoundTrip();
  readonly size: PacketSize;
  readonly ledbat: Ledbat;
  /** The delay of the line from us to the peer. */
  readonly delays = new DelayHistory();
  private readonly window: SendWindow;
  private readonly recovery: Recovery;
  private readonly arrivals: Arrivals;
  private readonly timers = new SendTimers(this.roundTrip);
  /** What the peer has room for. */
  private peerWindow = 0;
  private duplicates = 0;
  private lastSentAtMs = Number.NaN;
  /** One packet may go though the peer has no room: it is asked whether that is still so. */
  private forced = false;
  /** A packet that was made larger, and by how much; -1: there is none. */
  private padded = -1;
  private paddingBytes = 0;
  /** Nothing follows any more. */
  private finishing = false;
  /** The turn's cap left something over. */
  wantsTurn = false;

  /** `transmit` fills in what is said anew each time, and sends. */
  constructor(
    family: 4 | 6,
    firstSequence: number,
    private readonly connectionId: number,
    private readonly pool: PacketPool,
    private readonly transmit: (buffer: PacketBuffer, nowMs: number) => void,
  ) {
    this.size = new PacketSize(family);
    this.ledbat = new Ledbat(this.size.payloadBytes);
    this.window = new SendWindow(firstSequence, pool);
    this.recovery = new Recovery(this.window, this.roundTrip);
    this.arrivals = new Arrivals(this.window, this.recovery, (sequence) => this.onArrived(sequence));
  }

  /** The number of the next new packet. */
  get next(): number {
    return this.window.next;
  }
  /** Payload bytes under way. */
  get flightBytes(): number {
    return this.window.flightBytes;
  }
  /** Packets that are not acknowledged yet. */
  get outstanding(): number {
    return this.window.outstanding;
  }
  /** Our last packet has arrived. */
  get hasFinished(): boolean {
    return this.finishing && this.window.outstanding === 0;
  }
  /** Congestion control holds something back. */
  get isLimited(): boolean {
    const waits = this.queue.bytes > 0 || this.window.lostCount > 0;
    return waits && this.window.flightBytes + this.size.payloadBytes > this.ledbat.windowBytes;
  }

  /** How far an acknowledgement lies behind the newest packet, in packets; negative: we sent no such packet. */
  distanceBehind(acknowledged: number): number {
    return sequenceDistance(acknowledged, sequenceAfter(this.window.next, -1));
  }

  /** The peer has room for so much. */
  onWindow(bytes: number): void {
    this.peerWindow = bytes;
  }
  /** The delay towards us has come down by that much: the clocks drift apart, and the one measured here goes up. */
  onDrift(byUs: number): void {
    if (byUs > 0 && byUs <= MOST_DRIFT_US && this.delays.isKnown) this.delays.shift(byUs);
  }

  /** Takes in what a packet says of ours. */
  onPacket(packet: Packet, nowMs: number): void {
    const { arrivals, ledbat, recovery, roundTrip, window } = this;
    const hadRoom = this.peerWindow > 0;
    this.peerWindow = packet.windowBytes;
    if (packet.delayUs !== 0) this.delays.add(packet.delayUs, nowMs);
    const inFlight = window.flightBytes;
    const limited = inFlight + this.size.payloadBytes > ledbat.windowBytes;
    arrivals.read(packet, nowMs);
    if (!Number.isNaN(arrivals.sampleMs)) roundTrip.onSample(arrivals.sampleMs, nowMs);
    if (arrivals.packets > 0) {
      this.duplicates = 0;
      roundTrip.onProgress();
      this.timers.onProgress(window.outstanding, nowMs);
    } else if (packet.type === PACKET_TYPE.state) this.onDuplicate(packet, nowMs);
    if (arrivals.bytes > 0) ledbat.onAcked(arrivals.bytes, inFlight, this.delays.isKnown ? this.delays.queueingUs : null, limited);
    if (recovery.takeMistake()) ledbat.undo();
    this.findLost(nowMs);
    // what was sent without room was thrown away, and there is room now
    if (!hadRoom && this.peerWindow > 0) this.loseAll();
  }

  /** Sends what may go now; true when any packet went: it carries an acknowledgement. */
  flush(nowMs: number): boolean {
    const { queue, timers, window } = this;
    if (window.outstanding === 0 && queue.bytes > 0) {
      if (!Number.isNaN(this.lastSentAtMs)) this.ledbat.onIdle((nowMs - this.lastSentAtMs) / this.roundTrip.timeoutMs);
    }
    let sent = 0;
    while (sent < PACKETS_A_TURN && this.sendOne(nowMs)) sent++;
    this.wantsTurn = sent === PACKETS_A_TURN;
    if (sent > 0) this.onSent(nowMs);
    else if (window.outstanding === 0 && queue.bytes > 0 && timers.timeoutAtMs === Number.POSITIVE_INFINITY) timers.restart(nowMs);
    return sent > 0;
  }

  /** Sends a packet without payload that must arrive: the first one of a connection, or the last. */
  sendBare(type: number, connectionId: number, nowMs: number): void {
    const buffer = this.pool.take(true);
    if (buffer === null) return;
    writeHeader(buffer.bytes, type, connectionId, this.window.next);
    buffer.setLength(HEADER_BYTES);
    this.window.add(buffer, 0, nowMs);
    this.transmit(buffer, nowMs);
    this.onSent(nowMs);
  }
  /** Our last packet goes after what is under way; what waits is thrown away. */
  finish(nowMs: number): void {
    if (this.finishing) return;
    this.finishing = true;
    this.queue.clear();
    this.sendBare(PACKET_TYPE.fin, this.connectionId, nowMs);
  }

  /** When something must be done; Infinity: never. */
  get deadlineMs(): number {
    return Math.min(this.timers.timeoutAtMs, this.timers.tailAtMs, this.recovery.deadlineMs);
  }
  /** Time has passed; `flush` follows. True when nothing has come through for a time-out. */
  onDeadline(nowMs: number): boolean {
    const { recovery, timers } = this;
    if (nowMs >= recovery.deadlineMs) this.findLost(nowMs);
    if (nowMs >= timers.timeoutAtMs) {
      this.onTimeout(nowMs);
      return true;
    }
    if (nowMs >= timers.tailAtMs) this.sendTail(nowMs);
    return false;
  }

  close(): void {
    this.queue.clear();
    this.window.clear();
    this.timers.stop();
    this.recovery.deadlineMs = Number.POSITIVE_INFINITY;
  }

  // ---- sending ----

  private sendOne(nowMs: number): boolean {
    const { window } = this;
    if (window.lostCount > 0) {
      const sequence = window.oldestLost();
      if (window.flightBytes > 0 && window.flightBytes + window.payloadBytes(sequence) > this.ledbat.windowBytes) return false;
      this.sendAgain(sequence, nowMs);
      return true;
    }
    const bytes = this.newPayload();
    return bytes > 0 && this.sendNew(bytes, nowMs);
  }

  /** Payload of the next new packet; 0: none may go. */
  private newPayload(): number {
    const { peerWindow, queue, window } = this;
    const { flightBytes, outstanding } = window;
    const full = this.size.payloadBytes;
    const bytes = Math.min(full, queue.bytes);
    if (bytes === 0 || this.finishing) return 0;
    if (outstanding >= Math.min(MOST_OUTSTANDING, Math.max(USUAL_OUTSTANDING, peerWindow / full))) return 0;
    if (flightBytes > 0 && flightBytes + bytes > this.ledbat.windowBytes) return 0;
    if (flightBytes + bytes <= peerWindow) return bytes;
    // too little room for a packet: a small one goes when nothing else is under way, so that it does not stand still
    if (outstanding > 0) return 0;
    return this.forced ? bytes : Math.min(bytes, peerWindow);
  }

  private sendNew(bytes: number, nowMs: number): boolean {
    const { window } = this;
    const buffer = this.pool.take(window.outstanding === 0);
    if (buffer === null) return false;
    this.forced = false;
    const sequence = window.next;
    writeHeader(buffer.bytes, PACKET_TYPE.data, this.connectionId, sequence);
    const padding = this.paddingFor(bytes, nowMs);
    if (padding > 0) {
      writePadding(buffer.bytes, padding);
      this.padded = sequence;
      this.paddingBytes = padding;
      this.size.onProbeSent(sequence);
    }
    this.queue.read(buffer.bytes, HEADER_BYTES + padding, bytes);
    buffer.setLength(HEADER_BYTES + padding + bytes);
    window.add(buffer, bytes, nowMs);
    this.transmit(buffer, nowMs);
    return true;
  }

  /** Padding that makes the packet at hand a probe for a larger size; 0: it is none. */
  private paddingFor(bytes: number, nowMs: number): number {
    const { queue, size } = this;
    if (this.padded >= 0 || queue.bytes < BEHIND_A_PROBE * bytes || this.ledbat.windowBytes < 2 * BEHIND_A_PROBE * bytes) return 0;
    const probeBytes = size.probeSize(nowMs);
    return probeBytes === 0 ? 0 : size.paddingFor(HEADER_BYTES + bytes, probeBytes);
  }

  private sendAgain(sequence: number, nowMs: number): void {
    const { window } = this;
    const buffer = window.buffer(sequence);
    if (buffer === null) return;
    // while the system may still read the bytes they stay where they are
    if (sequence === this.padded && !buffer.lent) {
      buffer.setLength(dropPadding(buffer.bytes, this.paddingBytes, buffer.view.length));
      this.padded = -1;
      this.size.forgetProbe();
    }
    window.resend(sequence, nowMs);
    this.transmit(buffer, nowMs);
  }

  private onSent(nowMs: number): void {
    this.lastSentAtMs = nowMs;
    this.timers.onSent(this.window.outstanding, nowMs);
  }

  // ---- what comes back, and what does not ----

  private onArrived(sequence: number): void {
    if (sequence === this.padded) this.padded = -1;
    if (!this.size.isProbe(sequence)) return;
    this.size.onProbeArrived();
    this.ledbat.setPacketBytes(this.size.payloadBytes);
  }

  /** An answer that says nothing new: the oldest packet may be lost, where the peer has no better way to say so. */
  private onDuplicate(packet: Packet, nowMs: number): void {
    const { window } = this;
    if (this.arrivals.seesMasks || window.outstanding === 0) return;
    if (sequenceAfter(packet.acknowledged, 1) !== window.first || ++this.duplicates !== DUPLICATES) return;
    this.ledbat.onLost(window.sentAtMs(window.first), nowMs);
    window.markLost(window.first);
  }

  private findLost(nowMs: number): void {
    const { padded, size, window } = this;
    const sentAtMs = this.recovery.findLost(nowMs, padded);
    // a lost probe says that it was too large, not that the line is full
    if (padded >= 0 && size.isProbe(padded) && window.isLost(padded)) size.onProbeLost();
    if (sentAtMs > Number.NEGATIVE_INFINITY) this.ledbat.onLost(sentAtMs, nowMs);
  }

  private onTimeout(nowMs: number): void {
    const { ledbat, roundTrip, size, timers, window } = this;
    const isNews = roundTrip.timeouts === 0 && window.flightBytes > 0;
    roundTrip.onTimeout();
    if (window.outstanding === 0) this.forced = true;
    else if (window.flightBytes > 0 || window.lostCount === 0) {
      this.loseAll();
      if (isNews) ledbat.onTimeout(nowMs);
      size.onTimeout(roundTrip.timeouts);
      ledbat.setPacketBytes(size.payloadBytes);
    }
    timers.restart(nowMs);
  }
  private loseAll(): void {
    const { window } = this;
    for (let sequence = window.first; sequence !== window.next; sequence = sequenceAfter(sequence, 1)) window.markLost(sequence);
  }

  /** The newest packet goes again: its answer tells what is missing before it. */
  private sendTail(nowMs: number): void {
    const { timers, window } = this;
    timers.onTailSent();
    for (let i = 1; i <= window.outstanding; i++) {
      const sequence = sequenceAfter(window.next, -i);
      if (window.isAcked(sequence)) continue;
      return this.sendAgain(sequence, nowMs);
    }
  }
}
