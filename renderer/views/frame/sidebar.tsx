/** The Library groups with their counts. On a narrow window only the icons stay. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../../i18n/format/number.js';
import { t } from '../../../i18n/runtime/words.js';
import { Icon, type IconName } from '../../components/icon.js';
import { filters, setGroup } from '../../stores/filters.js';
import { countGroups, GROUPS, type Group } from '../../stores/groups.js';
import { torrents } from '../../stores/torrents.js';

const ICONS: Readonly<Record<Group, IconName>> = {
  all: 'all',
  downloading: 'down',
  seeding: 'up',
  finished: 'done',
  paused: 'pause',
  attention: 'alert',
};

export function Sidebar() {
  const { group } = useStore(filters);
  const revision = useStore(torrents, (s) => s.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its revision tells
  const counts = useMemo(() => countGroups(torrents.getState().rows), [revision]);
  return (
    <nav className="side" aria-label={t('sidebar.label')}>
      <h2>{t('sidebar.library')}</h2>
      {GROUPS.map((each) => (
        <button
          key={each}
          type="button"
          className={each === 'attention' && counts.attention > 0 ? 'alert' : undefined}
          aria-current={each === group ? 'true' : undefined}
          aria-label={t('sidebar.groupLabel', { name: t(`sidebar.groups.${each}`), count: counts[each] })}
          title={t(`sidebar.groups.${each}`)}
          data-testid={`group-${each}`}
          onClick={() => setGroup(each)}
        >
          <Icon name={ICONS[each]} />
          <span className="grow cut">{t(`sidebar.groups.${each}`)}</span>
          <em>{counts[each] === 0 ? '' : formatNumber(counts[each])}</em>
        </button>
      ))}
    </nav>
  );
}
