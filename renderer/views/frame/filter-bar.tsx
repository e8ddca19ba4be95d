/** What the list is narrowed to besides plain words, each part with a button that takes it away. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import { parseQuery, withoutTerm } from '../../stores/filter-query.js';
import { choose, chooseCollection, clearFilters, type FiltersState, filters, setFilterText } from '../../stores/filters.js';

interface Chip {
  readonly key: string;
  readonly name: string;
  readonly drawn?: ReactNode;
  remove(): void;
}

function chipsOf({ groups, labels, trackers, collections, text }: FiltersState): readonly Chip[] {
  const own = (name: string): ReactNode => <Text>{name}</Text>;
  return [
    ...[...groups].map((group) => ({
      key: `is-${group}`,
      name: t(`sidebar.groups.${group}`),
      remove: () => choose('groups', group, true),
    })),
    ...[...labels].map((name) => ({ key: `label-${name}`, name, drawn: own(name), remove: () => choose('labels', name, true) })),
    ...[...trackers].map((name) => ({ key: `tracker-${name}`, name, drawn: own(name), remove: () => choose('trackers', name, true) })),
    ...[...collections].map(([name, query]) => ({
      key: `collection-${name}`,
      name,
      drawn: own(name),
      remove: () => chooseCollection(name, query, true),
    })),
    ...parseQuery(text)
      .filter((term) => term.kind !== 'word')
      .map(({ source }, i) => ({
        key: `token-${i}-${source}`,
        name: source,
        drawn: <code>{source}</code>,
        remove: () => setFilterText(withoutTerm(text, source)),
      })),
  ];
}

/** One group of the Library is told by the sidebar alone: the list does not jump for it. */
const saysMore = ({ labels, trackers, collections }: FiltersState, chips: readonly Chip[]): boolean =>
  chips.length > 1 || labels.size + trackers.size + collections.size > 0 || chips.some(({ key }) => key.startsWith('token-'));

export function FilterBar() {
  const state = useStore(filters);
  const chips = chipsOf(state);
  if (!saysMore(state, chips)) return null;
  return (
    <section className="filter-bar" aria-label={t('filterBar.label')} data-testid="filter-bar">
      {chips.map(({ key, name, drawn, remove }) => (
        <span key={key} className="chip" data-testid="filter-chip">
          <span className="cut">{drawn ?? name}</span>
          <button type="button" aria-label={t('filterBar.remove', { name: foreign(name) })} onClick={remove}>
            <Icon name="close" />
          </button>
        </span>
      ))}
      <span className="grow" />
      <Button small data-testid="btn-clear-filters" onClick={clearFilters}>
        {t('common.clearFilter')}
      </Button>
    </section>
  );
}
