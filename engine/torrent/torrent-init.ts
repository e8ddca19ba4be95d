/** What a torrent starts from, and what follows from it: its first state, its first priorities, the person's wish. */
import type { PieceOrder } from '../api/commands.js';
import type { InfoHashV1, TorrentId } from '../api/ids.js';
import type { Metainfo } from '../metainfo/torrent-info.js';
import type { AtRest } from '../resume/at-rest.js';
import type { ResumeRecord } from '../resume/record.js';
import type { Intent, TorrentState } from './torrent-state.js';

/** What makes a torrent: the metainfo, or a hash to find it by, and what an earlier run left. */
export interface TorrentInit {
  readonly id: TorrentId;
  readonly infoHashV1: InfoHashV1;
  readonly name: string;
  readonly magnet: string | null;
  readonly metainfo: Omit<Metainfo, 'trackers'> | null;
  /** In place of the metainfo: it is at rest, and its long details stay on the disk until they are needed. */
  readonly atRest?: AtRest | null;
  readonly trackers: readonly (readonly string[])[];
  readonly savePath: string;
  readonly intent: Intent | 'hold';
  readonly priorities: Uint8Array | null;
  /** Wanted files as inclusive ranges of indexes, for a torrent without priorities yet (BEP 53); null = all. */
  readonly select: readonly (readonly [number, number])[] | null;
  /** For a torrent without a record; a record knows its own. */
  readonly order?: Partial<PieceOrder>;
  readonly addedAt: number;
  /** The data is said to be whole: it is checked, and nothing is downloaded. */
  readonly seedOnly: boolean;
  readonly record: ResumeRecord | null;
}

/** What a torrent keeps of it. The record goes once it has been used: thousands of them are worth more than their torrents. */
export type LastingInit = Pick<TorrentInit, 'id' | 'infoHashV1' | 'magnet' | 'priorities' | 'select' | 'addedAt' | 'seedOnly'>;

export function lastingPart({ addedAt, id, infoHashV1, magnet, priorities, seedOnly, select }: TorrentInit): LastingInit {
  return { id, infoHashV1, magnet, priorities, select, addedAt, seedOnly };
}

/** Priorities from a selection; null when there is none. */
export function selectedPriorities(fileCount: number, select: TorrentInit['select']): Uint8Array | null {
  if (select === null) return null;
  const priorities = new Uint8Array(fileCount);
  for (const [first, last] of select) priorities.fill(2, Math.max(0, first), Math.min(fileCount, last + 1));
  return priorities;
}

/** The order of pieces that a torrent starts with. */
export function firstOrder({ order, record }: TorrentInit): PieceOrder {
  const { sequential = false, firstLast = false } = record ?? order ?? {};
  return { sequential, firstLast };
}

/** What a state says of the person's wish; null where it says nothing (an error, the end). */
export function intentOf(state: TorrentState): Intent | 'hold' | null {
  switch (state.kind) {
    case 'running':
    case 'queued':
      return 'run';
    case 'metadata':
      return state.hold ? 'hold' : 'run';
    case 'paused-metadata':
    case 'paused':
      return 'pause';
    case 'held':
      return 'hold';
    case 'opening':
    case 'checking':
    case 'check-queued':
      return state.intent;
    default:
      return null;
  }
}

export function firstState(init: TorrentInit): TorrentState {
  if (init.metainfo === null && init.atRest == null) {
    const hold = init.intent === 'hold';
    return { kind: init.intent === 'pause' ? 'paused-metadata' : 'metadata', hold };
  }
  return init.intent === 'hold' ? { kind: 'held' } : { kind: 'opening', intent: init.intent };
}
