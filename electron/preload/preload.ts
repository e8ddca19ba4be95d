/**
 * The page's only way out: one frozen object, three channels, nothing else of Electron or Node. Sandboxed, so it
 * may load `electron` and types alone; the channel names are therefore written out and held to the contract's.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { Answer, INVOKE_CHANNEL, InvokeRequest, PUSH_CHANNEL, Push, SEND_CHANNEL, ShoalBridge } from '../contract/channel.js';

const INVOKE: typeof INVOKE_CHANNEL = 'shoal:invoke';
const SEND: typeof SEND_CHANNEL = 'shoal:send';
const PUSH: typeof PUSH_CHANNEL = 'shoal:push';

/** When main gives no answer at all, it is closing. */
const NO_ANSWER: Answer<never> = { ok: false, error: { code: 'cancelled', message: 'Shoal is closing.', facts: {} } };

const listeners = new Set<(push: Push) => void>();
ipcRenderer.on(PUSH, (_event: IpcRendererEvent, batch: readonly Push[]) => {
  for (const push of batch) for (const listener of listeners) deliver(listener, push);
});

/** One listener's failure must not cost the others the rest of the batch. */
function deliver(listener: (push: Push) => void, push: Push): void {
  try {
    listener(push);
  } catch (error) {
    console.error(error);
  }
}

const bridge: ShoalBridge = {
  invoke: (name, args) => ipcRenderer.invoke(INVOKE, { name, args } satisfies InvokeRequest).catch(() => NO_ANSWER),
  send: (control) => ipcRenderer.send(SEND, control),
  onPush: (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
};

contextBridge.exposeInMainWorld('shoal', Object.freeze(bridge));
