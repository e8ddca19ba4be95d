/**
 * What the list is narrowed to: things chosen in the sidebar (one of several inside a section, all sections together) and
 * what was typed. A smart collection is a saved text.
 */
import { createStore } from 'zustand/vanilla';
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { type FigureToken, parseQuery, quoted, type StateName, type Term } from './filter-query.js';
import { type Group, inGroup } from './groups.js';
import { haystackOf } from './haystack.js';

export interface FiltersState {
  /** Of the Library; empty: all. */
  readonly groups: ReadonlySet<Group>;
  readonly labels: ReadonlySet<string>;
  readonly trackers: ReadonlySet<string>;
  /** The texts of the smart collections that are chosen, by name. */
  readonly collections: ReadonlyMap<string, string>;
  readonly text: string;
  /** Torrents with a file whose name has the words of the text; null: nobody looked. */
  readonly withFile: ReadonlySet<TorrentId> | null;
}
export type FilterSection = 'groups' | 'labels' | 'trackers';

const NOTHING: FiltersState = {
  groups: new Set(),
  labels: new Set(),
  trackers: new Set(),
  collections: new Map(),
  text: '',
  withFile: null,
};

export const filters = createStore<FiltersState>(() => NOTHING);

export const clearFilters = (): void => filters.setState(NOTHING);
/** Another text: which files match it is not known yet. */
export const setFilterText = (text: string): void => filters.setState({ text, withFile: null });
/** Everything of the Library again, whatever the section. */
export const showAll = (): void => filters.setState({ ...NOTHING, text: filters.getState().text, withFile: filters.getState().withFile });

export const isNarrowedBySidebar = ({ groups, labels, trackers, collections }: FiltersState): boolean =>
  groups.size + labels.size + trackers.size + collections.size > 0;
export const isNarrowed = (state: FiltersState): boolean => isNarrowedBySidebar(state) || state.text.trim() !== '';

/** A click in the sidebar: alone it is the one choice of its section (or none, if it was), with Mod one more or less. */
export function choose(section: FilterSection, value: string, more: boolean): void {
  const chosen = filters.getState()[section] as ReadonlySet<string>;
  const only = chosen.size === 1 && chosen.has(value);
  const next = more ? new Set(chosen) : new Set<string>();
  if (more ? !next.delete(value) : !only) next.add(value);
  filters.setState({ [section]: next });
}

/** The same for a smart collection, whose text counts. */
export function chooseCollection(name: string, text: string, more: boolean): void {
  const chosen = filters.getState().collections;
  const only = chosen.size === 1 && chosen.has(name);
  const next = more ? new Map(chosen) : new Map<string, string>();
  if (more ? !next.delete(name) : !only) next.set(name, text);
  filters.setState({ collections: next });
}

/** How many torrents a text matches, as far as it can be told without their files. */
export function matchCount(text: string, rows: Iterable<TorrentRow>, now: number): number {
  const keep = rowFilter({ ...NOTHING, text }, now);
  let count = 0;
  for (const row of rows) if (keep(row)) count++;
  return count;
}

/** A predicate for rows. `now`: what ages are counted from, Unix milliseconds. */
export function rowFilter(state: FiltersState, now: number): (row: TorrentRow) => boolean {
  const { groups, labels, trackers, withFile } = state;
  const typed = parseQuery(state.text);
  const saved = [...state.collections.values()].map(parseQuery);
  const words = typed.filter((term) => term.kind === 'word');
  const others = typed.filter((term) => term.kind !== 'word');
  // words look into files, too, unless a token asks for a file by itself
  const wordsInFiles = others.some((term) => term.kind === 'named' && term.name === 'file') ? null : withFile;
  return (row) => {
    if (groups.size > 0 && ![...groups].some((group) => inGroup(row, group))) return false;
    if (labels.size > 0 && !labels.has(row.label ?? '')) return false;
    if (trackers.size > 0 && !row.trackers.some((host) => trackers.has(host))) return false;
    if (saved.length > 0 && !saved.some((terms) => terms.every((term) => holds(row, term, now)))) return false;
    if (!others.every((term) => holds(row, term, now, withFile))) return false;
    return words.length === 0 || words.every((term) => holds(row, term, now)) || (wordsInFiles?.has(row.id) ?? false);
  };
}

function holds(row: TorrentRow, term: Term, now: number, withFile: ReadonlySet<TorrentId> | null = null): boolean {
  return matches(row, term, now, withFile) !== term.negated;
}

function matches(row: TorrentRow, term: Term, now: number, withFile: ReadonlySet<TorrentId> | null): boolean {
  switch (term.kind) {
    case 'word':
      return haystackOf(row).includes(term.text);
    case 'figure': {
      const figure = FIGURES[term.name](row, now);
      return figure !== null && (term.above ? figure > term.value : figure < term.value);
    }
    case 'named':
      return term.values.some((value) => named(row, term.name, value, withFile));
  }
}

function named(row: TorrentRow, name: string, value: string, withFile: ReadonlySet<TorrentId> | null): boolean {
  switch (name) {
    case 'is':
      return isIn(row, value);
    case 'label':
      return (row.label ?? '').toLowerCase() === value;
    case 'tracker':
      return row.trackers.some((host) => host.includes(value));
    case 'path':
      return row.savePath.toLowerCase().includes(value);
    case 'hash':
      return `${row.infoHashV1 ?? ''} ${row.infoHashV2 ?? ''}`.includes(value);
    default:
      return withFile?.has(row.id) ?? true; // `file`: the engine knows the names
  }
}

function isIn(row: TorrentRow, state: string): boolean {
  switch (state as StateName) {
    case 'queued':
    case 'checking':
    case 'moving':
      return row.status.kind === state;
    case 'waiting':
      return row.status.kind === 'waiting-for-peers';
    case 'active':
      return row.downBps + row.upBps > 0;
    case 'forced':
      return row.forced;
    case 'private':
      return row.private;
    case 'unlabelled':
      return row.label === null;
    default:
      return inGroup(row, state as Group);
  }
}

const age = (at: number | null, now: number): number | null => (at === null ? null : Math.max(0, (now - at) / 1000));

const FIGURES: Readonly<Record<FigureToken, (row: TorrentRow, now: number) => number | null>> = {
  size: (row) => row.sizeBytes,
  done: (row) => row.doneBytes,
  left: (row) => row.wantedBytes - row.doneBytes,
  ratio: (row) =>
    row.downloadedBytes > 0 ? row.uploadedBytes / row.downloadedBytes : row.doneBytes > 0 ? row.uploadedBytes / row.doneBytes : null,
  progress: (row) => (row.sizeBytes === null ? null : row.wantedBytes > 0 ? row.doneBytes / row.wantedBytes : 1),
  down: (row) => row.downBps,
  up: (row) => row.upBps,
  seeds: (row) => row.connectedSeeds,
  peers: (row) => row.connectedLeeches,
  added: (row, now) => age(row.addedAt, now),
  completed: (row, now) => age(row.completedAt, now),
  active: (row, now) => age(row.activeAt, now),
  eta: (row) => row.etaSeconds,
};

/** Everything that narrows the list, as one text that does the same: what a smart collection keeps. */
export function filterAsText({ groups, labels, trackers, text }: FiltersState): string {
  const token = (name: string, values: ReadonlySet<string>): string[] =>
    values.size === 0 ? [] : [`${name}:${[...values].map(quoted).join(',')}`];
  return [...token('is', groups), ...token('label', labels), ...token('tracker', trackers), text.trim()].filter(Boolean).join(' ');
}
