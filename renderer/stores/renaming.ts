/** Which torrent's name is a field in its row; null for none. */
import { createStore } from 'zustand/vanilla';
import type { TorrentId } from '../../electron/contract/index.js';

export const renaming = createStore<{ readonly id: TorrentId | null }>(() => ({ id: null }));

export const startRenaming = (id: TorrentId): void => renaming.setState({ id });
export const stopRenaming = (): void => renaming.setState({ id: null });
