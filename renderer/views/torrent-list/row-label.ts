/** The name of a row for a screen reader: `debian…, Downloading, 61 percent, 4.2 megabytes per second, 1 minute left`. */
import type { TorrentRow } from '../../../electron/contract/index.js';
import { spellDuration } from '../../../i18n/format/duration.js';
import { errorWords } from '../../../i18n/format/error-words.js';
import { formatList } from '../../../i18n/format/number.js';
import { shareOf, spellPercent } from '../../../i18n/format/share.js';
import { spellRate } from '../../../i18n/format/size.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { wholeStateWord } from '../../format/status-words.js';

export function rowLabel(row: TorrentRow): string {
  const parts = [foreign(row.name), wholeStateWord(row)];
  if (row.status.kind === 'needs-attention') parts.push(errorWords(row.status.error));
  if (row.sizeBytes !== null) parts.push(spellPercent(shareOf(row.doneBytes, row.wantedBytes)));
  if (row.downBps >= 1) parts.push(spellRate(row.downBps));
  const left = row.status.kind === 'downloading' ? spellDuration(row.etaSeconds) : null;
  if (left !== null) parts.push(t('time.left', { duration: left }));
  return formatList(parts);
}

/** The stable part of a row's test id: eight digits of the info-hash, or the id. */
export function rowTestId(row: TorrentRow): string {
  return `row-${(row.infoHashV1 ?? row.id).slice(0, 8)}`;
}
