/** What a window tells the engine about what it shows. One-way, frequent, never answered. */
import type { TorrentId } from '../../engine/api/ids.js';
import type { DetailsRequest } from '../../engine/api/view-messages.js';

export type ViewControl =
  | { readonly kind: 'ready' } // the page listens; the snapshot may come
  | { readonly kind: 'visible'; readonly visible: boolean }
  | { readonly kind: 'visible-rows'; readonly ids: readonly TorrentId[] }
  | { readonly kind: 'more' } // a snapshot chunk is taken in; the next may come
  | { readonly kind: 'details'; readonly request: DetailsRequest | null };
