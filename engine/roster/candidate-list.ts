/**
 * Addresses of peers we know of and may dial: at most 3,000, the useless forgotten first. Those who failed are left
 * alone for a growing while (never banned for it, rulings 13); those who sent corrupt data or broke the protocol
 * are banned, with the reason kept for the person.
 */
import type { Endpoint } from '../api/ids.js';
import type { Random } from '../base/ports.js';
import { backoffMs } from './backoff.js';

const MOST_CANDIDATES = 3000;

export type CandidateSource = 'tracker' | 'dht' | 'pex' | 'lsd' | 'incoming' | 'user' | 'resume';

/**
 *   idle --dial--> dialling --ok--> connected --lost--> idle
 *   dialling --failed--> idle (later)      any --ban--> banned
 */
export type CandidateState =
  | { readonly kind: 'idle'; readonly notBeforeMs: number }
  | { readonly kind: 'dialling' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'banned'; readonly reason: string };

export interface Candidate {
  readonly endpoint: Endpoint;
  readonly source: CandidateSource;
  state: CandidateState;
  failures: number;
  /** It had everything when we last met: of no use to another seed. */
  isSeed: boolean;
}

export const addressKey = (endpoint: Endpoint): string => `${endpoint.host} ${endpoint.port}`;

export class CandidateList {
  private readonly byAddress = new Map<string, Candidate>();
  private readonly bannedHosts = new Map<string, string>();

  constructor(private readonly random: Random) {}

  get size(): number {
    return this.byAddress.size;
  }

  /** Adds an address; null when it is unusable, banned, or there is no room. A person's own word clears a back-off. */
  add(endpoint: Endpoint, source: CandidateSource): Candidate | null {
    if (endpoint.port < 1 || endpoint.port > 65535 || this.bannedHosts.has(endpoint.host)) return null;
    const known = this.byAddress.get(addressKey(endpoint));
    if (known !== undefined) {
      if (source === 'user' && known.state.kind === 'idle') known.state = { kind: 'idle', notBeforeMs: 0 };
      return known;
    }
    if (this.byAddress.size >= MOST_CANDIDATES && !this.forgetWorst()) return null;
    const candidate: Candidate = { endpoint, source, state: { kind: 'idle', notBeforeMs: 0 }, failures: 0, isSeed: false };
    this.byAddress.set(addressKey(endpoint), candidate);
    return candidate;
  }

  get(endpoint: Endpoint): Candidate | undefined {
    return this.byAddress.get(addressKey(endpoint));
  }
  isBanned(host: string): boolean {
    return this.bannedHosts.has(host);
  }
  /** Banned addresses and why. */
  bans(): ReadonlyMap<string, string> {
    return this.bannedHosts;
  }

  /** Up to `count` candidates to dial now, those that failed least first, ties at random; seeds only when wanted. They become `dialling`. */
  take(count: number, nowMs: number, seeds = true): Candidate[] {
    if (count <= 0) return [];
    const isReady = (c: Candidate) => c.state.kind === 'idle' && c.state.notBeforeMs <= nowMs && (seeds || !c.isSeed);
    const ready = [...this.byAddress.values()].filter(isReady);
    const order = new Map(ready.map((candidate) => [candidate, candidate.failures + this.random.next()]));
    ready.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const taken = ready.slice(0, count);
    for (const candidate of taken) candidate.state = { kind: 'dialling' };
    return taken;
  }

  /** A peer that came to us told where it listens: remembered, but not dialled while it is here. */
  noteConnected(endpoint: Endpoint): void {
    const candidate = this.add(endpoint, 'incoming');
    if (candidate?.state.kind === 'idle') candidate.state = { kind: 'idle', notBeforeMs: Number.POSITIVE_INFINITY };
  }

  onConnected(candidate: Candidate): void {
    if (candidate.state.kind === 'banned') return;
    candidate.state = { kind: 'connected' };
  }
  /** The connection ended. `useful`: payload moved, so a quick return is welcome. */
  onLost(candidate: Candidate, useful: boolean, nowMs: number): void {
    if (candidate.state.kind === 'banned') return;
    candidate.failures = useful ? 0 : candidate.failures + 1;
    candidate.state = { kind: 'idle', notBeforeMs: nowMs + (useful ? 1000 : backoffMs(candidate.failures, this.random)) };
  }
  /** We ended the connection ourselves (a pause): nothing is held against it. */
  onStopped(candidate: Candidate): void {
    if (candidate.state.kind !== 'banned') candidate.state = { kind: 'idle', notBeforeMs: 0 };
  }
  /** It turned out to be ourselves: never dialled again. Others at the same host (one machine, one NAT) are not touched. */
  onSelf(candidate: Candidate): void {
    candidate.state = { kind: 'banned', reason: 'this is ourselves' };
  }
  /** Bans the address with all its ports, for this session. */
  ban(endpoint: Endpoint, reason: string): void {
    this.bannedHosts.set(endpoint.host, reason);
    for (const candidate of this.byAddress.values()) {
      if (candidate.endpoint.host === endpoint.host) candidate.state = { kind: 'banned', reason };
    }
  }

  /** Good addresses for the resume record: connected ones first. */
  best(count: number): Endpoint[] {
    const usable = [...this.byAddress.values()].filter((c) => c.state.kind !== 'banned' && c.source !== 'incoming');
    usable.sort((a, b) => Number(b.state.kind === 'connected') - Number(a.state.kind === 'connected') || a.failures - b.failures);
    return usable.slice(0, count).map((candidate) => candidate.endpoint);
  }

  private forgetWorst(): boolean {
    let worst: Candidate | undefined;
    for (const candidate of this.byAddress.values()) {
      if (candidate.state.kind === 'idle' && (worst === undefined || candidate.failures > worst.failures)) worst = candidate;
    }
    return worst !== undefined && worst.failures > 0 && this.byAddress.delete(addressKey(worst.endpoint));
  }
}
