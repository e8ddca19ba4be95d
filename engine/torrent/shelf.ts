/**
 * Where a torrent's long details (description, file list, hashes) are: in memory, or on the disk alone, in its record.
 * Those of a complete torrent that nobody is connected to are put away and read again when they are needed.
 *
 *   here --put-away--> away --need--> fetching --came--> here
 *                                     fetching --lost--> away
 *
 * Invariant: who asked is answered exactly once, in the order of asking.
 */
import type { ErrorView } from '../api/errors.js';
import { assertNever } from '../base/assert.js';
import type { Result } from '../base/result.js';
import type { TorrentInfo } from '../metainfo/torrent-info.js';
import type { ResumeRecord } from '../resume/record.js';

export type ShelfState = 'here' | 'away' | 'fetching';
export type ShelfEvent = 'put-away' | 'need' | 'came' | 'lost';

/** The next state; events that mean nothing in a state leave it as it is. */
export function shelfAfter(state: ShelfState, event: ShelfEvent): ShelfState {
  switch (event) {
    case 'put-away':
      return state === 'here' ? 'away' : state;
    case 'need':
      return state === 'away' ? 'fetching' : state;
    case 'came':
      return 'here'; // a person may bring them before the disk does
    case 'lost':
      return state === 'fetching' ? 'away' : state;
    default:
      return assertNever(event);
  }
}

/** Details as they come back. */
export interface FoundDetails {
  readonly info: TorrentInfo;
  /** 20 bytes a piece. */
  readonly pieceHashes: Uint8Array;
  readonly infoBytes: Uint8Array;
  /** The record they were in; null when they come from elsewhere. */
  readonly record: ResumeRecord | null;
}

export interface ShelfHost {
  /** Reads them; answers once, later. */
  fetch(answer: (found: Result<FoundDetails, ErrorView>) => void): void;
  takeBack(found: FoundDetails): void;
  /** They could not be read. */
  onLost(error: ErrorView): void;
}

interface Asker {
  readonly run: () => void;
  readonly fail: (error: ErrorView) => void;
}

export class Shelf {
  state: ShelfState = 'here';
  private askers: Asker[] | null = null;

  constructor(private readonly host: ShelfHost) {}

  get isHere(): boolean {
    return this.state === 'here';
  }

  putAway(): void {
    this.state = shelfAfter(this.state, 'put-away');
  }

  /** `run` is called once the details are here, which may be at once; `fail` instead when they cannot be read. */
  need(run: () => void, fail: (error: ErrorView) => void = () => undefined): void {
    if (this.isHere) return run();
    this.askers ??= [];
    this.askers.push({ run, fail });
    const before = this.state;
    this.state = shelfAfter(before, 'need');
    if (before === this.state) return;
    this.host.fetch((found) => {
      if (this.state !== 'fetching') return;
      if (found.ok) this.supply(found.value);
      else this.lose(found.error);
    });
  }

  /** The details come from elsewhere: a person gave the .torrent. */
  supply(found: FoundDetails): void {
    if (this.isHere) return;
    this.state = shelfAfter(this.state, 'came');
    this.host.takeBack(found);
    for (const { run } of this.takeAskers()) run();
  }

  private lose(error: ErrorView): void {
    this.state = shelfAfter(this.state, 'lost');
    const askers = this.takeAskers();
    this.host.onLost(error);
    for (const { fail } of askers) fail(error);
  }

  private takeAskers(): readonly Asker[] {
    const askers = this.askers ?? [];
    this.askers = null;
    return askers;
  }
}
