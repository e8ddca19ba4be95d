/**
 * Entry of Electron's main process. What must happen before Electron is ready happens here, in order; the rest is
 * the Application's. An ES module: Electron waits for it before it becomes ready.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { registerAppScheme } from './app-scheme/app-scheme.js';
import { Application } from './application.js';
import { type LaunchOptions, parseCommandLine } from './command-line.js';
import { claimInstance, Lifecycle } from './lifecycle.js';
import { FileLog } from './log.js';
import { type OpenRequest, requestFrom, requestsFromArguments } from './open-requests/open-request.js';
import { developmentOrigin } from './security/page-address.js';
import { enableSandbox } from './security/sandbox.js';
import { guardWebContents } from './security/web-contents-guard.js';
import { exposeTestHooks } from './test-hooks.js';

const argv = process.argv; // filtered, never counted: Electron's own arguments are among them
const cwd = process.cwd();
const commandLine = parseCommandLine(argv, cwd);

if (!commandLine.ok) {
  process.stderr.write(`error: ${commandLine.message}\n`);
  app.exit(2);
} else {
  keepBelow(commandLine.options.profileDir);
  if (claimInstance(app, { argv, cwd })) run(commandLine.options, requestsFromArguments(commandLine.rest, cwd));
  else app.exit(0); // the first instance has been told
}

/** Everything we keep goes below this folder; before the lock, which is one a profile. */
function keepBelow(profileDir: string | null): void {
  if (profileDir === null) return;
  mkdirSync(profileDir, { recursive: true });
  app.setPath('userData', profileDir);
  app.setPath('sessionData', profileDir);
}

function run(launch: LaunchOptions, asked: readonly OpenRequest[]): void {
  const log = new FileLog({
    dir: path.join(app.getPath('userData'), 'logs'),
    ...(app.isPackaged ? {} : { echo: (level, line) => (level === 'info' ? console.log(line) : console.error(line)) }),
  });
  const hooks = exposeTestHooks(process.env, app.isPackaged);
  const devOrigin = developmentOrigin(process.env.ELECTRON_RENDERER_URL, app.isPackaged);
  const devUrl = devOrigin === null ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

  let application: Application | null = null;
  const early: OpenRequest[] = [...asked];
  /** A person's own click, in whatever program it was: opens, and comes to the front. */
  const open = (requests: readonly OpenRequest[]): void => {
    if (application === null) {
      early.push(...requests);
      return;
    }
    application.open(requests);
    application.present();
  };

  // A fault in one part must not end the transfers of all others: it is written down and the app goes on.
  const survive = (error: unknown): void => {
    hooks?.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    log.error('uncaught', error);
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);

  enableSandbox(app, (line) => console.error(line));
  registerAppScheme();
  guardWebContents(app, devOrigin, log);
  const lifecycle = new Lifecycle(app, {
    platform: process.platform,
    present: () => application?.present(),
    onSecondStart: (start) => {
      const again = parseCommandLine(start.argv, start.cwd);
      open(again.ok ? requestsFromArguments(again.rest, start.cwd) : []);
    },
    shutdown: async () => {
      if (application === null) await log.flush();
      else await application.shutdown();
    },
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open([{ kind: 'file', path: file }]);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open([requestFrom(url, cwd)]);
  });

  void app.whenReady().then(async () => {
    log.info(`${app.getName()} ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform} ${process.arch}`);
    try {
      application = await Application.start({
        launch,
        dist: import.meta.dirname,
        devUrl,
        devOrigin,
        log,
        hooks,
        lifecycle,
      });
      application.open(early);
    } catch (error) {
      log.error('could not start', error);
      console.error(error);
      await lifecycle.end(1);
    }
  });
}
