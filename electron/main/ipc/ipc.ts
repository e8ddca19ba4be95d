/** Joins the two incoming channels to their parsers. Everything they accept has been checked by then. */
import { ipcMain } from 'electron';
import { INVOKE_CHANNEL, SEND_CHANNEL } from '../../contract/channel.js';
import type { Log } from '../log.js';
import type { PageStream } from './page-stream.js';
import { createRouter, type RouterHost } from './router.js';
import { isTrustedSender, senderOf } from './trusted-sender.js';
import { parseViewControl } from './view-control-parser.js';

export interface IpcHost extends RouterHost {
  readonly log: Log;
  streamOf(webContentsId: number): PageStream | null;
}

/** Once, when the app is ready. */
export function listenToPages(host: IpcHost): void {
  const route = createRouter(host);
  ipcMain.handle(INVOKE_CHANNEL, (event, request: unknown) => route(senderOf(event), request));
  ipcMain.on(SEND_CHANNEL, (event, message: unknown) => {
    const sender = senderOf(event);
    const control = isTrustedSender(sender, (id) => host.isOurWindow(id), host.devOrigin) ? parseViewControl(message) : null;
    if (control === null) host.log.warn('dropped a message that is not a view control');
    else host.streamOf(sender.webContentsId)?.receive(control);
  });
}
