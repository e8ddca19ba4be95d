/**
 * The body of one HTTP answer on its way to a sink, undecoded and held back when the sink says so.
 * Invariant: after `end` or `cancel` the sink is not called any more.
 */
import type { IncomingMessage } from 'node:http';
import type { HttpBodySink, HttpTransfer } from '../base/ports.js';
import { flat } from './http-exchange.io.js';
import { errorCode } from './network-error.js';

export class BodyTransfer implements HttpTransfer {
  readonly #controller = new AbortController();
  readonly #sink: HttpBodySink;
  #answer: IncomingMessage | null = null;
  #reading = true;
  #over = false;

  constructor(sink: HttpBodySink) {
    this.#sink = sink;
  }

  /** Aborted by `cancel`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The answer has begun: hands its head and then its body to the sink, and calls `done` or `fail` once. */
  take(answer: IncomingMessage, done: () => void, fail: (code: string) => void): void {
    answer.on('error', (error) => fail(errorCode(error)));
    if (this.#over) return fail('ABORTED');
    if (!this.#sink.onHead({ status: answer.statusCode ?? 0, headers: flat(answer) })) {
      this.#over = true;
      return fail('ABORTED');
    }
    this.#answer = answer;
    answer.on('data', (chunk: Buffer) => {
      if (!this.#over) this.#sink.onBytes(chunk);
    });
    answer.on('end', done);
    answer.on('close', () => {
      if (!answer.complete) fail('ECONNRESET');
    });
    if (!this.#reading) answer.pause();
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
    if (reading) this.#answer?.resume();
    else this.#answer?.pause();
  }

  cancel(): void {
    this.#over = true;
    this.#controller.abort();
  }
}
