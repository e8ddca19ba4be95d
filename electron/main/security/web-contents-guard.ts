/**
 * What no page may do, whatever it holds: embed web views, leave its address, open windows, ask for permissions or
 * devices, start downloads, or load anything that is not ours. Set up before the first window.
 */
import type { App, Session, WebContents } from 'electron';
import type { Log } from '../log.js';
import { isOurRequest, isPageUrl } from './page-address.js';

/** Guards every page the app ever makes. `devOrigin`: the development server, or null. */
export function guardWebContents(app: App, devOrigin: string | null, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, devOrigin, log));
}

function guard(contents: WebContents, devOrigin: string | null, log: Log): void {
  const refuse = (event: { preventDefault(): void; readonly url: string }): void => {
    // A development server reloads its own page; the real one is never navigated by itself.
    if (devOrigin !== null && isPageUrl(event.url, devOrigin)) return;
    event.preventDefault();
    log.warn(`refused to navigate to ${event.url.slice(0, 200)}`);
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log.warn(`refused to open a window for ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}

/** Denies all permissions, devices, downloads and foreign requests of a session. */
export function guardSession(session: Session, devOrigin: string | null, log: Log): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isOurRequest(details.url, devOrigin);
    if (cancel) log.warn(`refused to load ${details.url.slice(0, 200)}`);
    answer({ cancel });
  });
}
