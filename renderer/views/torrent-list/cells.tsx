/** What each column of the torrent list shows of a row. */
import type { ReactNode } from 'react';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { formatDateShort } from '../../../i18n/format/date.js';
import { formatDuration } from '../../../i18n/format/duration.js';
import { formatNumber } from '../../../i18n/format/number.js';
import { formatPercent, formatRatio, ratioOf, shareOf } from '../../../i18n/format/share.js';
import { formatSize, sizeOfSize } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon } from '../../components/icon.js';
import { PieceStrip } from '../../components/piece-strip.js';
import { Rate, Size } from '../../components/quantity.js';
import { StatusIcon } from '../../components/status-icon.js';
import { Text } from '../../components/text.js';
import { isComplete, isForced, isResting, isSettled, stateWord } from '../../format/status-words.js';
import type { ColumnId } from './column-fit.js';

/** The content of a cell. */
export function cellContent(column: ColumnId, row: TorrentRow): ReactNode {
  switch (column) {
    case 'state':
      return <StatusIcon kind={row.status.kind} />;
    case 'name':
      return (
        <>
          {isForced(row) ? <ForcedName name={row.name} /> : <Text className="nm cut">{row.name}</Text>}
          <span className="sub cut">{secondLine(row)}</span>
        </>
      );
    case 'progress':
      return <Progress row={row} />;
    case 'size':
      return <Size bytes={row.sizeBytes} />;
    case 'down':
      return <Rate bps={row.downBps} />;
    case 'up':
      return <Rate bps={row.upBps} />;
    case 'eta':
      return timeLeft(row);
    case 'seeds':
      return <OfSwarm here={row.connectedSeeds} swarm={row.swarmSeeds} />;
    case 'peers':
      return <OfSwarm here={row.connectedLeeches} swarm={null} />;
    case 'ratio':
      return formatRatio(ratioOf(row.uploadedBytes, row.downloadedBytes, row.doneBytes));
    case 'added':
      return formatDateShort(row.addedAt, Date.now());
  }
}

/** A quiet mark after the name; a screen reader hears it with the state. */
function ForcedName({ name }: { readonly name: string }) {
  return (
    <span className="marked">
      <Text className="nm cut">{name}</Text>
      <span className="mark" title={t('list.forced')} data-testid="mark-forced">
        <Icon name="forced" />
      </span>
    </span>
  );
}

function Progress({ row }: { readonly row: TorrentRow }) {
  const share = shareOfRow(row);
  return (
    <>
      <PieceStrip buckets={row.strip} share={share} resting={isResting(row.status) && row.sizeBytes !== null} width={100} />
      <span>{share === null ? '–' : formatPercent(share)}</span>
    </>
  );
}

function OfSwarm({ here, swarm }: { readonly here: number; readonly swarm: number | null }) {
  return (
    <>
      {here === 0 ? '–' : formatNumber(here)}
      {swarm === null ? null : <span className="subtle"> ({formatNumber(swarm)})</span>}
    </>
  );
}

/** Share done, null until the details are known. */
export function shareOfRow(row: TorrentRow): number | null {
  return row.sizeBytes === null ? null : shareOf(row.doneBytes, row.wantedBytes);
}

/** The time left where there is one, else the word of the state. */
export function timeLeft(row: TorrentRow): string {
  if (row.status.kind === 'downloading') return formatDuration(row.etaSeconds);
  return stateWord(row);
}

/** The time-left cell holds a word, which is drawn quieter than a number. */
export const showsWord = (row: TorrentRow): boolean => isSettled(row.status) || row.status.kind === 'fetching-details';

function secondLine(row: TorrentRow): string {
  const added = t('list.addedOn', { date: formatDateShort(row.addedAt, Date.now()) });
  if (row.sizeBytes === null) return added;
  const size = isComplete(row) ? formatSize(row.wantedBytes) : sizeOfSize(row.doneBytes, row.wantedBytes);
  return t('list.sizeAndAdded', { size, added });
}
