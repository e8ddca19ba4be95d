/**
 * Addresses of peers we know of and may dial: at most 3,000, the useless forgotten first, few of one address or
 * network. Those who failed are left alone for a growing while (never banned for it); those who sent
 * corrupt data or broke the protocol are banned, with the reason kept for the person.
 */
import type { Endpoint } from '../api/ids.js';
import { canonicalIp, scopeOf } from '../base/ip-address.js';
import type { Random } from '../base/ports.js';
import { backoffMs } from './backoff.js';
import { type Ban, BanList, type Offence } from './ban-list.js';
import { addressKey, type Candidate, type CandidateSource, type Greeting } from './candidate.js';
import { CandidateCounts } from './candidate-counts.js';
import { DialOrder, type Ranking } from './dial-order.js';

const MOST_CANDIDATES = 3000;
/** Who made room for a better one is not asked again before. */
const OUTRANKED_MS = 600_000;

export type { Candidate, CandidateSource, CandidateState, Greeting } from './candidate.js';

export class CandidateList {
  private readonly byAddress = new Map<string, Candidate>();
  private readonly counts = new CandidateCounts();
  private readonly order: DialOrder;
  readonly banned = new BanList();

  /** Without a ranking the order among equals is random. */
  constructor(
    private readonly random: Random,
    ranking: Ranking | null = null,
  ) {
    this.order = new DialOrder(random, ranking);
  }

  get size(): number {
    return this.byAddress.size;
  }

  /** Adds an address; null when it is unusable, banned, or there is no room. A person's own word clears a back-off. */
  add(given: Endpoint, source: CandidateSource, isSeed = false): Candidate | null {
    const host = canonicalIp(given.host);
    if (host === null || scopeOf(host) === 'unusable' || !(given.port >= 1 && given.port <= 65535)) return null;
    const endpoint: Endpoint = { host, port: given.port };
    if (this.banned.hasEndpoint(endpoint)) return null;
    const known = this.byAddress.get(addressKey(endpoint));
    if (known !== undefined) {
      if (source === 'user' && known.state.kind === 'idle') this.giveBack(known);
      return known;
    }
    if (source !== 'user' && !this.counts.hasRoom(host)) return null;
    if (this.byAddress.size >= MOST_CANDIDATES && !this.forgetWorst(source)) return null;
    const state = { kind: 'idle', notBeforeMs: 0 } as const;
    const candidate: Candidate = { endpoint, source, state, failures: 0, isSeed, greeting: null, transport: null };
    this.byAddress.set(addressKey(endpoint), candidate);
    this.counts.add(host, 1);
    this.order.changed();
    return candidate;
  }

  get(endpoint: Endpoint): Candidate | undefined {
    return this.byAddress.get(addressKey(endpoint));
  }
  /** The whole address is banned, with all its ports. */
  isBanned(host: string): boolean {
    return this.banned.hasHost(host);
  }
  /** Addresses with a ban, for one peer there or for all, and why. */
  bans(): ReadonlyMap<string, string> {
    return new Map(this.banned.list().map(({ host, reason }) => [host, reason]));
  }

  /** Up to `count` candidates to dial now: those that failed least first, then by rank; seeds only when wanted. They become `dialling`. */
  take(count: number, nowMs: number, seeds = true, perAddress = Number.POSITIVE_INFINITY): Candidate[] {
    const taken = this.order.next(this.byAddress.values(), count, nowMs, seeds, perAddress);
    for (const candidate of taken) candidate.state = { kind: 'dialling' };
    return taken;
  }
  /** Whether anybody could be dialled now. */
  isWaiting(nowMs: number, seeds: boolean): boolean {
    return this.order.isWaiting(this.byAddress.values(), nowMs, seeds);
  }

  /** A peer that came to us told where it listens: remembered, but not dialled while it is here. `greeting`: it spoke so. */
  noteConnected(endpoint: Endpoint, greeting: Greeting | null = null): void {
    const candidate = this.add(endpoint, 'incoming');
    if (candidate !== null && greeting !== null) candidate.greeting = greeting;
    if (candidate?.state.kind === 'idle') candidate.state = { kind: 'idle', notBeforeMs: Number.POSITIVE_INFINITY };
  }

  onConnected(candidate: Candidate): void {
    if (candidate.state.kind === 'banned') return;
    candidate.state = { kind: 'connected' };
  }
  /** The connection ended. `useful`: payload moved, so a quick return is welcome. */
  onLost(candidate: Candidate, useful: boolean, nowMs: number): void {
    candidate.failures = useful ? 0 : candidate.failures + 1;
    this.becomeIdle(candidate, nowMs + (useful ? 1000 : backoffMs(candidate.failures, this.random)));
  }
  /** We let it go for a better one: nothing is held against it, but others come first. */
  onOutranked(candidate: Candidate, nowMs: number): void {
    this.becomeIdle(candidate, nowMs + OUTRANKED_MS);
  }
  /** It may be dialled again at once (a pause, no connection to be had): nothing is held against it. */
  giveBack(candidate: Candidate): void {
    this.becomeIdle(candidate, 0);
  }
  /** It turned out to be ourselves: never dialled again. Others at the same host (one machine, one NAT) are not touched. */
  onSelf(candidate: Candidate): void {
    candidate.state = { kind: 'banned', reason: 'this is ourselves' };
  }
  /** Bans who offended: that peer at first, its whole address the next time. Null when it is banned for it already. */
  ban(offence: Offence): Ban | null {
    const ban = this.banned.add(offence);
    if (ban === null) return null;
    for (const candidate of this.byAddress.values()) {
      const { host, port } = candidate.endpoint;
      if (host === ban.host && (ban.port === null || ban.port === port)) candidate.state = { kind: 'banned', reason: ban.reason };
    }
    return ban;
  }

  /** Forgets those that came another way (BEP 27), even while they are dialled; returns how many. */
  keepOnly(sources: readonly CandidateSource[]): number {
    return this.forget(({ source }) => !sources.includes(source));
  }
  /** Forgets those that are not to be dialled after all, even while they are; returns how many. */
  forget(isUnwanted: (candidate: Candidate) => boolean): number {
    const unwanted = [...this.byAddress.values()].filter(isUnwanted);
    for (const candidate of unwanted) this.remove(candidate);
    return unwanted.length;
  }

  /** Good addresses for the resume record: connected ones first. */
  best(count: number): Endpoint[] {
    const usable = [...this.byAddress.values()].filter((c) => c.state.kind !== 'banned' && c.source !== 'incoming');
    usable.sort((a, b) => Number(b.state.kind === 'connected') - Number(a.state.kind === 'connected') || a.failures - b.failures);
    return usable.slice(0, count).map((candidate) => candidate.endpoint);
  }

  private becomeIdle(candidate: Candidate, notBeforeMs: number): void {
    if (candidate.state.kind === 'banned') return;
    candidate.state = { kind: 'idle', notBeforeMs };
    this.order.changed();
  }

  private remove(candidate: Candidate): boolean {
    this.counts.add(candidate.endpoint.host, -1);
    return this.byAddress.delete(addressKey(candidate.endpoint));
  }

  /** Makes room: who failed most goes; hearsay from peers goes before the word of others. */
  private forgetWorst(newcomer: CandidateSource): boolean {
    let worst: Candidate | undefined;
    let hearsay: Candidate | undefined;
    for (const candidate of this.byAddress.values()) {
      if (candidate.state.kind !== 'idle') continue;
      if (worst === undefined || candidate.failures > worst.failures) worst = candidate;
      if (candidate.source === 'pex') hearsay ??= candidate;
    }
    const leaver = worst !== undefined && worst.failures > 0 ? worst : newcomer === 'pex' ? undefined : hearsay;
    return leaver !== undefined && this.remove(leaver);
  }
}
