/** Connection ids of UDP trackers, by address: one may be used for a minute after it came (BEP 15). */
import type { Endpoint } from '../api/ids.js';

const VALID_MS = 60_000;
const MAX_KEPT = 1_000;

export class ConnectionIds {
  readonly #known = new Map<string, { readonly id: Uint8Array; readonly until: number }>();

  get(of: Endpoint, now: number): Uint8Array | null {
    const known = this.#known.get(key(of));
    return known && now < known.until ? known.id : null;
  }

  set(of: Endpoint, id: Uint8Array, now: number): void {
    if (this.#known.size >= MAX_KEPT) this.#known.clear();
    this.#known.set(key(of), { id, until: now + VALID_MS });
  }

  forget(of: Endpoint): void {
    this.#known.delete(key(of));
  }
}

const key = (endpoint: Endpoint): string => `${endpoint.host} ${endpoint.port}`;
