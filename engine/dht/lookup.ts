/**
 * Finds the nodes nearest to a target, step by step (BEP 5): asks the nearest known, hears of nearer ones, until the
 * eight nearest have answered. Several are asked at once; beside one that is slow another is asked, and the slow one once
 * more, since the datagram may have been lost. Invariant: bounded in questions, in candidates, and in those of one network.
 */
import type { Contact } from './contact.js';
import type { Answer, Ask } from './krpc.js';
import { compareDistance, type NodeId } from './node-id.js';
import { addressOf, isGlobal, networkOf, type Place } from './place.js';
import type { Asker } from './query-book.js';
import { K } from './routing-table.js';

/** Asked at once. */
const PARALLEL = 5;
const MOST_QUESTIONS = 150;
const MOST_CANDIDATES = 100;
/** Of a /24 or /64 of the internet: who has many addresses there shall not surround a target. */
const MOST_OF_A_NETWORK = 3;

/**
 *   new --asked--> asked --slow--> slow (asked again) --slow--> late
 *   asked|slow|late --answer--> answered       asked|slow|late --both lost or refused--> failed
 */
type CandidateState = 'new' | 'asked' | 'slow' | 'late' | 'answered' | 'failed';

interface Candidate extends Contact {
  state: CandidateState;
  token: Uint8Array | null;
  /** Questions without an outcome. */
  open: number;
  /** Steps from our table to it. */
  readonly hops: number;
}

export interface LookupHost {
  /** Asks; false when nothing can be sent now: it is tried again when `resume` is called. `again`: a repetition. */
  ask(to: { readonly id: NodeId | null; readonly place: Place }, ask: Ask, asker: Asker, again: boolean): boolean;
  /** Nodes that an answer named, as far as one there may name them. */
  nodesIn(answer: Answer, from: Place): readonly Contact[];
  onEnd(lookup: Lookup): void;
}

/** What it is for. */
export interface LookupPlan {
  readonly target: NodeId;
  readonly ask: Ask;
  /** Each answer as it comes; true: this is enough. */
  onAnswer(answer: Answer, from: Contact): boolean;
  onDone(result: LookupResult, nowMs: number): void;
}

export interface LookupResult {
  /** The nearest that answered, at most eight, and what they gave to write with. */
  readonly nearest: readonly { readonly contact: Contact; readonly token: Uint8Array | null }[];
  readonly questions: number;
  readonly answers: number;
  /** Steps to the farthest of the nearest. */
  readonly hops: number;
}

export class Lookup {
  private readonly candidates: Candidate[] = [];
  private readonly seen = new Set<string>();
  private readonly networks = new Map<string, number>();
  private waiting = 0;
  private questions = 0;
  private answers = 0;
  private ended = false;

  constructor(
    readonly plan: LookupPlan,
    private readonly host: LookupHost,
  ) {}

  /** `doors`: places where somebody answers whose id we do not know. */
  start(seeds: readonly Contact[], doors: readonly Place[], nowMs: number): void {
    this.add(seeds, 1);
    for (const place of doors) this.knock(place);
    this.resume(nowMs);
  }

  /** Goes on asking; ends when there is nothing left to ask. */
  resume(nowMs: number): void {
    if (this.ended) return;
    while (this.waiting < PARALLEL && this.questions < MOST_QUESTIONS) {
      const next = this.nextToAsk();
      if (next === null) break;
      if (!this.put(next, false)) return; // until there is something to send with
    }
    if (this.isDone()) this.end(nowMs);
  }

  /** Nobody wants to know any more. */
  cancel(): void {
    if (this.ended) return;
    this.ended = true;
    this.host.onEnd(this);
  }

  private end(nowMs: number): void {
    this.ended = true;
    const nearest = this.candidates.filter(({ state }) => state === 'answered').slice(0, K);
    const { answers, questions } = this;
    const hops = nearest.reduce((most, candidate) => Math.max(most, candidate.hops), 0);
    this.host.onEnd(this);
    this.plan.onDone({ nearest: nearest.map((contact) => ({ contact, token: contact.token })), questions, answers, hops }, nowMs);
  }

  /** The nearest that was not asked, among the eight nearest that may yet answer. */
  private nextToAsk(): Candidate | null {
    let hopeful = 0;
    for (const candidate of this.candidates) {
      if (candidate.state === 'new') return candidate;
      if (candidate.state === 'asked' || candidate.state === 'answered') hopeful++;
      if (hopeful >= K) return null;
    }
    return null;
  }

  /** The eight nearest have answered, none of those nearer than they is still waited for. */
  private isDone(): boolean {
    let answered = 0;
    for (const { state } of this.candidates) {
      if (state === 'asked' || state === 'slow') return false;
      if (state === 'new' && this.questions < MOST_QUESTIONS) return false;
      if (state === 'answered' && ++answered >= K) return true;
    }
    return this.waiting === 0;
  }

  private put(candidate: Candidate, again: boolean): boolean {
    const asker: Asker = {
      onAnswer: (answer, nowMs) => this.onAnswer(candidate, answer, nowMs),
      onFailed: (nowMs) => this.onFailed(candidate, nowMs),
      onSlow: (nowMs) => this.onSlow(candidate, nowMs),
    };
    if (!this.host.ask(candidate, this.plan.ask, asker, again)) return false;
    this.questions++;
    candidate.open++;
    if (!again) this.become(candidate, 'asked');
    return true;
  }

  /** Asks where nobody's id is known; twice, for there may be no other way in. */
  private knock(place: Place): void {
    let open = 0;
    const put = (again: boolean) => {
      if (this.ended || !this.host.ask({ id: null, place }, this.plan.ask, asker, again)) return;
      this.questions++;
      open++;
    };
    const settle = () => {
      open--;
      if (open === 0) this.waiting--;
    };
    const asker: Asker = {
      onAnswer: (answer, nowMs) => {
        settle();
        this.learn(answer, { id: answer.id, place }, 0, nowMs);
      },
      onFailed: (nowMs) => {
        settle();
        this.resume(nowMs);
      },
      onSlow: () => {
        if (open === 1) put(true);
      },
    };
    put(false);
    if (open > 0) this.waiting++;
  }

  private onAnswer(candidate: Candidate, answer: Answer, nowMs: number): void {
    candidate.open--;
    if (candidate.state === 'answered') return;
    this.become(candidate, 'answered');
    candidate.token = answer.token ?? null;
    this.learn(answer, candidate, candidate.hops, nowMs);
  }

  private learn(answer: Answer, from: Contact, hops: number, nowMs: number): void {
    if (this.ended) return;
    this.answers++;
    this.add(this.host.nodesIn(answer, from.place), hops + 1);
    if (this.plan.onAnswer(answer, from)) this.end(nowMs);
    else this.resume(nowMs);
  }

  private onSlow(candidate: Candidate, nowMs: number): void {
    if (candidate.state === 'asked') {
      this.become(candidate, 'slow');
      if (this.ended || this.questions >= MOST_QUESTIONS || !this.put(candidate, true)) this.become(candidate, 'late');
    } else if (candidate.state === 'slow') this.become(candidate, 'late');
    this.resume(nowMs);
  }

  private onFailed(candidate: Candidate, nowMs: number): void {
    candidate.open--;
    if (candidate.open === 0 && candidate.state !== 'answered') this.become(candidate, 'failed');
    this.resume(nowMs);
  }

  private become(candidate: Candidate, state: CandidateState): void {
    if (candidate.state === 'asked') this.waiting--;
    candidate.state = state;
    if (state === 'asked') this.waiting++;
  }

  private add(contacts: readonly Contact[], hops: number): void {
    for (const { id, place } of contacts) {
      const address = addressOf(place);
      if (this.seen.has(address) || this.seen.has(id) || !this.hasRoomIn(place)) continue;
      const at = this.placeFor(id);
      if (at >= MOST_CANDIDATES) continue;
      this.seen.add(address).add(id);
      this.candidates.splice(at, 0, { id, place, state: 'new', token: null, open: 0, hops });
      if (this.candidates.length > MOST_CANDIDATES && this.candidates.at(-1)?.state === 'new') this.candidates.pop();
    }
  }

  private hasRoomIn(place: Place): boolean {
    if (!isGlobal(place)) return true;
    const network = networkOf(place);
    const count = this.networks.get(network) ?? 0;
    this.networks.set(network, count + 1);
    return count < MOST_OF_A_NETWORK;
  }

  /** Where an id belongs in the order of distance. */
  private placeFor(id: NodeId): number {
    let low = 0;
    let high = this.candidates.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareDistance(this.plan.target, this.candidates[middle]?.id ?? id, id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
