// @ts-check
/**
 * npm run dev:demo: the page alone in any browser, with hot reload and made-up torrents instead of the app. Its address shapes
 * it: `?demo=1000&seed=7&theme=dark&density=compact&language=ar&freeze`.
 */
import { rendererConfig } from './bundle/targets.mjs';
import { runScript, say } from './console.mjs';
import { ensureModulesOnly } from './setup.mjs';

await runScript(async () => {
  await ensureModulesOnly();
  const { createServer } = await import('vite');
  const server = await (await createServer({ ...rendererConfig, server: { host: '127.0.0.1', port: 5180 } })).listen();
  say(`Open ${server.resolvedUrls?.local[0] ?? ''}?demo=200 in a browser. Ctrl+C ends it.`);
  return new Promise((resolve) => {
    process.once('SIGINT', () => void server.close().then(() => resolve(0)));
  });
});
