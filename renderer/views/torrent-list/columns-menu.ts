/** The checklist of all columns: the system's own menu, at the heads. */
import { t } from '../../../i18n/runtime/words.js';
import { invoke } from '../../bridge/client.js';
import { noteMenu } from '../../stores/order.js';
import { changePreferences, preferences } from '../../stores/preferences.js';
import { isOn, NO_ARRANGEMENT, orderedColumns, toggleColumn } from './column-layout.js';
import { type ColumnId, FROZEN } from './columns.js';

export async function columnsMenu(): Promise<void> {
  const { columns } = preferences.getState().preferences;
  const entries = orderedColumns(columns).map((column) => ({
    id: column.id,
    label: t(`list.columns.${column.id}`),
    on: isOn(column, columns),
    fixed: FROZEN.has(column.id),
  }));
  noteMenu(true);
  const answer = await invoke('shell.columnsMenu', { columns: entries });
  noteMenu(false);
  if (!answer.ok || answer.value === null) return;
  if ('reset' in answer.value) resetColumns();
  else changePreferences({ columns: toggleColumn(columns, answer.value.id as ColumnId, answer.value.on) });
}

/** The columns as they come. */
export const resetColumns = (): void => changePreferences({ columns: NO_ARRANGEMENT });
