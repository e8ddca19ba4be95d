/** The person's preferences for the window, kept by the shell. Changes show at once and are saved a moment later. */
import { createStore } from 'zustand/vanilla';
import { DEFAULT_PREFERENCES } from '../../electron/contract/default-preferences.js';
import type { Preferences } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';

const SAVE_DELAY_MS = 300;

export const preferences = createStore<{ readonly preferences: Preferences }>(() => ({ preferences: DEFAULT_PREFERENCES }));

let unsaved: Partial<Preferences> = {};
let timer: ReturnType<typeof setTimeout> | null = null;

/** Takes what the shell says; fields not yet saved here stay as the person just set them. */
export function takePreferences(from: Preferences): void {
  preferences.setState({ preferences: { ...DEFAULT_PREFERENCES, ...from, ...unsaved } });
}

/** Changes preferences now and saves them soon. */
export function changePreferences(changes: Partial<Preferences>): void {
  preferences.setState((state) => ({ preferences: { ...state.preferences, ...changes } }));
  unsaved = { ...unsaved, ...changes };
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(savePreferences, SAVE_DELAY_MS);
}

/** Saves what is waiting to be saved. */
export function savePreferences(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (Object.keys(unsaved).length === 0) return;
  const changes = unsaved;
  unsaved = {};
  void invoke('preferences.set', { changes });
}
