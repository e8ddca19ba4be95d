/** Short messages over the window. Each has a life that pauses while it is pointed at or holds the keyboard focus. */
import { createStore } from 'zustand/vanilla';
import type { ErrorView, TorrentId } from '../../electron/contract/index.js';

export type NoticeBody =
  | { readonly kind: 'removed'; readonly ids: readonly TorrentId[]; readonly names: readonly string[] }
  /** Torrents were changed, and it can be taken back. */
  | { readonly kind: 'edited'; readonly edit: 'labelled' | 'prioritySet' | 'limitsSet' | 'optionsSet'; readonly count: number }
  | { readonly kind: 'renamed'; readonly name: string }
  | { readonly kind: 'filed'; readonly what: 'labelChanged' | 'labelDeleted' | 'collectionDeleted'; readonly name: string }
  | { readonly kind: 'complete'; readonly ids: readonly TorrentId[]; readonly names: readonly string[] }
  | { readonly kind: 'duplicate'; readonly name: string }
  | { readonly kind: 'invalid'; readonly fileName: string; readonly reason: string }
  | { readonly kind: 'error'; readonly error: ErrorView; readonly name: string | null }
  | { readonly kind: 'info'; readonly text: string };

export interface Notice {
  readonly key: number;
  readonly body: NoticeBody;
  readonly lifeMs: number;
}

const LIFE_MS: Readonly<Record<NoticeBody['kind'], number>> = {
  removed: 8000,
  edited: 8000,
  renamed: 8000,
  filed: 8000,
  complete: 8000,
  duplicate: 6000,
  invalid: 12_000,
  error: 12_000,
  info: 4000,
};
const SHOWN = 4;
const MERGE_MS = 5000;

export const notices = createStore<{ readonly list: readonly Notice[] }>(() => ({ list: [] }));

let nextKey = 1;
let lastComplete: { key: number; at: number } | null = null;

/** Shows a notice; finished downloads within five seconds become one. Returns its key. */
export function notify(body: NoticeBody, now: number = Date.now()): number {
  const key = nextKey++;
  let shown = body;
  let list = notices.getState().list;
  if (body.kind === 'complete') {
    const merged = lastComplete === null || now - lastComplete.at > MERGE_MS ? undefined : list.find((n) => n.key === lastComplete?.key);
    if (merged?.body.kind === 'complete') {
      shown = { kind: 'complete', ids: [...merged.body.ids, ...body.ids], names: [...merged.body.names, ...body.names] };
      list = list.filter((n) => n !== merged);
    }
    lastComplete = { key, at: now };
  }
  if (body.kind === 'info') list = list.filter((n) => n.body.kind !== 'info');
  notices.setState({ list: [...list, { key, body: shown, lifeMs: LIFE_MS[body.kind] }].slice(-SHOWN) });
  return key;
}

export function dismiss(key: number): void {
  notices.setState((state) => ({ list: state.list.filter((notice) => notice.key !== key) }));
}

export const notifyError = (error: ErrorView, name: string | null = null): number => notify({ kind: 'error', error, name });
