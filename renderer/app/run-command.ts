/** What each command of the table does, whether a menu, a key or the palette asks for it. */
import type { DoableCommandId } from '../../electron/contract/app-commands.js';
import type { Density, Theme } from '../../electron/contract/index.js';
import { openFileDialog, pasteLink, pauseOrResumeAll } from '../stores/actions.js';
import { add } from '../stores/add.js';
import { DETAILS_TABS } from '../stores/details.js';
import { clearFilters, filters, isNarrowed } from '../stores/filters.js';
import { collectFilter } from '../stores/labels.js';
import { mini, setMini } from '../stores/mini.js';
import { overlay, showOverlay } from '../stores/overlay.js';
import { changePreferences, preferences } from '../stores/preferences.js';
import { clearSelection, selectAllTorrents, selectedRows } from '../stores/selection.js';
import { runOnTorrents, type TorrentCommandId } from '../stores/torrent-commands.js';
import { undoLast } from '../stores/undo.js';
import { resetColumns } from '../views/torrent-list/columns-menu.js';
import { cyclePane } from './panes.js';

const now = () => preferences.getState().preferences;
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const nextTheme = (): Theme => THEMES[(THEMES.indexOf(now().theme) + 1) % THEMES.length] ?? 'system';

const theme = (to: Theme) => (): void => changePreferences({ theme: to });
const density = (to: Density) => (): void => changePreferences({ density: to });
const tab = (index: number) => (): void => changePreferences({ detailsTab: DETAILS_TABS[index] ?? 'overview', detailsVisible: true });
const onSelected = (id: TorrentCommandId) => (): void => runOnTorrents(id, selectedRows());

const COMMANDS: Readonly<Record<DoableCommandId, () => void>> = {
  'open-file': openFileDialog,
  'paste-link': pasteLink,

  find: () => void window.dispatchEvent(new Event('shoal:find')),
  palette: () => showOverlay({ kind: 'palette' }),
  escape: () => (isNarrowed(filters.getState()) ? clearFilters() : clearSelection()),
  'clear-filter': clearFilters,
  'save-collection': collectFilter,
  'new-label': () => showOverlay({ kind: 'label', name: null }),

  'select-all': selectAllTorrents,
  'show-in-folder': onSelected('show-in-folder'),
  pause: onSelected('pause'),
  resume: onSelected('resume'),
  'pause-resume': onSelected('pause-resume'),
  'pause-resume-all': pauseOrResumeAll,
  'force-start': onSelected('force-start'),
  rename: onSelected('rename'),
  label: onSelected('label'),
  'priority-high': onSelected('priority-high'),
  'priority-normal': onSelected('priority-normal'),
  'priority-low': onSelected('priority-low'),
  limits: () => showOverlay({ kind: 'limits' }),
  sequential: onSelected('sequential'),
  'first-last': onSelected('first-last'),
  'super-seed': onSelected('super-seed'),
  'queue-top': onSelected('queue-top'),
  'queue-up': onSelected('queue-up'),
  'queue-down': onSelected('queue-down'),
  'queue-bottom': onSelected('queue-bottom'),
  recheck: onSelected('recheck'),
  announce: onSelected('announce'),
  'copy-magnet': onSelected('copy-magnet'),
  remove: onSelected('remove'),
  'remove-data': onSelected('remove-data'),
  undo: () => void undoLast(),

  'toggle-details': () => changePreferences({ detailsVisible: !now().detailsVisible }),
  'tab-1': tab(0),
  'tab-2': tab(1),
  'tab-3': tab(2),
  'tab-4': tab(3),
  'tab-5': tab(4),
  'tab-6': tab(5),
  'tab-7': tab(6),
  'details-side': () => changePreferences({ detailsSide: now().detailsSide === 'end' ? 'bottom' : 'end', detailsVisible: true }),
  'next-pane': () => cyclePane(1),
  'previous-pane': () => cyclePane(-1),
  'toggle-sidebar': () => changePreferences({ sidebarVisible: !now().sidebarVisible }),
  mini: () => void setMini(!mini.getState().on),
  'theme-next': () => changePreferences({ theme: nextTheme() }),
  'theme-system': theme('system'),
  'theme-light': theme('light'),
  'theme-dark': theme('dark'),
  'density-compact': density('compact'),
  'density-default': density('default'),
  'density-comfy': density('comfy'),
  'toggle-accent': () => changePreferences({ accent: now().accent === 'own' ? 'system' : 'own' }),
  'reset-columns': resetColumns,

  help: () => showOverlay({ kind: 'keys' }),
};

/** While something lies over the list, it stands still; these work all the same. */
const EVERYWHERE: ReadonlySet<DoableCommandId> = new Set(['open-file', 'paste-link', 'theme-next']);

const isCovered = (): boolean => add.getState().items.length > 0 || overlay.getState().open !== null;

/** Carries a command out, unless something lies over what it is about. Tells whether it did. */
export function runCommand(id: DoableCommandId): boolean {
  if (isCovered() && !EVERYWHERE.has(id)) return false;
  // in the small window there is no list
  if (mini.getState().on && id !== 'mini' && !EVERYWHERE.has(id)) return false;
  COMMANDS[id]();
  return true;
}
