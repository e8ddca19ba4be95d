// @ts-check
/**
 * Builds dist/: main, preload, disk worker and the `shoal` command by rolldown, the page by Vite. Does nothing when no source
 * has changed since the last build.
 *
 * node build/bundle.mjs [--force]
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inputDigest, isFresh, markFresh } from './bundle/freshness.mjs';
import { buildNodeTarget, buildRenderer, dist, NODE_TARGETS } from './bundle/targets.mjs';
import { isEntry, runScript, Stop, say, secondsSince } from './console.mjs';
import { root } from './run-command.mjs';
import { ensureModulesOnly } from './setup.mjs';

/** @param {{ force?: boolean }} [options] */
export async function ensureBundle(options = {}) {
  const stamp = path.join(dist, '.built');
  const digest = inputDigest();
  const outputs = [
    ...NODE_TARGETS.map((target) => path.join(dist, target.file)),
    path.join(dist, 'renderer/index.html'),
    path.join(dist, 'words/en.json'),
  ];
  if (!options.force && isFresh(stamp, digest, outputs)) return;
  const missing = NODE_TARGETS.filter((target) => !existsSync(path.join(root, target.entry)));
  if (missing.length > 0) throw new Stop(`nothing to build from: ${missing.map((target) => target.entry).join(', ')}`, 'git status');

  const started = performance.now();
  rmSync(stamp, { force: true });
  mkdirSync(dist, { recursive: true });
  try {
    const { buildWords } = await import('./bundle/words.mjs'); // needs the modules, which may not be there before
    const built = await Promise.allSettled([buildRenderer(), buildWords(dist), ...NODE_TARGETS.map(buildNodeTarget)]);
    const failures = built.flatMap((one) => (one.status === 'rejected' ? [String(one.reason?.message ?? one.reason)] : []));
    if (failures.length > 0) throw new Stop(`the build failed:\n${failures.join('\n')}`);
  } finally {
    rmSync(path.join(dist, `.building-${process.pid}`), { recursive: true, force: true });
  }
  markFresh(stamp, digest);
  say(`Built dist/ in ${secondsSince(started)} s.`);
}

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    await ensureModulesOnly();
    await ensureBundle({ force: process.argv.includes('--force') });
    say(
      `dist/: ${readdirSync(dist)
        .filter((name) => !name.startsWith('.') && !name.endsWith('.map'))
        .join(', ')}`,
    );
  });
}
