/**
 * Turns candidates into connections: dials within the limits, exchanges handshakes, and hands the ready stream on.
 * Failures only cost the candidate a while.
 */
import type { Encryption } from '../api/settings.js';
import type { ByteStream, Clock, Dialer } from '../base/ports.js';
import type { Candidate, CandidateList } from '../roster/candidate-list.js';
import type { DialSlots } from '../roster/dial-slots.js';
import type { Handshake } from '../wire/handshake.js';
import { greetingsFor } from './encryption-policy.js';
import { PeerGreeting } from './peer-greeting.js';

const CONNECT_TIMEOUT_MS = 15_000;
/** A session that is full is asked again after this long. */
const FULL_MS = 1000;

export interface SwarmDialerHost {
  /** To a peer at the address. */
  ourHandshake(to: string): Handshake;
  /** Asks the session for one more connection; every yes is followed by one `released`. */
  admit(): boolean;
  released(): void;
  localAddress(): string | null;
  encryption(): Encryption;
  /** The stream as one that begins with an encrypted handshake. */
  encrypt(stream: ByteStream): ByteStream;
  /** A peer that does not speak encryption was refused for it. */
  onUnencrypted(): void;
  /** Connections to and from one address. */
  maxPerAddress(): number;
  onConnected(stream: ByteStream, theirs: Handshake, rest: Uint8Array, candidate: Candidate): void;
}

export class SwarmDialer {
  private readonly underWay = new Map<Candidate, PeerGreeting>();
  /** The session had no connection left for us the last time we asked. */
  sessionIsFull = false;
  private askSessionAtMs = 0;

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
    for (const [candidate, greeting] of [...this.underWay]) {
      greeting.cancel();
      this.settle(candidate);
      this.host.released();
      this.candidates.giveBack(candidate); // called off: nobody has failed
    }
  }

  private dialOne(candidate: Candidate): void {
    this.slots.take(this);
    const local = this.host.localAddress();
    const { transport } = candidate;
    const options = {
      timeoutMs: CONNECT_TIMEOUT_MS,
      ...(local === null ? {} : { localAddress: local }),
      ...(transport === null ? {} : { first: transport }),
    };
    const greetings = greetingsFor(this.host.encryption(), candidate.greeting);
    const greeting = new PeerGreeting(candidate.endpoint, options, greetings, {
      dialer: this.dialer,
      clock: this.clock,
      ourHandshake: (to) => this.host.ourHandshake(to),
      encrypt: (stream) => this.host.encrypt(stream),
      onGreeted: (stream, theirs, rest, spoken) => {
        candidate.greeting = spoken;
        candidate.transport = stream.kind.transport;
        this.settle(candidate);
        this.host.onConnected(stream, theirs, rest, candidate);
      },
      onFailed: ({ over, reached }) => {
        if (over !== null) candidate.transport = over === 'tcp' ? 'utp' : 'tcp'; // it connects, and leads nowhere
        this.settle(candidate);
        this.host.released();
        this.candidates.onLost(candidate, false, this.clock.now());
        if (reached && !greetings.includes('plain')) this.host.onUnencrypted();
      },
    });
    this.underWay.set(candidate, greeting);
    greeting.start();
  }

  private settle(candidate: Candidate): void {
    this.underWay.delete(candidate);
    this.slots.release(this);
  }
}
