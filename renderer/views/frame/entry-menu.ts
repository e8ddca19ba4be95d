/** The menu of a label or a smart collection in the sidebar. */
import { invoke } from '../../bridge/client.js';
import { noteMenu } from '../../stores/order.js';

export async function entryMenu(kind: 'label' | 'collection'): Promise<'edit' | 'delete' | null> {
  noteMenu(true);
  const answer = await invoke('shell.entryMenu', { kind });
  noteMenu(false);
  return answer.ok ? answer.value : null;
}
