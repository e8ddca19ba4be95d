/** What each command of the menu and the keyboard does. */
import type { Theme } from '../../electron/contract/index.js';
import { copyMagnets, openFileDialog, pasteLink, pauseOrResumeSelected } from '../stores/actions.js';
import { DETAILS_TABS } from '../stores/details.js';
import { filters, setFilterText } from '../stores/filters.js';
import { changePreferences, preferences } from '../stores/preferences.js';
import { removeTorrents, removeWithData, undoRemove } from '../stores/removal.js';
import { clearSelection, selectAllTorrents, selectedRows } from '../stores/selection.js';
import type { AppCommand } from './shortcuts.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const PANES = [
  '.side [aria-current]',
  '[role=grid] [role=row][tabindex="0"]',
  '[role=tab][tabindex="0"]',
  '.toast button',
  '.toolbar .btn',
];

export function runCommand(command: AppCommand): void {
  const now = preferences.getState().preferences;
  switch (command) {
    case 'open-file':
      return openFileDialog();
    case 'paste-link':
      return pasteLink();
    case 'find':
      window.dispatchEvent(new Event('shoal:find'));
      return;
    case 'select-all':
      return selectAllTorrents();
    case 'copy-magnet':
      return copyMagnets(selectedRows());
    case 'pause-resume':
      return pauseOrResumeSelected();
    case 'remove':
      return void removeTorrents(selectedRows());
    case 'remove-data':
      return void removeWithData(selectedRows());
    case 'undo':
      return void undoRemove();
    case 'toggle-details':
      return changePreferences({ detailsVisible: !now.detailsVisible });
    case 'toggle-sidebar':
      return changePreferences({ sidebarVisible: !now.sidebarVisible });
    case 'theme-next':
      return changePreferences({ theme: THEMES[(THEMES.indexOf(now.theme) + 1) % THEMES.length] ?? 'system' });
    case 'next-pane':
      return cyclePane(1);
    case 'previous-pane':
      return cyclePane(-1);
    case 'escape':
      if (filters.getState().text !== '') setFilterText('');
      else clearSelection();
      return;
    default:
      return showTab(Number(command.slice(4)));
  }
}

function showTab(number: number): void {
  const tab = DETAILS_TABS[number - 1];
  if (tab !== undefined) changePreferences({ detailsTab: tab, detailsVisible: true });
}

/** Moves the keyboard focus to the next part of the window that there is. */
function cyclePane(side: 1 | -1): void {
  const stops = PANES.map((selector) => document.querySelector<HTMLElement>(selector)).filter((stop) => stop !== null);
  const paneOf = (el: Element | null): Element | null => el?.closest('.side, [role=grid], .pane, .toasts, .toolbar') ?? null;
  const here = paneOf(document.activeElement);
  const at = stops.findIndex((stop) => paneOf(stop) === here);
  stops[at < 0 ? 0 : (at + side + stops.length) % stops.length]?.focus();
}
