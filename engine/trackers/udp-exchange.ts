/**
 * One question over UDP as a machine over bytes and time (BEP 15). States: connecting -> asking -> done; a stale
 * connection id leads back to connecting. Waits 15 s * 2^n for an answer and gives up after `maxTries` packets without
 * one; each try goes to the next of the tracker's addresses. Packets that are not the awaited answer change nothing.
 */
import type { Endpoint } from '../api/ids.js';
import { ipFamily } from '../base/ip-address.js';
import type { Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import type { ConnectionIds } from './connection-ids.js';
import { decodeUdpAnswer, encodeConnect, type UdpAnswer } from './udp-codec.js';
import type { UdpQuestion } from './udp-question.js';

const FIRST_WAIT_MS = 15_000;
/** BEP 15 lets n grow to 8. */
const MAX_DOUBLINGS = 8;

export interface UdpExchangeOptions<T> {
  readonly question: UdpQuestion<T>;
  /** Literal addresses of the tracker, the best first; at least one. */
  readonly targets: readonly Endpoint[];
  readonly transactionId: number;
  readonly connectionIds: ConnectionIds;
  readonly maxTries: number;
}

export class UdpExchange<T> {
  readonly #options: UdpExchangeOptions<T>;
  #targets: readonly Endpoint[];
  #tries = 0;
  #phase: 'connecting' | 'asking' = 'connecting';
  /** Whether the present connection id was there before this exchange: then it may be refused. */
  #borrowedId = false;
  #deadline: number | null = null;
  #output: { readonly bytes: Uint8Array; readonly to: Endpoint } | null = null;
  #result: Result<T, string> | null = null;
  /** The failure is the tracker's own answer. */
  refused = false;

  constructor(options: UdpExchangeOptions<T>, now: number) {
    this.#options = options;
    this.#targets = options.targets;
    this.#send(now);
  }

  /** The answer, or why there is none, as a plain sentence or the tracker's own words. */
  get result(): Result<T, string> | null {
    return this.#result;
  }

  /** The address whose answer is awaited. */
  get target(): Endpoint | null {
    return this.#targets[this.#tries % this.#targets.length] ?? null;
  }

  nextDeadline(): number | null {
    return this.#result ? null : this.#deadline;
  }

  takeOutput(): { readonly bytes: Uint8Array; readonly to: Endpoint } | null {
    const output = this.#output;
    this.#output = null;
    return output;
  }

  /** A packet came from `from` (canonical address). Ignored unless it is the answer we wait for, from where we asked. */
  receive(bytes: Uint8Array, from: Endpoint, now: number): void {
    const target = this.target;
    if (this.#result || !target || from.host !== target.host || from.port !== target.port) return;
    const decoded = decodeUdpAnswer(bytes, ipFamily(target.host) ?? 4);
    if (decoded.ok && decoded.value.transactionId === this.#options.transactionId) this.#onAnswer(decoded.value, target, now);
  }

  onDeadline(now: number): void {
    if (this.#result || this.#deadline === null || now < this.#deadline) return;
    this.#tries += 1;
    if (this.#tries >= this.#options.maxTries) this.#result = err('The tracker does not answer.');
    else this.#send(now);
  }

  /** Packets to one family cannot be sent: goes on with the other family's addresses, if there are any. */
  onFamilyUnreachable(family: 4 | 6, now: number): void {
    const target = this.target;
    const others = this.#targets.filter((other) => ipFamily(other.host) !== family);
    if (this.#result || others.length === 0 || !target) return;
    this.#targets = others;
    if (ipFamily(target.host) === family) this.#send(now);
  }

  #onAnswer(answer: UdpAnswer, target: Endpoint, now: number): void {
    if (answer.kind === 'connect' && this.#phase === 'connecting') {
      this.#options.connectionIds.set(target, answer.connectionId, now);
      this.#borrowedId = false;
      this.#ask(answer.connectionId, target, now);
      return;
    }
    const read = this.#phase === 'asking' ? this.#options.question.read(answer, target.host) : null;
    if (read !== null) {
      this.#result = ok(read);
    } else if (answer.kind === 'error') {
      this.#options.connectionIds.forget(target);
      // A tracker that restarted refuses ids it gave before: worth one fresh connection.
      if (this.#phase === 'asking' && this.#borrowedId) this.#send(now);
      else {
        this.refused = true;
        this.#result = err(answer.message === '' ? 'The tracker refused without a reason.' : answer.message);
      }
    }
  }

  #send(now: number): void {
    const target = this.target;
    if (!target) return;
    const id = this.#options.connectionIds.get(target, now);
    this.#borrowedId = id !== null;
    if (id) {
      this.#ask(id, target, now);
    } else {
      this.#phase = 'connecting';
      this.#put(encodeConnect(this.#options.transactionId), target, now);
    }
  }

  #ask(connectionId: Uint8Array, target: Endpoint, now: number): void {
    this.#phase = 'asking';
    this.#put(this.#options.question.encode(connectionId, this.#options.transactionId), target, now);
  }

  #put(bytes: Uint8Array, to: Endpoint, now: number): void {
    this.#output = { bytes, to };
    this.#deadline = now + FIRST_WAIT_MS * 2 ** Math.min(this.#tries, MAX_DOUBLINGS);
  }
}
