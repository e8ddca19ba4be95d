/** What a drag carries, as far as the browser tells before the drop: kinds and types, no names. Pure. */

export interface DragLike {
  readonly kind: string;
  readonly type: string;
}
export interface DragSummary {
  /** Files that may be torrents, and texts that may hold links. */
  readonly good: number;
  /** Files that are surely something else. */
  readonly bad: number;
  /** What the first unwanted file is; null when its type says nothing. */
  readonly badType: string | null;
}

const TORRENT_TYPE = 'application/x-bittorrent';
/** Types that a torrent file may be announced with. */
const UNKNOWN_TYPES = new Set(['', TORRENT_TYPE, 'application/octet-stream', 'application/torrent']);

export function summarizeDrag(items: readonly DragLike[]): DragSummary {
  let good = 0;
  let bad = 0;
  let badType: string | null = null;
  let text = false;
  for (const item of items) {
    if (item.kind === 'string') text = text || item.type === 'text/plain' || item.type === 'text/uri-list';
    else if (UNKNOWN_TYPES.has(item.type)) good++;
    else {
      bad++;
      badType ??= item.type;
    }
  }
  if (good === 0 && bad === 0 && text) good = 1;
  return { good, bad, badType };
}

/** Splits dropped files into those worth reading and the others, by name. */
export function sortDropped<F extends { readonly name: string }>(
  files: readonly F[],
): { readonly good: readonly F[]; readonly bad: readonly F[] } {
  const isTorrent = (file: F): boolean => file.name.toLowerCase().endsWith('.torrent');
  return { good: files.filter(isTorrent), bad: files.filter((file) => !isTorrent(file)) };
}
