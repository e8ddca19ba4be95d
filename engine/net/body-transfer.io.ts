/**
 * The body of one HTTP answer on its way to a sink, undecoded and held back when the sink says so; redirects on the way
 * to it are not shown. Invariant: after `end` or `cancel` the sink is not called any more.
 */
import type { HttpBodySink, HttpTransfer } from '../base/ports.js';
import type { ExchangeRequest } from './http-exchange.io.js';
import { redirectOf, type Step } from './http-redirect.js';
import type { AnswerReceiver } from './http-wire.io.js';
import type { HttpWirePool, StreamedRequest } from './http-wire-pool.io.js';
import { networkFailed } from './network-error.js';

/** What a redirect may say besides where to. */
const MAX_REDIRECT_BYTES = 64 * 1024;

export class BodyTransfer implements HttpTransfer {
  readonly #controller = new AbortController();
  readonly #sink: HttpBodySink;
  #request: StreamedRequest | null = null;
  #reading = true;
  #over = false;

  constructor(sink: HttpBodySink) {
    this.#sink = sink;
  }

  /** Aborted by `cancel`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** One request: its answer goes to the sink unless it is a redirect. Rejects with EngineError `network-failed`. */
  exchange(wires: HttpWirePool, to: ExchangeRequest): Promise<Step<null>> {
    return new Promise((resolve, reject) => {
      const host = to.url.hostname;
      let step: Step<null> = { result: null };
      let skippedBytes = 0;
      const receiver: AnswerReceiver = {
        onHead: ({ headers, status }, address) => {
          const location = redirectOf(status, headers.location);
          if (location !== undefined) step = { location, address };
          else if (!this.#over) this.#over = !this.#sink.onHead({ status, headers });
          if (this.#over) reject(networkFailed(host, 'ABORTED'));
          return !this.#over;
        },
        onBody: (view) => {
          if ('result' in step) {
            if (!this.#over) this.#sink.onBytes(view);
            return;
          }
          skippedBytes += view.length;
          if (skippedBytes <= MAX_REDIRECT_BYTES) return;
          this.#request?.cancel();
          reject(networkFailed(host, 'TOO_LARGE'));
        },
        onEnd: (failure) => {
          if (failure === null) resolve(step);
          else reject(networkFailed(host, failure));
        },
      };
      if (this.#over) return reject(networkFailed(host, 'ABORTED'));
      this.#request = wires.request(to, receiver);
      if (!this.#reading) this.#request.setReading(false);
    });
  }

  /** Nothing more comes; `failure` as for the sink. */
  end(failure: string | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#sink.onEnd(failure);
  }

  setReading(reading: boolean): void {
    if (this.#reading === reading) return;
    this.#reading = reading;
    this.#request?.setReading(reading);
  }

  cancel(): void {
    this.#over = true;
    this.#request?.cancel();
    this.#controller.abort();
  }
}
