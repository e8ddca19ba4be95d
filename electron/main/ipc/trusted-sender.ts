/** Who may speak to main: the main frame of a window of ours, showing our page. */
import type { WebContents, WebFrameMain } from 'electron';
import { isPageUrl } from '../security/page-address.js';

export interface Sender {
  readonly webContentsId: number;
  /** null: the frame is gone. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
}

/** Whether a message from this sender is acted on. `isOurWindow` knows the page's window by its web contents. */
export function isTrustedSender(sender: Sender, isOurWindow: (webContentsId: number) => boolean, devOrigin: string | null): boolean {
  return sender.isMainFrame && sender.frameUrl !== null && isOurWindow(sender.webContentsId) && isPageUrl(sender.frameUrl, devOrigin);
}

/** The facts about an IPC event's sender; a frame that is already gone gives none. */
export function senderOf(event: { readonly sender: Pick<WebContents, 'id'>; readonly senderFrame: WebFrameMain | null }): Sender {
  try {
    const frame = event.senderFrame;
    return { webContentsId: event.sender.id, frameUrl: frame?.url ?? null, isMainFrame: frame !== null && frame.parent === null };
  } catch {
    return { webContentsId: -1, frameUrl: null, isMainFrame: false };
  }
}
