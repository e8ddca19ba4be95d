/** The native context menu of what is selected. */
import type { TorrentPriority, TorrentRow } from '../../electron/contract/index.js';
import { invoke } from '../bridge/client.js';
import { canPause, canResume } from '../format/status-words.js';
import { setLabel } from './edits.js';
import { labelsNow } from './labels.js';
import { noteMenu } from './order.js';
import { showOverlay } from './overlay.js';
import { selectedRows } from './selection.js';
import { isTorrentCommand, runOnTorrents } from './torrent-commands.js';

/** Asks, and does what was chosen. Rows keep their places while it is open. */
export async function torrentMenu(): Promise<void> {
  const rows = selectedRows();
  if (rows.length === 0) return;
  const label = common(rows, (row) => row.label);
  noteMenu(true);
  const answer = await invoke('shell.torrentMenu', {
    count: rows.length,
    canPause: rows.some(canPause),
    canResume: rows.some(canResume),
    forced: rows.every(({ forced }) => forced),
    sequential: rows.every(({ sequential }) => sequential),
    firstLast: rows.every(({ firstLast }) => firstLast),
    superSeed: rows.every(({ superSeed }) => superSeed),
    priority: common(rows, (row): TorrentPriority => row.priority) ?? null,
    ...(label === undefined ? {} : { label }),
    labels: labelsNow().map(({ name }) => name),
  });
  noteMenu(false);
  if (!answer.ok || answer.value === null) return;
  const choice = answer.value;
  if (typeof choice === 'object') void setLabel(rows, choice.label);
  else if (choice === 'limits') showOverlay({ kind: 'limits' });
  else if (isTorrentCommand(choice)) runOnTorrents(choice, rows);
}

/** What all of them have; undefined: they differ. */
function common<T>(rows: readonly TorrentRow[], of: (row: TorrentRow) => T): T | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const value = of(first);
  return rows.every((row) => of(row) === value) ? value : undefined;
}
