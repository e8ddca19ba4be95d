/** Labels, which the engine keeps, and smart collections, which the window's preferences keep. */
import type { ErrorView, Label, Preferences } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { filterAsText, filters, setFilterText, showAll } from './filters.js';
import { notifyError } from './notices.js';
import { showOverlay } from './overlay.js';
import { changePreferences, preferences } from './preferences.js';
import { torrents } from './torrents.js';
import { remember } from './undo.js';

export type Collection = Preferences['collections'][number];

export const labelsNow = (): readonly Label[] => torrents.getState().session?.labels ?? [];
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Another one has this name. */
export const labelTaken = (name: string, own: string | null): boolean =>
  labelsNow().some((label) => same(label.name, name) && (own === null || !same(label.name, own)));
export const collectionTaken = (name: string, own: string | null): boolean =>
  preferences.getState().preferences.collections.some((each) => same(each.name, name) && each.name !== own);

async function saveLabels(labels: readonly Label[]): Promise<ErrorView | null> {
  const answer = await invoke('settings.set', { changes: { labels } });
  return answer.ok ? null : answer.error;
}

/** Keeps a label as it was edited; `former`: its name until now, null for a new one. Taking it back gives the one before. */
export async function saveLabel(former: string | null, label: Label): Promise<void> {
  const before = labelsNow();
  const old = before.find((each) => former !== null && same(each.name, former));
  const error = await replaceLabel(old ?? null, label, before);
  if (error !== null) {
    notifyError(error);
    return;
  }
  if (old !== undefined) {
    remember({ kind: 'filed', what: 'labelChanged', name: label.name }, () => replaceLabel(label, old, labelsNow()));
  }
}

async function replaceLabel(old: Label | null, label: Label, all: readonly Label[]): Promise<ErrorView | null> {
  if (old !== null && old.name !== label.name) {
    const renamed = await invoke('labels.rename', { from: old.name, to: label.name });
    if (!renamed.ok) return renamed.error;
  }
  const rest = all.filter((each) => old === null || !same(each.name, old.name));
  return saveLabels([...rest, label].sort((a, b) => a.name.localeCompare(b.name)));
}

/** A label goes; its torrents stay. Taking it back labels them again. */
export async function deleteLabel(name: string): Promise<void> {
  const label = labelsNow().find((each) => same(each.name, name));
  const ids = [...torrents.getState().rows.values()].filter((row) => row.label !== null && same(row.label, name)).map((row) => row.id);
  const answer = await invoke('labels.delete', { name });
  if (!answer.ok) {
    notifyError(answer.error);
    return;
  }
  if (label === undefined) return;
  remember({ kind: 'filed', what: 'labelDeleted', name }, async () => {
    const error = await replaceLabel(null, label, labelsNow());
    if (error !== null || ids.length === 0) return error;
    const again = await invoke('torrents.setLabel', { ids, label: label.name });
    return again.ok ? null : again.error;
  });
}

// ---- smart collections ----

const collectionsNow = (): readonly Collection[] => preferences.getState().preferences.collections;

export function saveCollection(former: string | null, collection: Collection): void {
  const rest = collectionsNow().filter((each) => each.name !== former);
  changePreferences({ collections: [...rest, collection].sort((a, b) => a.name.localeCompare(b.name)) });
  filters.setState({ collections: new Map() });
}

export function deleteCollection(name: string): void {
  const before = collectionsNow();
  changePreferences({ collections: before.filter((each) => each.name !== name) });
  const chosen = new Map(filters.getState().collections);
  if (chosen.delete(name)) filters.setState({ collections: chosen });
  remember({ kind: 'filed', what: 'collectionDeleted', name }, async () => {
    changePreferences({ collections: before });
    return null;
  });
}

/** Opens the dialog that makes a smart collection of what the list is narrowed to. */
export const collectFilter = (): void => showOverlay({ kind: 'collection', name: null, query: filterAsText(filters.getState()) });

/** Puts the text of a collection into the filter. */
export function spellOut({ query }: Collection): void {
  showAll();
  setFilterText(query);
}
