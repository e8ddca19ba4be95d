/**
 * One dial, until both handshakes are through: connects, greets in one way, and where the peer does not speak that,
 * connects once more and greets in the other. Only when no way is left has it failed.
 */
import type { Endpoint } from '../api/ids.js';
import type { Transport } from '../api/transport.js';
import type { ByteStream, Clock, Dialer, DialOptions } from '../base/ports.js';
import { HandshakeExchange } from '../peer/handshake-exchange.js';
import type { Greeting } from '../roster/candidate-list.js';
import type { Handshake } from '../wire/handshake.js';

const HANDSHAKE_TIMEOUT_MS = 10_000;

export interface PeerGreetingHost {
  readonly dialer: Dialer;
  readonly clock: Clock;
  /** `to`: a literal address. */
  ourHandshake(to: string): Handshake;
  /** The stream as one that begins with an encrypted handshake. */
  encrypt(stream: ByteStream): ByteStream;
  onGreeted(stream: ByteStream, theirs: Handshake, rest: Uint8Array, greeting: Greeting): void;
  onFailed(failure: GreetingFailure): void;
}

export interface GreetingFailure {
  /** It was connected to, but spoke in none of the ways. */
  readonly reached: boolean;
  /** What the last connection went over; null: there was none. */
  readonly over: Transport | null;
}

export class PeerGreeting {
  private ended = false;
  private over: Transport | null = null;
  /** Calls off what is under way. */
  private cancelStep: () => void = () => undefined;

  constructor(
    private readonly to: Endpoint,
    private readonly options: DialOptions,
    /** The ways to greet it, in order; at least one. */
    private readonly greetings: readonly Greeting[],
    private readonly host: PeerGreetingHost,
  ) {}

  /** Begins; the host may be called before this returns. */
  start(): void {
    this.dial(0);
  }

  /** Calls it off; the host is not called any more. */
  cancel(): void {
    this.ended = true;
    this.cancelStep();
  }

  private dial(nth: number): void {
    const greeting = this.greetings[nth];
    if (greeting === undefined) return this.fail(true);
    this.cancelStep = this.host.dialer.dial(
      this.to,
      this.options,
      (stream) => this.greet(stream, greeting, nth),
      () => this.fail(nth > 0),
    );
  }

  private greet(dialled: ByteStream, greeting: Greeting, nth: number): void {
    if (this.ended) return dialled.close();
    this.over = dialled.kind.transport;
    const stream = greeting === 'encrypted' ? this.host.encrypt(dialled) : dialled;
    const exchange = new HandshakeExchange(stream, this.host.ourHandshake(stream.remote.host), {
      answer: () => null,
      onReady: (theirs, rest) => {
        cancelTimer();
        this.ended = true;
        this.host.onGreeted(stream, theirs, rest, greeting);
      },
      onFailed: () => {
        cancelTimer();
        if (this.ended) return;
        // it speaks what we said first, and then did not want us
        if (stream.kind.encryption !== 'none') return this.fail(false);
        this.dial(nth + 1);
      },
    });
    const cancelTimer = this.host.clock.after(HANDSHAKE_TIMEOUT_MS, () => exchange.abort('timeout'));
    this.cancelStep = () => exchange.abort('cancelled');
  }

  private fail(reached: boolean): void {
    if (this.ended) return;
    this.ended = true;
    this.host.onFailed({ reached, over: this.over });
  }
}
