// @ts-check
/**
 * npm run screenshots: runs the demo without a display and keeps its pictures for the README in docs/screenshots/.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { runScript, Stop, say } from './console.mjs';
import { root, run } from './run-command.mjs';

const KEPT = ['details-overview-light', 'details-overview-dark', 'details-pieces-light', 'details-pieces-dark'];

await runScript(async () => {
  if (process.platform !== 'linux') throw new Stop('pictures are taken on Linux, on a virtual display');
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const done = await run(process.execPath, [path.join(root, 'build/demo.mjs')], { inherit: true, env });
  if (done.code !== 0) return done.code;
  const folder = path.join(root, 'docs/screenshots');
  mkdirSync(folder, { recursive: true });
  for (const name of KEPT) copyFileSync(path.join(root, 'demo-output', `${name}.png`), path.join(folder, `${name}.png`));
  say(`Kept ${KEPT.length} pictures in ${folder}`);
});
