// @ts-check
/**
 * Development: the page by Vite's server with hot reload, main and preload rebuilt and the app restarted when they change.
 *
 * node build/dev.mjs [app arguments]
 */
import { spawn } from 'node:child_process';
import { NODE_TARGETS, rendererConfig, rolldownOptions } from './bundle/targets.mjs';
import { ensureBundle } from './bundle.mjs';
import { runScript, say } from './console.mjs';
import { sandboxFlags } from './electron-runtime/sandbox.mjs';
import { root } from './run-command.mjs';
import { ensureSetup } from './setup.mjs';

await runScript(async () => {
  const runtime = await ensureSetup(['window']);
  await ensureBundle();
  const flags = await sandboxFlags(runtime);
  const { createServer } = await import('vite');
  const { watch } = await import('rolldown');
  const server = await (await createServer({ ...rendererConfig, server: { host: '127.0.0.1', port: 0 } })).listen();
  const url = server.resolvedUrls?.local[0] ?? '';
  say(`The page is served at ${url}`);

  const watchers = NODE_TARGETS.map((target) => {
    const { input, output } = rolldownOptions(target);
    return watch({ ...input, output });
  });
  return new Promise((resolve) => {
    /** @type {import('node:child_process').ChildProcess | undefined} */
    let app;
    /** @param {number} code */
    const finish = async (code) => {
      await Promise.all([...watchers.map((watcher) => watcher.close()), server.close()]);
      resolve(code);
    };
    const restart = () => {
      app?.removeAllListeners('exit');
      app?.kill();
      app = spawn(runtime.executablePath, [...flags, root, ...process.argv.slice(2)], {
        stdio: 'inherit',
        env: { ...process.env, ELECTRON_RENDERER_URL: url },
      });
      app.on('exit', (code) => void finish(code ?? 0));
    };
    let pending = watchers.length;
    for (const watcher of watchers) {
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
        if (event.code === 'BUNDLE_END') void event.result.close();
        if (event.code === 'END' && --pending <= 0) restart();
      });
    }
  });
});
