/** What the list can be narrowed to: the Library, labels, smart collections, trackers. On a narrow window only the icons stay. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../../../i18n/runtime/words.js';
import { Icon, type IconName } from '../../components/icon.js';
import { LabelDot } from '../../components/label-dot.js';
import { Menu, MenuItem } from '../../components/menu.js';
import { Text } from '../../components/text.js';
import { choose, chooseCollection, filters, isNarrowedBySidebar, showAll } from '../../stores/filters.js';
import { GROUPS, type Group } from '../../stores/groups.js';
import { type Collection, collectFilter, deleteCollection, deleteLabel } from '../../stores/labels.js';
import { noteMenu } from '../../stores/order.js';
import { showOverlay } from '../../stores/overlay.js';
import { preferences } from '../../stores/preferences.js';
import { type SidebarCounts, sidebarCounts } from '../../stores/sidebar-counts.js';
import { torrents } from '../../stores/torrents.js';
import { entryMenu } from './entry-menu.js';
import { SidebarEntry } from './sidebar-entry.js';
import { SidebarSection } from './sidebar-section.js';

const ICONS: Readonly<Record<Group, IconName>> = {
  all: 'all',
  downloading: 'down',
  seeding: 'up',
  finished: 'done',
  paused: 'pause',
  attention: 'alert',
};
/** Trackers shown before one asks for more. */
const FEW = 6;

export function Sidebar() {
  const revision = useStore(torrents, (s) => s.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its revision tells
  const counts = useMemo(() => sidebarCounts(torrents.getState().rows), [revision]);
  return (
    <nav className="side" aria-label={t('sidebar.label')}>
      <Library counts={counts} />
      <Labels counts={counts} />
      <Collections />
      <Trackers counts={counts} />
    </nav>
  );
}

function Library({ counts }: { readonly counts: SidebarCounts }) {
  const state = useStore(filters);
  return (
    <SidebarSection id="library" title={t('sidebar.library')}>
      {GROUPS.map((group) => (
        <SidebarEntry
          key={group}
          name={t(`sidebar.groups.${group}`)}
          mark={<Icon name={ICONS[group]} />}
          count={counts.groups[group]}
          pressed={group === 'all' ? !isNarrowedBySidebar(state) : state.groups.has(group)}
          alert={group === 'attention' && counts.groups.attention > 0}
          testId={`group-${group}`}
          onChoose={(more) => (group === 'all' ? showAll() : choose('groups', group, more))}
        />
      ))}
    </SidebarSection>
  );
}

function Labels({ counts }: { readonly counts: SidebarCounts }) {
  const chosen = useStore(filters, (s) => s.labels);
  const labels = useStore(torrents, (s) => s.session?.labels) ?? [];
  const onMenu = async (name: string): Promise<void> => {
    const wish = await entryMenu('label');
    if (wish === 'edit') showOverlay({ kind: 'label', name });
    if (wish === 'delete') void deleteLabel(name);
  };
  return (
    <SidebarSection id="labels" title={t('labels.title')} aside={<AddMenu />}>
      {labels.map(({ name, colour }) => (
        <SidebarEntry
          key={name}
          name={name}
          drawn={<Text>{name}</Text>}
          mark={<LabelDot colour={colour} />}
          count={counts.labels.get(name) ?? 0}
          pressed={chosen.has(name)}
          testId={`label-${name}`}
          onChoose={(more) => choose('labels', name, more)}
          onMenu={() => void onMenu(name)}
        />
      ))}
    </SidebarSection>
  );
}

function AddMenu() {
  return (
    <Menu
      onOpenChange={noteMenu}
      trigger={
        <button type="button" className="add" aria-label={t('sidebar.addTo')} title={t('sidebar.addTo')} data-testid="btn-add-entry">
          <Icon name="plus" />
        </button>
      }
    >
      <MenuItem testId="menu-new-label" onSelect={() => showOverlay({ kind: 'label', name: null })}>
        {t('labels.new')}
      </MenuItem>
      <MenuItem testId="menu-new-collection" onSelect={collectFilter}>
        {t('collections.new')}
      </MenuItem>
    </Menu>
  );
}

function Collections() {
  const collections = useStore(preferences, (s) => s.preferences.collections);
  const chosen = useStore(filters, (s) => s.collections);
  if (collections.length === 0) return null;
  const onMenu = async ({ name, query }: Collection): Promise<void> => {
    const wish = await entryMenu('collection');
    if (wish === 'edit') showOverlay({ kind: 'collection', name, query });
    if (wish === 'delete') deleteCollection(name);
  };
  return (
    <SidebarSection id="collections" title={t('collections.title')}>
      {collections.map((collection) => (
        <SidebarEntry
          key={collection.name}
          name={collection.name}
          drawn={<Text>{collection.name}</Text>}
          mark={<Icon name="search" />}
          count={null}
          pressed={chosen.has(collection.name)}
          testId={`collection-${collection.name}`}
          onChoose={(more) => chooseCollection(collection.name, collection.query, more)}
          onMenu={() => void onMenu(collection)}
        />
      ))}
    </SidebarSection>
  );
}

function Trackers({ counts }: { readonly counts: SidebarCounts }) {
  const chosen = useStore(filters, (s) => s.trackers);
  const [all, setAll] = useState(false);
  const hosts = [...counts.trackers].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  if (hosts.length === 0) return null;
  const shown = all ? hosts : hosts.filter(([host], i) => i < FEW || chosen.has(host));
  return (
    <SidebarSection id="trackers" title={t('sidebar.trackers')}>
      {shown.map(([host, count]) => (
        <SidebarEntry
          key={host}
          name={host}
          drawn={<Text ltr>{host}</Text>}
          mark={<Icon name="globe" />}
          count={count}
          pressed={chosen.has(host)}
          testId={`tracker-${host}`}
          onChoose={(more) => choose('trackers', host, more)}
        />
      ))}
      {shown.length < hosts.length ? (
        <button type="button" className="more subtle" data-testid="more-trackers" onClick={() => setAll(true)}>
          <span className="ic" />
          <span className="grow">{t('sidebar.moreTrackers', { count: hosts.length - shown.length })}</span>
        </button>
      ) : null}
    </SidebarSection>
  );
}
