/** What the commands about torrents do to rows: those selected, as a menu, a key or the palette asks for it. */
import type { DoableCommandId } from '../../electron/contract/app-commands.js';
import type { TorrentId, TorrentRow } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { canPause, canResume } from '../format/status-words.js';
import { copyMagnets, runOn, showInFolder } from './actions.js';
import { type Option, setOption, setPriority } from './edits.js';
import { notifyError } from './notices.js';
import { showOverlay } from './overlay.js';
import { removeTorrents, removeWithData } from './removal.js';
import { startRenaming } from './renaming.js';

type Rows = readonly TorrentRow[];

const COMMANDS = {
  'show-in-folder': ([first]: Rows) => first !== undefined && showInFolder(first.id),
  pause: (rows: Rows) => runOn('torrents.pause', idsOf(rows.filter(canPause))),
  resume: (rows: Rows) => runOn('torrents.resume', idsOf(rows.filter(canResume))),
  'pause-resume': (rows: Rows): void => runOnTorrents(rows.some(canPause) ? 'pause' : 'resume', rows),
  'force-start': (rows: Rows) => runOn(rows.every(({ forced }) => forced) ? 'torrents.resume' : 'torrents.forceStart', idsOf(rows)),
  rename: ([first]: Rows) => first !== undefined && startRenaming(first.id),
  label: () => showOverlay({ kind: 'choose-label' }),
  'priority-high': (rows: Rows) => setPriority(rows, 'high'),
  'priority-normal': (rows: Rows) => setPriority(rows, 'normal'),
  'priority-low': (rows: Rows) => setPriority(rows, 'low'),
  sequential: (rows: Rows) => toggle(rows, 'sequential'),
  'first-last': (rows: Rows) => toggle(rows, 'firstLast'),
  'super-seed': (rows: Rows) => toggle(rows, 'superSeed'),
  'queue-top': (rows: Rows) => moveInQueue(rows, 'top'),
  'queue-up': (rows: Rows) => moveInQueue(rows, 'up'),
  'queue-down': (rows: Rows) => moveInQueue(rows, 'down'),
  'queue-bottom': (rows: Rows) => moveInQueue(rows, 'bottom'),
  recheck: (rows: Rows) => runOn('torrents.recheck', idsOf(rows)),
  announce: (rows: Rows) => runOn('torrents.announce', idsOf(rows)),
  'copy-magnet': copyMagnets,
  remove: removeTorrents,
  'remove-data': removeWithData,
} as const satisfies { readonly [N in DoableCommandId]?: (rows: Rows) => unknown };

export type TorrentCommandId = keyof typeof COMMANDS;

export const isTorrentCommand = (id: DoableCommandId): id is TorrentCommandId => id in COMMANDS;

/** Carries a command out on rows; on none it does nothing. */
export function runOnTorrents(id: TorrentCommandId, rows: Rows): void {
  if (rows.length > 0) void COMMANDS[id](rows);
}

/** On for all of them, or off when it was on for all. */
const toggle = (rows: Rows, option: Option): Promise<void> => setOption(rows, option, !rows.every((row) => row[option]));

async function moveInQueue(rows: Rows, to: 'up' | 'down' | 'top' | 'bottom'): Promise<void> {
  const answer = await invoke('torrents.moveInQueue', { ids: idsOf(rows), to });
  if (!answer.ok) notifyError(answer.error);
}

const idsOf = (rows: Rows): readonly TorrentId[] => rows.map((row) => row.id);
