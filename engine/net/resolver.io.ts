/**
 * Names to addresses through the system's resolver. Literals pass through; answers are kept for a minute; questions about
 * one name at one time are asked once, since each occupies a thread of the pool until the system gives up.
 */
import { lookup } from 'node:dns/promises';
import { canonicalIp } from '../base/ip-address.js';
import type { Resolver } from '../base/ports.js';
import { errorCode, networkFailed } from './network-error.js';

const TIMEOUT_MS = 5_000;
const KEEP_MS = 60_000;
const MAX_KEPT = 1_000;

export interface SystemResolverOptions {
  /** Replaces the system's lookup in tests. */
  readonly lookupAll?: (host: string) => Promise<readonly string[]>;
  readonly timeoutMs?: number;
}

export class SystemResolver implements Resolver {
  readonly #lookupAll: (host: string) => Promise<readonly string[]>;
  readonly #timeoutMs: number;
  readonly #kept = new Map<string, { readonly addresses: readonly string[]; readonly until: number }>();
  readonly #asking = new Map<string, Promise<readonly string[]>>();

  constructor(options: SystemResolverOptions = {}) {
    this.#lookupAll = options.lookupAll ?? systemLookup;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  async resolve(host: string): Promise<readonly string[]> {
    const literal = canonicalIp(host);
    if (literal !== null) return [literal];
    const kept = this.#kept.get(host);
    if (kept && performance.now() < kept.until) return kept.addresses;
    return this.#withTimeout(host, this.#asking.get(host) ?? this.#ask(host));
  }

  /** Forgets all answers: the network has changed. */
  clear(): void {
    this.#kept.clear();
  }

  #ask(host: string): Promise<readonly string[]> {
    const question = this.#lookupAll(host)
      .then((addresses) => {
        if (addresses.length === 0) throw networkFailed(host, 'ENOTFOUND');
        if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
        this.#kept.set(host, { addresses, until: performance.now() + KEEP_MS });
        return addresses;
      })
      .finally(() => this.#asking.delete(host));
    this.#asking.set(host, question);
    return question;
  }

  async #withTimeout(host: string, question: Promise<readonly string[]>): Promise<readonly string[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(networkFailed(host, 'ETIMEDOUT')), this.#timeoutMs);
    });
    try {
      return await Promise.race([question, late]);
    } catch (error) {
      throw networkFailed(host, errnoOf(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

function errnoOf(error: unknown): string {
  const facts = (error as { readonly facts?: { readonly errno?: unknown } }).facts;
  return typeof facts?.errno === 'string' ? facts.errno : errorCode(error);
}

async function systemLookup(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return [...new Set(found.map(({ address }) => canonicalIp(address)).filter((address) => address !== null))];
}
