/** The one vocabulary of states in words, and which rows count as settled. */
import type { TorrentRow, TorrentStatus } from '../../electron/contract/index.js';
import { formatPercent } from '../../i18n/format/share.js';
import { t } from '../../i18n/runtime/words.js';

/** `Downloading`, `Checking 42%`, `Queued, 1st`. */
export function statusWord(status: TorrentStatus): string {
  switch (status.kind) {
    case 'checking':
      return t('states.checking', { percent: formatPercent(status.progress, 0) });
    case 'moving':
      return t('states.moving', { percent: formatPercent(status.progress, 0) });
    case 'queued':
      return t('states.queued', { position: status.position });
    case 'fetching-details':
      return t('states.fetchingDetails');
    case 'awaiting-choice':
      return t('states.awaitingChoice');
    case 'downloading':
      return t('states.downloading');
    case 'waiting-for-peers':
      return t('states.waitingForPeers');
    case 'seeding':
      return t('states.seeding');
    case 'finished':
      return t('states.finished');
    case 'paused':
      return t('states.paused');
    case 'needs-attention':
      return t('states.needsAttention');
  }
}

/** The word for a torrent in a narrow column. */
export const stateWord = ({ status, why }: TorrentRow): string =>
  why.kind === 'waiting-for-check' ? t('states.waitingForCheck') : statusWord(status);

/** It runs whatever the queue says. */
export function isForced({ forced, status: { kind } }: TorrentRow): boolean {
  return forced && (kind === 'downloading' || kind === 'seeding' || kind === 'waiting-for-peers');
}

/** The word of the state where there is room to say that it is forced. */
export const wholeStateWord = (row: TorrentRow): string => (isForced(row) ? t('states.forced', { state: stateWord(row) }) : stateWord(row));

/** Rows that move or need the person have weight; all others are settled and quiet. */
export function isSettled(status: TorrentStatus): boolean {
  switch (status.kind) {
    case 'downloading':
    case 'fetching-details':
    case 'awaiting-choice':
    case 'needs-attention':
      return false;
    default:
      return true;
  }
}

/** Strips of rows that stand still are drawn in the resting colour. */
export function isResting(status: TorrentStatus): boolean {
  return status.kind !== 'downloading' && status.kind !== 'seeding';
}

export const isComplete = (row: TorrentRow): boolean => row.sizeBytes !== null && row.doneBytes >= row.wantedBytes;
/** Can be paused: it is doing or waiting for something. */
export const canPause = (row: TorrentRow): boolean => row.status.kind !== 'paused' && row.status.kind !== 'finished';
/** Can be resumed. */
export const canResume = (row: TorrentRow): boolean =>
  row.status.kind === 'paused' || row.status.kind === 'finished' || row.status.kind === 'needs-attention';
