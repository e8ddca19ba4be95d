/**
 * Whom to dial next: those a person named, then those that failed least, then by canonical priority (BEP 40). At most
 * a few are being dialled in one network at a time, and few connections go to one address. While nobody is ready, the
 * list is not looked at again before the first of them may be.
 */
import type { Endpoint } from '../api/ids.js';
import { scopeOf } from '../base/ip-address.js';
import type { Random } from '../base/ports.js';
import type { Candidate } from './candidate.js';
import { subnetOf } from './subnet.js';
import { Tally } from './tally.js';

/** Dials under way to one /24 or /48 of the internet. */
const DIALS_TO_A_SUBNET = 6;
const MOST_FAILURES = 1000;
/** Candidates that are ranked in one go; the others have their turn with the next ones. */
const RANKS_AT_ONCE = 500;
const USER_FAVOUR = 2 ** 45;

/** How good candidates are, beyond whether they failed. */
export interface Ranking {
  /** Grows when what `of` says may have changed. */
  readonly version: number;
  /** Higher is dialled first; null when that is not known. */
  of(endpoint: Endpoint): number | null;
}

interface Ranked {
  readonly rank: number;
  readonly version: number;
}

export class DialOrder {
  private readonly ranks = new WeakMap<Candidate, Ranked>();
  /** Nobody is ready before: with seeds, without. */
  private nobodyBefore: [number, number] = [0, 0];
  private ranksLeft = 0;

  constructor(
    private readonly random: Random,
    private readonly ranking: Ranking | null,
  ) {}

  /** Somebody came, or became idle. */
  changed(): void {
    this.nobodyBefore = [0, 0];
  }

  isWaiting(all: Iterable<Candidate>, nowMs: number, seeds: boolean): boolean {
    const which = seeds ? 0 : 1;
    if (nowMs < this.nobodyBefore[which]) return false;
    let soonest = Number.POSITIVE_INFINITY;
    for (const candidate of all) {
      if (isReady(candidate, nowMs, seeds)) return true;
      soonest = Math.min(soonest, readyAt(candidate, seeds));
    }
    this.nobodyBefore[which] = soonest;
    return false;
  }

  /** Up to `count`; none of them is changed. */
  next(all: Iterable<Candidate>, count: number, nowMs: number, seeds: boolean, perAddress: number): Candidate[] {
    const which = seeds ? 0 : 1;
    if (count <= 0 || nowMs < this.nobodyBefore[which]) return [];
    const ready: Candidate[] = [];
    const busy = new Busy(perAddress);
    let soonest = Number.POSITIVE_INFINITY;
    for (const candidate of all) {
      if (isReady(candidate, nowMs, seeds)) ready.push(candidate);
      else if (isHere(candidate)) busy.add(candidate);
      else soonest = Math.min(soonest, readyAt(candidate, seeds));
    }
    if (ready.length === 0) this.nobodyBefore[which] = soonest;
    return this.best(ready, count, busy);
  }

  private best(ready: Candidate[], count: number, busy: Busy): Candidate[] {
    this.ranksLeft = RANKS_AT_ONCE;
    const scores = ready.map((candidate) => this.score(candidate));
    const taken: Candidate[] = [];
    while (taken.length < count && ready.length > 0) {
      const at = indexOfLeast(scores);
      const candidate = ready[at];
      remove(ready, at);
      remove(scores, at);
      if (candidate === undefined || !busy.hasRoom(candidate.endpoint.host)) continue;
      busy.add(candidate, true);
      taken.push(candidate);
    }
    return taken;
  }

  /** The least is dialled first. A rank is below 2^32. */
  private score(candidate: Candidate): number {
    const favour = candidate.source === 'user' ? -USER_FAVOUR : 0;
    return favour + Math.min(candidate.failures, MOST_FAILURES) * 2 ** 32 - this.rank(candidate);
  }

  private rank(candidate: Candidate): number {
    const version = this.ranking?.version ?? 0;
    const known = this.ranks.get(candidate);
    if (known?.version === version) return known.rank;
    if (this.ranksLeft-- <= 0) return 0;
    const rank = this.ranking?.of(candidate.endpoint) ?? this.random.next() * 2 ** 32;
    this.ranks.set(candidate, { rank, version });
    return rank;
  }
}

function isReady(candidate: Candidate, nowMs: number, seeds: boolean): boolean {
  return candidate.state.kind === 'idle' && candidate.state.notBeforeMs <= nowMs && (seeds || !candidate.isSeed);
}

/** When it may be dialled, as far as is known; Infinity: not before something changes. */
const readyAt = ({ isSeed, state }: Candidate, seeds: boolean): number =>
  state.kind === 'idle' && (seeds || !isSeed) ? state.notBeforeMs : Number.POSITIVE_INFINITY;

/** A peer that came to us is idle for ever while it is here. */
function isHere({ state }: Candidate): boolean {
  return (
    state.kind === 'dialling' || state.kind === 'connected' || (state.kind === 'idle' && state.notBeforeMs === Number.POSITIVE_INFINITY)
  );
}

function indexOfLeast(scores: readonly number[]): number {
  let least = 0;
  for (let at = 1; at < scores.length; at++) if ((scores[at] ?? 0) < (scores[least] ?? 0)) least = at;
  return least;
}

/** Without keeping the order. */
function remove<T>(list: T[], at: number): void {
  const last = list.pop();
  if (last !== undefined && at < list.length) list[at] = last;
}

/** Connections there are and dials under way, by address and network; this machine is exempt. */
class Busy {
  private readonly hosts = new Tally();
  private readonly dials = new Tally();

  constructor(private readonly perAddress: number) {}

  hasRoom(host: string): boolean {
    const scope = scopeOf(host);
    if (scope === 'loopback') return true;
    if (this.hosts.of(host) >= this.perAddress) return false;
    return scope !== 'global' || this.dials.of(subnetOf(host)) < DIALS_TO_A_SUBNET;
  }

  add({ endpoint: { host }, state }: Candidate, dialling = state.kind === 'dialling'): void {
    this.hosts.add(host, 1);
    if (dialling) this.dials.add(subnetOf(host), 1);
  }
}
