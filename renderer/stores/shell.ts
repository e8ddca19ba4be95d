/** What the shell told about itself, and what it is told about the window. */
import { createStore } from 'zustand/vanilla';
import type { ShellInfo, ShoalBridge, TorrentId } from '../../electron/contract/index.js';
import { client } from '../bridge/client.js';

export const shell = createStore<{ readonly info: ShellInfo | null }>(() => ({ info: null }));

export const platform = (): ShoalBridge['platform'] => client().platform;

/** Tells which rows are on screen. */
export const tellVisibleRows = (ids: readonly TorrentId[]): void => client().send({ kind: 'visible-rows', ids });

/** The system has another accent colour. */
export const takeAccent = (accent: string | null): void =>
  shell.setState(({ info }) => ({ info: info === null ? null : { ...info, accent } }));
