/** What stands in each cell of a row, as text: the value, and what is drawn quieter beside it. */
import type { TorrentRow } from '../../../electron/contract/index.js';
import { formatDateShort } from '../../../i18n/format/date.js';
import { formatDuration } from '../../../i18n/format/duration.js';
import { formatNumber, NOTHING } from '../../../i18n/format/number.js';
import { shortHash } from '../../../i18n/format/path.js';
import { formatPercent, formatRatio, ratioOf, shareOf } from '../../../i18n/format/share.js';
import { formatSize, sizeOfSize, splitRate, splitSize } from '../../../i18n/format/size.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { isComplete, isSettled, stateWord } from '../../format/status-words.js';
import { wallNow } from '../../format/wall-clock.js';
import type { ColumnId } from './columns.js';

export interface CellText {
  readonly text: string;
  /** The unit of a quantity, or the quieter figure of a pair. */
  readonly tail: string;
}

const EMPTY: CellText = { text: NOTHING, tail: '' };
const plain = (text: string): CellText => ({ text, tail: '' });
const figure = (value: number | null, digits: 0 | 1 | 2 = 0): CellText =>
  value === null || value === 0 ? EMPTY : plain(formatNumber(value, digits));
const date = (at: number | null): CellText => (at === null ? EMPTY : plain(formatDateShort(at, wallNow())));
const foreign = (text: string | null | undefined): CellText => (text == null || text === '' ? EMPTY : plain(visibleText(text)));

function size(bytes: number | null): CellText {
  if (bytes === null || bytes === 0) return EMPTY;
  const { digits, unit } = splitSize(bytes);
  return { text: digits, tail: unit };
}
function rate(bps: number | null): CellText {
  const parts = bps === null ? null : splitRate(bps);
  return parts === null ? EMPTY : { text: parts.digits, tail: parts.unit };
}
function ofSwarm(here: number, swarm: number | null): CellText {
  return { text: here === 0 ? NOTHING : formatNumber(here), tail: swarm === null ? '' : t('list.swarm', { count: swarm }) };
}

/** Share done, null until the details are known. */
export const shareOfRow = (row: TorrentRow): number | null => (row.sizeBytes === null ? null : shareOf(row.doneBytes, row.wantedBytes));

/** The time left where there is one, else the word of the state. */
export const timeLeft = (row: TorrentRow): string => (row.status.kind === 'downloading' ? formatDuration(row.etaSeconds) : stateWord(row));

/** The time-left cell holds a word, which is drawn quieter than a number. */
export const showsWord = (row: TorrentRow): boolean => isSettled(row.status) || row.status.kind === 'fetching-details';

/** The second line of a comfortable row. */
export function secondLine(row: TorrentRow): string {
  const added = t('list.addedOn', { date: formatDateShort(row.addedAt, wallNow()) });
  if (row.sizeBytes === null) return added;
  const size = isComplete(row) ? formatSize(row.wantedBytes) : sizeOfSize(row.doneBytes, row.wantedBytes);
  return t('list.sizeAndAdded', { size, added });
}

const TEXTS: Readonly<Record<Exclude<ColumnId, 'state'>, (row: TorrentRow) => CellText>> = {
  name: (row) => plain(visibleText(row.name)),
  progress: (row) => {
    const share = shareOfRow(row);
    return share === null ? EMPTY : plain(formatPercent(share));
  },
  size: (row) => size(row.sizeBytes),
  down: (row) => rate(row.downBps),
  up: (row) => rate(row.upBps),
  eta: (row) => plain(timeLeft(row)),
  seeds: (row) => ofSwarm(row.connectedSeeds, row.swarmSeeds),
  peers: (row) => ofSwarm(row.connectedLeeches, row.swarmLeeches),
  ratio: (row) => plain(formatRatio(ratioOf(row.uploadedBytes, row.downloadedBytes, row.doneBytes))),
  label: (row) => (row.label === null ? plain('') : plain(visibleText(row.label))),
  added: (row) => date(row.addedAt),
  queue: (row) => figure(row.queuePosition),
  done: (row) => size(row.doneBytes),
  left: (row) => size(row.wantedBytes - row.doneBytes),
  downloaded: (row) => size(row.downloadedBytes),
  uploaded: (row) => size(row.uploadedBytes),
  sessionDown: (row) => size(row.sessionDownloadedBytes),
  sessionUp: (row) => size(row.sessionUploadedBytes),
  availability: (row) => figure(row.availability, 2),
  tracker: (row) => foreign(row.trackers[0]),
  downLimit: (row) => rate(row.maxDownBps),
  upLimit: (row) => rate(row.maxUpBps),
  priority: (row) => plain(t(`list.priorities.${row.priority}`)),
  completed: (row) => date(row.completedAt),
  activity: (row) => date(row.activeAt),
  seedingTime: (row) => (row.seedingSeconds < 1 ? EMPTY : plain(formatDuration(row.seedingSeconds))),
  path: (row) => foreign(row.savePath),
  private: (row) => (row.private ? plain(t('common.yes')) : EMPTY),
  hashV1: (row) => (row.infoHashV1 === null ? EMPTY : plain(shortHash(row.infoHashV1))),
  hashV2: (row) => (row.infoHashV2 === null ? EMPTY : plain(shortHash(row.infoHashV2))),
  created: (row) => date(row.createdAt),
};

export const cellText = (column: Exclude<ColumnId, 'state'>, row: TorrentRow): CellText => TEXTS[column](row);
