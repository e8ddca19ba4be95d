/** The window is the small one. */
import { createStore } from 'zustand/vanilla';
import { invoke } from '../bridge/client.js';
import { notifyError } from './notices.js';

export const mini = createStore<{ readonly on: boolean }>(() => ({ on: false }));

/** Makes the window small, or whole again; it is what the shell says it is. */
export async function setMini(on: boolean): Promise<void> {
  const answer = await invoke('shell.setMini', { on });
  if (answer.ok) mini.setState({ on: answer.value });
  else notifyError(answer.error);
}
