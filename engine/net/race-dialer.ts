/**
 * Dials over TCP and uTP: one has a short head start, then both race, and the first that is connected wins (the way of
 * RFC 8305). The other is called off before a word was said on it.
 */

import type { Endpoint } from '../api/ids.js';
import type { Transport, TransportChoice } from '../api/transport.js';
import { scopeOf } from '../base/ip-address.js';
import type { ByteStream, Clock, Dialer, DialOptions } from '../base/ports.js';

/** RFC 8305, "Connection Attempt Delay". */
const HEAD_START_MS = 250;

export class RaceDialer implements Dialer {
  constructor(
    private readonly dialers: Readonly<Record<Transport, Dialer>>,
    private readonly clock: Clock,
    private readonly choice: () => TransportChoice,
  ) {}

  dial(to: Endpoint, options: DialOptions, onOpen: (stream: ByteStream) => void, onFail: (code: string) => void): () => void {
    const choice = this.choice();
    if (choice !== 'both') return this.dialers[choice].dial(to, options, onOpen, onFail);
    const first = options.first ?? usualFirst(to.host);
    const race = new Race(onOpen, onFail);
    const second = () => race.run(this.dialers[first === 'tcp' ? 'utp' : 'tcp'], to, options);
    race.onFirstOut = second;
    race.cancelWait = this.clock.after(HEAD_START_MS, second);
    race.run(this.dialers[first], to, options);
    return () => race.end();
  }
}

/**
 * Over the internet uTP, as others do, so that a full line leaves room for what people do meanwhile; near by there is
 * nothing to leave room for, and TCP costs a tenth of the work.
 */
const usualFirst = (host: string): Transport => (scopeOf(host) === 'global' ? 'utp' : 'tcp');

class Race {
  cancelWait: () => void = () => {};
  /** Starts the second one, as the first has failed. */
  onFirstOut: () => void = () => {};
  private readonly running = new Set<() => void>();
  private started = 0;
  private over = false;
  private firstCode: string | null = null;

  constructor(
    private readonly onOpen: (stream: ByteStream) => void,
    private readonly onFail: (code: string) => void,
  ) {}

  run(dialer: Dialer, to: Endpoint, options: DialOptions): void {
    if (this.over || this.started === 2) return;
    this.started++;
    let cancel: () => void = () => {};
    const cancelThis = () => cancel();
    this.running.add(cancelThis);
    cancel = dialer.dial(
      to,
      options,
      (stream) => {
        this.running.delete(cancelThis);
        if (this.over) return stream.close();
        this.end();
        this.onOpen(stream);
      },
      (code) => {
        this.running.delete(cancelThis);
        this.onOut(code);
      },
    );
  }

  end(): void {
    this.over = true;
    this.cancelWait();
    for (const cancel of [...this.running]) cancel();
    this.running.clear();
  }

  private onOut(code: string): void {
    if (this.over) return;
    this.firstCode ??= code;
    if (this.started < 2) {
      this.cancelWait();
      return this.onFirstOut();
    }
    if (this.running.size > 0) return;
    this.end();
    this.onFail(this.firstCode);
  }
}
