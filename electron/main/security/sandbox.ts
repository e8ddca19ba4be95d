/** Chromium's sandbox for every page. Root can run Chromium only without it, and then asking for it is fatal. */
import type { App } from 'electron';

/** Turns the sandbox on before the app is ready, or says that it is off. */
export function enableSandbox(app: App, warn: (line: string) => void): void {
  if (app.commandLine.hasSwitch('no-sandbox')) {
    warn("warning: running without Chromium's sandbox (--no-sandbox). Run Shoal as an ordinary user for real use.");
    return;
  }
  app.enableSandbox();
}
