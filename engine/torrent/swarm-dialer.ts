/**
 * Turns candidates into connections: dials within the limits, exchanges handshakes, and hands the ready stream on.
 * Failures only cost the candidate a while.
 */
import type { Endpoint } from '../api/ids.js';
import type { ByteStream, Clock, Dialer } from '../base/ports.js';
import { HandshakeExchange } from '../peer/handshake-exchange.js';
import type { Candidate, CandidateList } from '../roster/candidate-list.js';
import type { DialSlots } from '../roster/dial-slots.js';
import type { Handshake } from '../wire/handshake.js';

const CONNECT_TIMEOUT_MS = 15_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** A session that is full is asked again after this long. */
const FULL_MS = 1000;

export interface SwarmDialerHost {
  /** To a peer at the address. */
  ourHandshake(to: string): Handshake;
  /** Asks the session for one more connection; every yes is followed by one `released`. */
  admit(): boolean;
  released(): void;
  localAddress(): string | null;
  /** Connections to and from one address. */
  maxPerAddress(): number;
  onConnected(stream: ByteStream, theirs: Handshake, rest: Uint8Array, candidate: Candidate): void;
}

export class SwarmDialer {
  private readonly underWay = new Map<Candidate, () => void>();
  /** The session had no connection left for us the last time we asked. */
  sessionIsFull = false;
  private askSessionAtMs = 0;
  /** Dials are being called off: nobody has failed. */
  private stopping = false;

  constructor(
    private readonly host: SwarmDialerHost,
    private readonly candidates: CandidateList,
    private readonly dialer: Dialer,
    private readonly clock: Clock,
    private readonly slots: DialSlots,
  ) {}

  /** Connections being made. */
  get pending(): number {
    return this.underWay.size;
  }

  /** Dials up to `count` candidates, known seeds only when they are wanted. */
  dial(count: number, seeds: boolean): void {
    const nowMs = this.clock.now();
    const { candidates, host, slots } = this;
    // who has nobody to dial asks for no share of the dials either
    if (count <= 0 || nowMs < this.askSessionAtMs || !candidates.isWaiting(nowMs, seeds)) return;
    const taken = candidates.take(Math.min(count, slots.room(this, nowMs)), nowMs, seeds, host.maxPerAddress());
    this.sessionIsFull = false;
    for (const candidate of taken) {
      this.sessionIsFull ||= !host.admit();
      if (this.sessionIsFull) candidates.giveBack(candidate);
      else this.dialOne(candidate);
    }
    if (this.sessionIsFull) this.askSessionAtMs = nowMs + FULL_MS;
  }

  stop(): void {
    this.stopping = true;
    for (const cancel of [...this.underWay.values()]) cancel();
    this.stopping = false;
  }

  private dialOne(candidate: Candidate): void {
    const endpoint: Endpoint = candidate.endpoint;
    this.slots.take(this);
    const local = this.host.localAddress();
    const fail = () => {
      if (!this.underWay.delete(candidate)) return;
      this.slots.release(this);
      this.host.released();
      if (this.stopping) this.candidates.giveBack(candidate);
      else this.candidates.onLost(candidate, false, this.clock.now());
    };
    const options = { timeoutMs: CONNECT_TIMEOUT_MS, ...(local === null ? {} : { localAddress: local }) };
    const cancelDial = this.dialer.dial(endpoint, options, (stream) => this.greet(stream, candidate, fail), fail);
    this.underWay.set(candidate, () => {
      cancelDial();
      fail();
    });
  }

  private greet(stream: ByteStream, candidate: Candidate, fail: () => void): void {
    if (!this.underWay.has(candidate)) return stream.close();
    const exchange = new HandshakeExchange(stream, this.host.ourHandshake(stream.remote.host), {
      answer: () => null,
      onReady: (theirs, rest) => {
        cancelTimer();
        this.underWay.delete(candidate);
        this.slots.release(this);
        this.host.onConnected(stream, theirs, rest, candidate);
      },
      onFailed: () => {
        cancelTimer();
        fail();
      },
    });
    const cancelTimer = this.clock.after(HANDSHAKE_TIMEOUT_MS, () => exchange.abort('timeout'));
    this.underWay.set(candidate, () => exchange.abort('cancelled'));
  }
}
