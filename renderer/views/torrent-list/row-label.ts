/** The name of a row for a screen reader: `debian…, Downloading, 61.2 percent, 4.2 MB/s, 1 minute left`. */
import type { TorrentRow } from '../../../electron/contract/index.js';
import { spellDuration } from '../../format/duration.js';
import { errorWords } from '../../format/error-words.js';
import { formatPercent, shareOf } from '../../format/share.js';
import { formatRate } from '../../format/size.js';
import { wholeStateWord } from '../../format/status-words.js';
import { visibleText } from '../../format/visible-text.js';
import { t } from '../../i18n/messages.js';

export function rowLabel(row: TorrentRow): string {
  const parts = [visibleText(row.name), wholeStateWord(row)];
  if (row.status.kind === 'needs-attention') parts.push(errorWords(row.status.error));
  if (row.sizeBytes !== null) parts.push(t.percentLong(formatPercent(shareOf(row.doneBytes, row.wantedBytes))));
  if (row.downBps >= 1) parts.push(formatRate(row.downBps));
  const left = row.status.kind === 'downloading' ? spellDuration(row.etaSeconds) : null;
  if (left !== null) parts.push(t.timeLeft(left));
  return t.rowLabel(parts);
}

/** The stable part of a row's test id: eight digits of the info-hash, or the id. */
export function rowTestId(row: TorrentRow): string {
  return `row-${(row.infoHashV1 ?? row.id).slice(0, 8)}`;
}
