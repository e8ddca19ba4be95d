/** How rows are put in order. Unknown values come last in both directions; ties fall to the time of adding, then the id. Pure. */
import type { TorrentRow, TorrentStatus } from '../../electron/contract/index.js';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

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

type Key = (row: TorrentRow) => number | null;

const KEYS: Readonly<Record<string, Key>> = {
  state: (row) => STATUS_ORDER[row.status.kind],
  progress: (row) => (row.sizeBytes === null ? null : row.wantedBytes > 0 ? row.doneBytes / row.wantedBytes : 1),
  size: (row) => row.sizeBytes,
  down: (row) => row.downBps,
  up: (row) => row.upBps,
  eta: (row) => row.etaSeconds,
  seeds: (row) => row.connectedSeeds * 1e6 + (row.swarmSeeds ?? 0),
  peers: (row) => row.connectedLeeches * 1e6 + (row.swarmLeeches ?? 0),
  ratio: (row) => (row.downloadedBytes > 0 ? row.uploadedBytes / row.downloadedBytes : row.uploadedBytes > 0 ? 1e9 : 0),
  added: (row) => row.addedAt,
};

/** Keys that move by themselves; a list sorted by one is put in order again now and then. */
export const isLiveColumn = (column: string): boolean => column !== 'name' && column !== 'added';

/** A total order for a sort; an unknown column sorts by name. */
export function rowComparator(sort: Sort): (a: TorrentRow, b: TorrentRow) => number {
  const sign = sort.descending ? -1 : 1;
  const key = KEYS[sort.column];
  if (key === undefined) return (a, b) => sign * natural.compare(a.name, b.name) || tie(a, b);
  return (a, b) => {
    const left = key(a);
    const right = key(b);
    if (left === null || right === null) return left === right ? tie(a, b) : left === null ? 1 : -1;
    return sign * (left - right) || tie(a, b);
  };
}

function tie(a: TorrentRow, b: TorrentRow): number {
  return a.addedAt - b.addedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
