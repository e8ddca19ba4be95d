/** What lies over the window: one thing at a time, or nothing. */
import { createStore } from 'zustand/vanilla';

export type Overlay =
  | { readonly kind: 'palette' }
  /** The chooser of a label for what is selected. */
  | { readonly kind: 'choose-label' }
  | { readonly kind: 'keys' }
  /** Of what is selected, or of everything. */
  | { readonly kind: 'limits' }
  /** null: a new one. */
  | { readonly kind: 'label'; readonly name: string | null }
  | { readonly kind: 'collection'; readonly name: string | null; readonly query: string };

export const overlay = createStore<{ readonly open: Overlay | null }>(() => ({ open: null }));

export const showOverlay = (open: Overlay): void => overlay.setState({ open });
export const closeOverlay = (): void => overlay.setState({ open: null });
