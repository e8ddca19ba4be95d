/**
 * The Add dialog: what was opened, what is chosen, where it goes. Magnet links are added at once but held, so that
 * their details can be fetched; nothing of them is downloaded before the person accepts.
 */
import { createStore } from 'zustand/vanilla';
import type { OpenTarget, PreviewFile, TorrentId, TorrentPreview, TorrentRow, TorrentSource } from '../../electron/contract/index.js';
import { errorWords } from '../../i18n/format/error-words.js';
import { invoke } from '../bridge/client.js';
import { type AddItem, ALL_WANTED, isAddable, NONE_WANTED, wantedArgument, withWanted } from './add-item.js';
import { notify, notifyError } from './notices.js';
import { revealTorrent } from './selection.js';
import { fetchFiles, lastIndexOf } from './torrent-files.js';
import { torrents } from './torrents.js';

export interface AddState {
  readonly items: readonly AddItem[];
  readonly current: number | null;
  readonly savePath: string;
  readonly startNow: boolean;
  readonly freeBytes: number | null;
}

const CLOSED: AddState = { items: [], current: null, savePath: '', startNow: true, freeBytes: null };

export const add = createStore<AddState>(() => CLOSED);

let nextKey = 1;
let chain: Promise<void> = Promise.resolve();
/** Magnets the person accepted before their details came. */
const accepted = new Map<TorrentId, { readonly savePath: string; readonly paused: boolean }>();
const loading = new Set<TorrentId>();

/** Opens targets one batch after another, so that the same link twice is seen as such. */
export function openTargets(targets: readonly OpenTarget[]): Promise<void> {
  chain = chain.then(() => openBatch(targets));
  return chain;
}

async function openBatch(targets: readonly OpenTarget[]): Promise<void> {
  const found: AddItem[] = [];
  const folder = add.getState().savePath || (await downloadFolder());
  for (const target of targets) {
    const item = await itemFor(target, folder, found);
    if (item !== null) found.push(item);
  }
  const open = add.getState().items.length > 0;
  if (open || found.some(isAddable)) showItems(found, folder);
  else for (const item of found) tellAlone(item);
}

/** Where new downloads go. At the very start the settings know it before the first snapshot has come. */
async function downloadFolder(): Promise<string> {
  const { session } = torrents.getState();
  if (session !== null) return session.downloadFolder;
  const answer = await invoke('settings.get', {});
  return answer.ok ? answer.value.downloadFolder : '';
}

function showItems(found: readonly AddItem[], folder: string): void {
  if (found.length === 0) return;
  const { session } = torrents.getState();
  add.setState((state) => {
    const opening = state.items.length === 0;
    const first = found.find(isAddable) ?? found[0];
    return {
      items: [...state.items, ...found],
      current: opening ? (first?.key ?? null) : state.current,
      savePath: opening ? folder : state.savePath,
      freeBytes: opening ? (session?.freeBytes ?? null) : state.freeBytes,
    };
  });
  void refreshFree();
  void refreshHeld();
}

/** Nothing to add: a short message says it, without a dialog. */
function tellAlone(item: AddItem): void {
  if (item.state === 'duplicate') {
    if (item.id !== null) revealTorrent(item.id);
    notify({ kind: 'duplicate', name: item.name });
  } else notify({ kind: 'invalid', fileName: item.name, reason: item.message ?? '' });
}

const blank = {
  bytes: null,
  infoHash: null,
  id: null,
  addedHere: false,
  files: [],
  fileCount: 0,
  totalBytes: 0,
  choice: ALL_WANTED,
  message: null,
} as const;

/** Makes the entry for a target; null when an entry for it is there already (which then is shown). */
async function itemFor(target: OpenTarget, savePath: string, siblings: readonly AddItem[]): Promise<AddItem | null> {
  const key = nextKey++;
  if (target.kind === 'rejected') return { ...blank, key, name: target.fileName, state: 'invalid', message: target.message };
  const source = target.kind === 'torrent' ? { kind: 'file' as const, bytes: target.bytes } : { kind: 'magnet' as const, uri: target.uri };
  const fallback = target.kind === 'torrent' ? target.fileName : target.uri;
  const preview = await invoke('torrents.preview', { source });
  if (!preview.ok) return { ...blank, key, name: fallback, state: 'invalid', message: errorWords(preview.error) };
  const { name, duplicateOf, totalBytes } = preview.value;
  if (duplicateOf !== null && source.kind === 'file') await supplyDetails(duplicateOf, source);
  if (duplicateOf !== null) return duplicateItem(key, name || fallback, duplicateOf, siblings);
  if (source.kind === 'file') {
    return { ...blank, key, name, state: 'ready', bytes: source.bytes, totalBytes: totalBytes ?? 0, ...filesOf(preview.value) };
  }
  const answer = await invoke('torrents.add', { source, savePath, hold: true });
  if (!answer.ok) return { ...blank, key, name: name || fallback, state: 'invalid', message: errorWords(answer.error) };
  if (answer.value.duplicate) return duplicateItem(key, name || fallback, answer.value.id, siblings);
  return { ...blank, key, name: name || fallback, state: 'fetching', id: answer.value.id, addedHere: true };
}

/** A file for a magnet that still asks peers for its details: adding it hands them over. */
async function supplyDetails(id: TorrentId, source: TorrentSource): Promise<void> {
  const row = torrents.getState().rows.get(id);
  if (row?.sizeBytes === null) await invoke('torrents.add', { source, savePath: row.savePath });
}

/** A long list comes in part: then none of it is kept, and the rows in view are fetched. */
function filesOf({ fileCount, files, infoHashV1, infoHashV2 }: TorrentPreview): Pick<AddItem, 'files' | 'fileCount' | 'infoHash'> {
  const count = fileCount ?? 0;
  return { files: files === null || files.length < count ? [] : files, fileCount: count, infoHash: infoHashV1 ?? infoHashV2 };
}

function duplicateItem(key: number, name: string, id: TorrentId, siblings: readonly AddItem[]): AddItem | null {
  const there = [...add.getState().items, ...siblings].find((item) => item.id === id);
  if (there !== undefined) {
    if (there.state !== 'duplicate' && add.getState().items.includes(there)) showItem(there.key);
    return null;
  }
  const row = torrents.getState().rows.get(id);
  if (row !== undefined && isHeldRow(row)) return { ...blank, key, name: row.name, state: 'fetching', id };
  return { ...blank, key, name: row?.name ?? name, state: 'duplicate', id };
}

const isHeldRow = (row: TorrentRow): boolean => row.status.kind === 'awaiting-choice' || row.status.kind === 'fetching-details';

/** Opens the dialog for a torrent in the list whose details wait for a choice. */
export async function openHeld(row: TorrentRow): Promise<void> {
  const there = add.getState().items.find((item) => item.id === row.id);
  if (there !== undefined) showItem(there.key);
  else showItems([{ ...blank, key: nextKey++, name: row.name, state: 'fetching', id: row.id }], row.savePath);
}

/** Looks after held torrents: loads file lists that have become known and accepts what was accepted before. */
export async function refreshHeld(): Promise<void> {
  const { rows } = torrents.getState();
  for (const [id, wish] of accepted) {
    const row = rows.get(id);
    if (row?.status.kind !== 'awaiting-choice') continue;
    accepted.delete(id);
    const answer = await invoke('torrents.accept', { id, savePath: wish.savePath, wanted: null, paused: wish.paused });
    if (!answer.ok) notifyError(answer.error, row.name);
  }
  for (const item of add.getState().items) {
    if (item.state !== 'fetching' || item.id === null || loading.has(item.id)) continue;
    const row = rows.get(item.id);
    if (row === undefined || row.sizeBytes === null || row.status.kind === 'fetching-details') continue;
    await loadFiles(item.key, item.id, row);
  }
}

async function loadFiles(key: number, id: TorrentId, { name, sizeBytes }: TorrentRow): Promise<void> {
  loading.add(id);
  const { files, total } = await fetchFiles(id);
  loading.delete(id);
  const totalBytes = files.length < total ? (sizeBytes ?? 0) : files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (total > 0) changeItem(key, (item) => ({ ...item, name, state: 'ready', files, fileCount: total, totalBytes }));
}

function changeItem(key: number, change: (item: AddItem) => AddItem): void {
  add.setState((state) => ({ items: state.items.map((item) => (item.key === key ? change(item) : item)) }));
}

export const showItem = (key: number): void => add.setState({ current: key });
export const setWanted = (key: number, files: readonly PreviewFile[], wanted: boolean): void =>
  changeItem(key, (item) => withWanted(item, files, wanted));
export const setAllWanted = (key: number, wanted: boolean): void =>
  changeItem(key, (item) => ({ ...item, choice: wanted ? ALL_WANTED : NONE_WANTED }));
export const setStartNow = (startNow: boolean): void => add.setState({ startNow });

/** Asks for another folder. */
export async function browseFolder(): Promise<void> {
  const answer = await invoke('shell.chooseFolder', { current: add.getState().savePath });
  if (!answer.ok) notifyError(answer.error);
  else if (answer.value !== null) {
    add.setState({ savePath: answer.value, freeBytes: null });
    void refreshFree();
  }
}

async function refreshFree(): Promise<void> {
  const path = add.getState().savePath;
  if (path === '') return;
  const answer = await invoke('session.freeSpace', { path });
  if (add.getState().savePath === path && answer.ok) add.setState({ freeBytes: answer.value.freeBytes });
}

/** Leaves one entry out; the last one closes the dialog. */
export function skipItem(key: number): void {
  const { items, current } = add.getState();
  const at = items.findIndex((item) => item.key === key);
  const item = items[at];
  if (item === undefined) return;
  dropHeld([item]);
  const rest = items.filter((other) => other !== item);
  if (rest.length === 0) add.setState(CLOSED);
  else add.setState({ items: rest, current: current === key ? (rest[Math.min(at, rest.length - 1)]?.key ?? null) : current });
}

/** Closes without adding anything. */
export function cancelAdd(): void {
  dropHeld(add.getState().items);
  add.setState(CLOSED);
}

function dropHeld(items: readonly AddItem[]): void {
  const ids = items.filter((item) => item.addedHere).flatMap((item) => (item.id === null ? [] : [item.id]));
  if (ids.length > 0) void invoke('torrents.remove', { ids, deleteData: false });
}

/** Adds everything that can be added and closes at once; failures come as notices. */
export async function confirmAdd(): Promise<void> {
  const { items, savePath, startNow } = add.getState();
  add.setState(CLOSED);
  let shown = false;
  for (const item of items.filter(isAddable)) {
    const id = await addItem(item, savePath, !startNow);
    if (id !== null && !shown) revealTorrent(id);
    shown = shown || id !== null;
  }
  void refreshHeld();
}

async function addItem(item: AddItem, savePath: string, paused: boolean): Promise<TorrentId | null> {
  const wanted = wantedArgument(item, await lastIndexOf(item));
  if (item.state === 'fetching' && item.id !== null) {
    accepted.set(item.id, { savePath, paused });
    return item.id;
  }
  if (item.id !== null) {
    const answer = await invoke('torrents.accept', { id: item.id, savePath, wanted, paused });
    if (!answer.ok) notifyError(answer.error, item.name);
    return item.id;
  }
  if (item.bytes === null) return null;
  const answer = await invoke('torrents.add', { source: { kind: 'file', bytes: item.bytes }, savePath, wanted, paused });
  if (!answer.ok) notifyError(answer.error, item.name);
  return answer.ok ? answer.value.id : null;
}
