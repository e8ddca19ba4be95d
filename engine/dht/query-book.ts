/**
 * Our questions that are under way. An answer counts only with its transaction (four random bytes) and from the place
 * that was asked. Who is slow is told of once, who is lost is forgotten.
 */
import type { Random } from '../base/ports.js';
import { bytesToKey } from '../bencode/value.js';
import type { Answer } from './krpc.js';
import type { NodeId } from './node-id.js';
import type { Place } from './place.js';
import type { RoundTrips } from './round-trips.js';

const TRANSACTION_BYTES = 4;
/** Far above what all lookups have under way at once. */
const MOST_OPEN = 256;

/** Who asked. */
export interface Asker {
  onAnswer(answer: Answer, nowMs: number): void;
  /** Lost, refused by the node, or answered by another than was asked. */
  onFailed(nowMs: number): void;
  /** It takes longer than nearly all do; an answer is still welcome. */
  onSlow?(nowMs: number): void;
}

export interface OpenQuery {
  readonly place: Place;
  /** Null where it is not known (a router, a peer's node). */
  readonly id: NodeId | null;
  readonly asker: Asker;
  readonly sentAtMs: number;
  /** A repetition: says nothing new of the node, neither by its time nor by its loss. */
  readonly again: boolean;
}

interface Open extends OpenQuery {
  slowAtMs: number;
  readonly lostAtMs: number;
}

export class QueryBook {
  private readonly open = new Map<string, Open>();

  constructor(
    private readonly random: Random,
    private readonly trips: RoundTrips,
  ) {}

  get size(): number {
    return this.open.size;
  }
  get isFull(): boolean {
    return this.open.size >= MOST_OPEN;
  }

  /** Whether a message from there may be an answer. */
  waitsFor(place: Place): boolean {
    for (const query of this.open.values()) if (query.place === place) return true;
    return false;
  }

  /** Enters a question that is being sent; its transaction. */
  enter(query: OpenQuery): string {
    let transaction: string;
    do transaction = bytesToKey(this.random.bytes(TRANSACTION_BYTES));
    while (this.open.has(transaction));
    const { slowMs, lostMs } = this.trips;
    const { again, asker, id, place, sentAtMs } = query;
    this.open.set(transaction, { place, id, asker, sentAtMs, again, slowAtMs: sentAtMs + slowMs, lostAtMs: sentAtMs + lostMs });
    return transaction;
  }

  /** The question that a message from there answers; null when there is none. */
  take(transaction: string, place: Place): OpenQuery | null {
    const query = this.open.get(transaction);
    if (query?.place !== place) return null;
    this.open.delete(transaction);
    return query;
  }

  /** Tells of the slow, and takes out the lost. */
  expire(nowMs: number, onLost: (query: OpenQuery) => void): void {
    for (const [transaction, query] of [...this.open]) {
      if (nowMs >= query.lostAtMs) {
        this.open.delete(transaction);
        onLost(query);
      } else if (nowMs >= query.slowAtMs) {
        query.slowAtMs = Number.POSITIVE_INFINITY;
        query.asker.onSlow?.(nowMs);
      }
    }
  }

  /** Infinity when nothing is under way. */
  nextDeadline(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { lostAtMs, slowAtMs } of this.open.values()) next = Math.min(next, lostAtMs, slowAtMs);
    return next;
  }
}
