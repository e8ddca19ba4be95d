/** What is selected outlives a restart: it is kept with the preferences a moment after it has changed. */
import { changePreferences, preferences } from './preferences.js';
import { restoreSelection, selection } from './selection.js';
import { torrents } from './torrents.js';

const REST_MS = 1000;
const MOST = 5000;

/** Selects what was selected once the rows are there, then keeps what is; returns what stops it. */
export function keepSelection(): () => void {
  let restored = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { selected, focus } = selection.getState();
    changePreferences({ selected: [...selected].slice(0, MOST), focused: focus });
  };
  const restore = (): void => {
    if (restored || !torrents.getState().loaded) return;
    restored = true;
    const kept = preferences.getState().preferences;
    if (selection.getState().selected.size === 0) restoreSelection(kept.selected, kept.focused);
  };
  const stops = [
    torrents.subscribe(restore),
    selection.subscribe((now, before) => {
      if (!restored || (now.selected === before.selected && now.focus === before.focus)) return;
      timer ??= setTimeout(save, REST_MS);
    }),
  ];
  const leave = (): void => {
    if (timer !== undefined) save();
  };
  window.addEventListener('pagehide', leave);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', leave);
    for (const stop of stops) stop();
  };
}
