/**
 * When each torrent is searched for and announced: at once when it wants peers, then about every quarter of an hour, with
 * jitter; sooner while nobody was found. What only repeats is begun at most once a second, so that thousands of torrents are spread.
 */
import type { Random } from '../base/ports.js';
import { DueQueue } from './due-queue.js';

const INTERVAL_MS = 15 * 60_000;
/** After a search while nobody is connected; twice as long each time. */
const FIRST_RETRY_MS = 30_000;
/** After one that no node answered. */
const NOBODY_MS = 5000;
/** A torrent that has everything is in no hurry: it begins within a second for each that waits so, but within a minute. */
const PATIENT_MS = 60_000;
const BETWEEN_REPEATS_MS = 1000;
/** At a time: in all, and of those that only repeat. */
const MOST_SEARCHES = 6;
const MOST_REPEATS = 2;
/** A person cannot ask more often. */
const LEAST_MS = 60_000;

/** One torrent's place in it. */
export interface AgendaItem {
  /** Searches that found nobody, in a row. */
  failures: number;
  lastEndMs: number;
  running: 'first' | 'repeat' | null;
}

export const newAgendaItem = (): AgendaItem => ({ failures: 0, lastEndMs: Number.NEGATIVE_INFINITY, running: null });

export class Agenda<T extends AgendaItem> {
  private readonly urgent = new DueQueue<T>();
  private readonly repeats = new DueQueue<T>();
  private nextRepeatMs = Number.NEGATIVE_INFINITY;
  private searches = 0;
  private repeating = 0;

  constructor(private readonly random: Random) {}

  /** New here. */
  add(item: T, isUrgent: boolean, nowMs: number): void {
    if (isUrgent) this.urgent.set(item, nowMs);
    else this.repeats.set(item, nowMs + Math.min(PATIENT_MS, (this.repeats.size + 1) * BETWEEN_REPEATS_MS) * this.random.next());
  }
  delete(item: T): void {
    this.urgent.delete(item);
    this.repeats.delete(item);
    this.settle(item);
  }
  /** A person wants it now. */
  hurry(item: T, nowMs: number): void {
    if (item.running !== null) return;
    this.repeats.delete(item);
    this.urgent.set(item, Math.max(nowMs, item.lastEndMs + LEAST_MS));
  }
  /** All within a minute, as far as that goes: our port has changed. */
  spread(items: Iterable<T>, nowMs: number): void {
    for (const item of items)
      if (item.running === null && this.urgent.timeOf(item) === null) this.repeats.set(item, nowMs + PATIENT_MS * this.random.next());
  }

  /** What to search for now; null when nothing is due or enough is under way. */
  take(nowMs: number): T | null {
    if (this.searches >= MOST_SEARCHES) return null;
    const first = this.urgent.take(nowMs);
    if (first !== null) return this.begin(first, 'first');
    if (this.repeating >= MOST_REPEATS || nowMs < this.nextRepeatMs) return null;
    const next = this.repeats.take(nowMs);
    if (next === null) return null;
    this.nextRepeatMs = nowMs + BETWEEN_REPEATS_MS;
    return this.begin(next, 'repeat');
  }
  /** When `take` may give something; Infinity while enough is under way. */
  nextAt(): number {
    if (this.searches >= MOST_SEARCHES) return Number.POSITIVE_INFINITY;
    const repeat = this.repeating >= MOST_REPEATS ? Number.POSITIVE_INFINITY : Math.max(this.nextRepeatMs, this.repeats.nextAt());
    return Math.min(this.urgent.nextAt(), repeat);
  }
  /** When it is due next, on the clock's scale; null while it is searched for. */
  dueAt(item: T): number | null {
    return this.urgent.timeOf(item) ?? this.repeats.timeOf(item);
  }

  /** Its search is over. `answered`: some node did; `lonely`: it wants peers and has none. */
  ended(item: T, { answered, lonely }: { readonly answered: boolean; readonly lonely: boolean }, nowMs: number): void {
    this.settle(item);
    item.lastEndMs = nowMs;
    const jitter = 0.9 + 0.2 * this.random.next();
    if (!answered) return this.urgent.set(item, nowMs + NOBODY_MS * jitter);
    item.failures = lonely ? item.failures + 1 : 0;
    const retryMs = FIRST_RETRY_MS * 2 ** (item.failures - 1);
    if (lonely && retryMs < INTERVAL_MS) this.urgent.set(item, nowMs + retryMs * jitter);
    else this.repeats.set(item, nowMs + INTERVAL_MS * jitter);
  }

  private begin(item: T, how: 'first' | 'repeat'): T {
    item.running = how;
    this.searches++;
    if (how === 'repeat') this.repeating++;
    return item;
  }
  private settle(item: T): void {
    if (item.running === null) return;
    this.searches--;
    if (item.running === 'repeat') this.repeating--;
    item.running = null;
  }
}
