/**
 * How rows are put in order: by one key or by several, one after the other. Unknown values come last in both directions;
 * ties fall to the time of adding, then the id. Keys are worked out once a row, so that comparing is comparing numbers.
 */
import type { TorrentRow, TorrentStatus } from '../../electron/contract/index.js';
import { compareNames } from '../../i18n/format/number.js';
import { ratioOf } from '../../i18n/format/share.js';
import { nameRank } from './name-order.js';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const STATUS_ORDER: Readonly<Record<TorrentStatus['kind'], number>> = {
  'needs-attention': 0,
  'awaiting-choice': 1,
  downloading: 2,
  'fetching-details': 3,
  'waiting-for-peers': 4,
  checking: 5,
  moving: 6,
  queued: 7,
  seeding: 8,
  paused: 9,
  finished: 10,
};
const PRIORITY_ORDER = { low: 0, normal: 1, high: 2 } as const;
/** Connected ones first, then those of the swarm. */
const withSwarm = (here: number, swarm: number | null): number => here * 1e6 + Math.min(999_999, swarm ?? 0);

type NumberKey = (row: TorrentRow) => number | null;
type TextKey = (row: TorrentRow) => string | null;

const NUMBERS: Readonly<Record<string, NumberKey>> = {
  name: (row) => nameRank(row.id),
  state: (row) => STATUS_ORDER[row.status.kind],
  progress: (row) => (row.sizeBytes === null ? null : row.wantedBytes > 0 ? row.doneBytes / row.wantedBytes : 1),
  size: (row) => row.sizeBytes,
  down: (row) => row.downBps,
  up: (row) => row.upBps,
  eta: (row) => row.etaSeconds,
  seeds: (row) => withSwarm(row.connectedSeeds, row.swarmSeeds),
  peers: (row) => withSwarm(row.connectedLeeches, row.swarmLeeches),
  ratio: (row) => ratioOf(row.uploadedBytes, row.downloadedBytes, row.doneBytes),
  added: (row) => row.addedAt,
  queue: (row) => row.queuePosition,
  done: (row) => row.doneBytes,
  left: (row) => (row.sizeBytes === null ? null : row.wantedBytes - row.doneBytes),
  downloaded: (row) => row.downloadedBytes,
  uploaded: (row) => row.uploadedBytes,
  sessionDown: (row) => row.sessionDownloadedBytes,
  sessionUp: (row) => row.sessionUploadedBytes,
  availability: (row) => row.availability,
  downLimit: (row) => row.maxDownBps,
  upLimit: (row) => row.maxUpBps,
  priority: (row) => PRIORITY_ORDER[row.priority],
  completed: (row) => row.completedAt,
  activity: (row) => row.activeAt,
  seedingTime: (row) => row.seedingSeconds,
  private: (row) => (row.private ? 1 : 0),
  created: (row) => row.createdAt,
};
const TEXTS: Readonly<Record<string, TextKey>> = {
  label: (row) => row.label,
  tracker: (row) => row.trackers[0] ?? null,
  path: (row) => row.savePath,
  hashV1: (row) => row.infoHashV1,
  hashV2: (row) => row.infoHashV2,
};

/** Keys that move by themselves; a list sorted by one is put in order again now and then. */
const STILL = new Set(['name', 'added', 'created', 'private', 'label', 'tracker', 'path', 'hashV1', 'hashV2', 'size']);
export const isLiveSort = (sorts: readonly Sort[]): boolean => sorts.some(({ column }) => !STILL.has(column));

/** Rows with their keys, in the order they have now. Few texts differ, so each gets its rank among those that occur. */
function keysOf(rows: readonly TorrentRow[], column: string): Float64Array {
  const keys = new Float64Array(rows.length);
  const text = TEXTS[column];
  const ranks = text === undefined ? null : rankTexts(rows, text);
  const number = NUMBERS[column] ?? NUMBERS.name;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TorrentRow;
    const key = ranks === null ? (number?.(row) ?? null) : (ranks.get(text?.(row) ?? '') ?? null);
    keys[i] = key ?? Number.NaN;
  }
  return keys;
}

function rankTexts(rows: readonly TorrentRow[], text: TextKey): ReadonlyMap<string, number> {
  const found = new Set<string>();
  for (const row of rows) {
    const value = text(row);
    if (value !== null && value !== '') found.add(value);
  }
  return new Map([...found].sort(compareNames).map((value, rank) => [value, rank]));
}

/** Unknown ones last, whichever way the others go. */
function compareKeys(keys: Float64Array, a: number, b: number, sign: 1 | -1): number {
  const left = keys[a] as number;
  const right = keys[b] as number;
  if (left === right) return 0;
  const leftUnknown = Number.isNaN(left);
  if (leftUnknown || Number.isNaN(right)) return leftUnknown === Number.isNaN(right) ? 0 : leftUnknown ? 1 : -1;
  return left < right ? -sign : sign;
}

/** The rows in order. Those that are nearly so already, as after a while of traffic, cost little. */
export function sortRows(rows: readonly TorrentRow[], sorts: readonly Sort[]): readonly TorrentRow[] {
  const keys = sorts.map(({ column, descending }) => ({ of: keysOf(rows, column), sign: descending ? (-1 as const) : (1 as const) }));
  const [first, ...others] = keys;
  const order = Array.from(rows.keys());
  order.sort((a, b) => {
    if (first !== undefined) {
      const by = compareKeys(first.of, a, b, first.sign);
      if (by !== 0) return by;
      for (const { of, sign } of others) {
        const then = compareKeys(of, a, b, sign);
        if (then !== 0) return then;
      }
    }
    return compareTies(rows[a] as TorrentRow, rows[b] as TorrentRow);
  });
  return order.map((i) => rows[i] as TorrentRow);
}

function compareTies(a: TorrentRow, b: TorrentRow): number {
  return a.addedAt - b.addedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
