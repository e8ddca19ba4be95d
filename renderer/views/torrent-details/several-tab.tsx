/** Several torrents at once: what they come to together, and how many are in each state. */
import type { ReactNode } from 'react';
import type { TorrentRow } from '../../../electron/contract/index.js';
import { formatList, formatNumber } from '../../../i18n/format/number.js';
import { formatRatio, ratioOf } from '../../../i18n/format/share.js';
import { formatRate, sizeOfSize } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import { GROUPS, groupOf } from '../../stores/groups.js';

interface SeveralTabProps {
  readonly rows: readonly TorrentRow[];
  /** Why it is not what the tab is about; null where it is. */
  readonly note: string | null;
}

export function SeveralTab({ rows, note }: SeveralTabProps) {
  const sum = (of: (row: TorrentRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const done = sum((row) => row.doneBytes);
  return (
    <div className="nothing big" data-testid="several">
      <strong>{t('details.selected', { count: rows.length })}</strong>
      {note === null ? (
        <dl className="sums">
          <Fact name={t('details.size')}>
            {sizeOfSize(
              done,
              sum((row) => row.wantedBytes),
            )}
          </Fact>
          <Fact name={t('common.down')}>{formatRate(sum((row) => row.downBps))}</Fact>
          <Fact name={t('common.up')}>{formatRate(sum((row) => row.upBps))}</Fact>
          <Fact name={t('list.columns.ratio')}>
            {formatRatio(
              ratioOf(
                sum((row) => row.uploadedBytes),
                sum((row) => row.downloadedBytes),
                done,
              ),
            )}
          </Fact>
          <Fact name={t('details.states')}>{formatList(stateCounts(rows))}</Fact>
        </dl>
      ) : (
        <p>{note}</p>
      )}
    </div>
  );
}

/** `Downloading 3`, `Seeding 12`: those of the Library that occur. */
function stateCounts(rows: readonly TorrentRow[]): readonly string[] {
  const counts = GROUPS.map((group) => [group, rows.filter((row) => groupOf(row) === group).length] as const);
  return counts.filter(([, count]) => count > 0).map(([group, count]) => `${t(`sidebar.groups.${group}`)} ${formatNumber(count)}`);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
