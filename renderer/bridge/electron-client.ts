/** The preload's bridge, if this page runs in the app. */
import type { ShoalBridge } from '../../electron/contract/index.js';

declare global {
  interface Window {
    readonly shoal?: ShoalBridge;
  }
}

/** The bridge that the preload put on the window; null in a plain browser. */
export function electronClient(): ShoalBridge | null {
  return window.shoal ?? null;
}
