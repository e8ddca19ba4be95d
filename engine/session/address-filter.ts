/**
 * The IP filter: addresses that no peer may have, by the list that the setting names. It is read when the session starts
 * and when the setting changes, and again every day. A list that cannot be read leaves the one before in force.
 */
import { EngineError, type ErrorView } from '../api/errors.js';
import type { Settings } from '../api/settings.js';
import type { Clock } from '../base/ports.js';
import { type FilterOutcome, type FilterProblem, FilterReader } from '../ip-filter/filter-reader.js';
import type { FilterSource } from '../ip-filter/filter-source.js';
import type { IpRanges } from '../ip-filter/ip-ranges.js';
import { ipFilterFailed } from './session-errors.js';

const AGAIN_MS = 24 * 3_600_000;
const AGAIN_AFTER_FAILURE_MS = 10 * 60_000;

const PROBLEMS: Readonly<Record<FilterProblem, string>> = {
  'not-a-list': 'it is no list of addresses in the format P2P, DAT or CIDR',
  'too-long': 'it is too long, more than 16 million ranges or 1 GiB',
};

type ReadOutcome = { readonly ok: true; readonly ranges: IpRanges } | { readonly ok: false; readonly reason: string };

export interface AddressFilterHost {
  settings(): Pick<Settings, 'bindAddress' | 'ipFilter'>;
  /** Other addresses are filtered from now on. */
  onChange(): void;
  onFailed(error: ErrorView): void;
}

export class AddressFilter {
  private ranges: IpRanges | null = null;
  /** Where the ranges are from. */
  private place: string | null = null;
  /** Of the reading under way: one that was begun later makes it void. */
  private turn = 0;
  private cancelTimer: () => void = () => undefined;

  constructor(
    private readonly host: AddressFilterHost,
    private readonly ports: { readonly clock: Clock; readonly filters: FilterSource },
  ) {}

  /** Ranges that are filtered; null: there is no list. */
  get size(): number | null {
    return this.ranges?.size ?? null;
  }

  /** Whether no peer may have this literal address. */
  blocks(host: string): boolean {
    return this.ranges?.has(host) ?? false;
  }

  /** (Re)reads the list that the setting names. What stands in the way is told, not thrown. */
  async open(): Promise<void> {
    const turn = ++this.turn;
    this.cancelTimer();
    const { ipFilter } = this.host.settings();
    if (ipFilter === null) return this.take(null, null);
    const read = await this.read(ipFilter);
    if (turn !== this.turn) return;
    if (read.ok) this.take(read.ranges, ipFilter);
    else {
      if (this.place !== ipFilter) this.take(null, null); // that list is not wanted any more
      this.host.onFailed(ipFilterFailed(ipFilter, read.reason, this.size ?? 0));
    }
    this.cancelTimer = this.ports.clock.after(read.ok ? AGAIN_MS : AGAIN_AFTER_FAILURE_MS, () => void this.open());
  }

  close(): void {
    this.turn++;
    this.cancelTimer();
  }

  private take(ranges: IpRanges | null, place: string | null): void {
    this.place = place;
    if (this.ranges === ranges) return;
    this.ranges = ranges;
    this.host.onChange();
  }

  private async read(place: string): Promise<ReadOutcome> {
    const reader = new FilterReader();
    try {
      for await (const bytes of this.ports.filters.open(place, this.host.settings().bindAddress)) if (!reader.push(bytes)) break;
    } catch (error) {
      return { ok: false, reason: error instanceof EngineError ? String(error.facts.errno) : 'unknown' };
    }
    const outcome = await this.finish(reader);
    return outcome.ok ? outcome : { ok: false, reason: PROBLEMS[outcome.problem] };
  }

  /** Putting millions of ranges in order takes a while: others have their turn meanwhile. */
  private async finish(reader: FilterReader): Promise<FilterOutcome> {
    const work = reader.finish();
    for (let step = work.next(); ; step = work.next()) {
      if (step.done === true) return step.value;
      await new Promise<void>((resolve) => void this.ports.clock.after(0, resolve));
    }
  }
}
