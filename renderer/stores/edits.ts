/** Changes to torrents that can be taken back: name, label, priority, limits, options. */
import type { ErrorView, TorrentId, TorrentPriority, TorrentRow } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { type NoticeBody, notifyError } from './notices.js';
import { remember } from './undo.js';

const idsOf = (rows: readonly TorrentRow[]): readonly TorrentId[] => rows.map((row) => row.id);

/** Rows by what they had before, so that taking it back is one command for each of these. */
function byFormer<T>(
  rows: readonly TorrentRow[],
  of: (row: TorrentRow) => T,
): readonly { readonly ids: readonly TorrentId[]; readonly former: T }[] {
  const groups = new Map<string, { ids: TorrentId[]; former: T }>();
  for (const row of rows) {
    const former = of(row);
    const key = JSON.stringify(former);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ids: [row.id], former });
    else group.ids.push(row.id);
  }
  return [...groups.values()];
}

type Change<T> = (ids: readonly TorrentId[], value: T) => Promise<ErrorView | null>;

/** Changes what rows have to one value; taking it back gives each its own again. */
async function change<T>(
  rows: readonly TorrentRow[],
  value: T,
  of: (row: TorrentRow) => T,
  set: Change<T>,
  said: NoticeBody,
): Promise<void> {
  const others = rows.filter((row) => JSON.stringify(of(row)) !== JSON.stringify(value));
  if (others.length === 0) return;
  const error = await set(idsOf(others), value);
  if (error !== null) {
    notifyError(error);
    return;
  }
  remember(said, async () => {
    for (const { ids, former } of byFormer(others, of)) {
      const failed = await set(ids, former);
      if (failed !== null) return failed;
    }
    return null;
  });
}

const edited = (edit: Extract<NoticeBody, { kind: 'edited' }>['edit'], rows: readonly TorrentRow[]): NoticeBody => ({
  kind: 'edited',
  edit,
  count: rows.length,
});

export const setLabel = (rows: readonly TorrentRow[], label: string | null): Promise<void> =>
  change(
    rows,
    label,
    (row) => row.label,
    async (ids, value) => errorOf(await invoke('torrents.setLabel', { ids, label: value })),
    edited('labelled', rows),
  );

export const setPriority = (rows: readonly TorrentRow[], priority: TorrentPriority): Promise<void> =>
  change(
    rows,
    priority,
    (row) => row.priority,
    async (ids, value) => errorOf(await invoke('torrents.setPriority', { ids, priority: value })),
    edited('prioritySet', rows),
  );

export interface Limits {
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
}

export const setLimits = (rows: readonly TorrentRow[], limits: Limits): Promise<void> =>
  change(
    rows,
    limits,
    ({ maxDownBps, maxUpBps }): Limits => ({ maxDownBps, maxUpBps }),
    async (ids, value) => errorOf(await invoke('torrents.setLimits', { ids, ...value })),
    edited('limitsSet', rows),
  );

/** Of everything together; taking it back sets those before. */
export async function setAllLimits(before: Limits, limits: Limits): Promise<void> {
  const set = async (next: Limits): Promise<ErrorView | null> => errorOf(await invoke('settings.set', { changes: { ...next } }));
  const error = await set(limits);
  if (error !== null) notifyError(error);
  else remember({ kind: 'edited', edit: 'limitsSet', count: 1 }, () => set(before));
}

export type Option = 'sequential' | 'firstLast' | 'superSeed';

export const setOption = (rows: readonly TorrentRow[], option: Option, on: boolean): Promise<void> =>
  change(
    rows,
    on,
    (row) => row[option],
    async (ids, value) => errorOf(await invoke('torrents.setOptions', { ids, [option]: value })),
    edited('optionsSet', rows),
  );

/** What the list calls it; nothing on the disk is renamed. */
export async function renameTorrent({ id, name }: TorrentRow, to: string): Promise<void> {
  const rename = async (next: string): Promise<ErrorView | null> => errorOf(await invoke('torrents.rename', { id, name: next }));
  const error = await rename(to);
  if (error !== null) notifyError(error);
  else remember({ kind: 'renamed', name: to }, () => rename(name));
}

const errorOf = (answer: { readonly ok: true } | { readonly ok: false; readonly error: ErrorView }): ErrorView | null =>
  answer.ok ? null : answer.error;
