/** The built command for tests: `dist/shoal.mjs` and `dist/disk-worker.mjs`, made anew when a source is newer. */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRIES = { shoal: 'headless/shoal.ts', 'disk-worker': 'engine/storage/disk-worker.io.ts' } as const;

/** Path of the built command; run it with `process.execPath`. */
export const SHOAL = join(ROOT, 'dist', 'shoal.mjs');

function newestSource(dir: string): number {
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.ts')) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

function isFresh(): boolean {
  const outputs = Object.keys(ENTRIES).map((name) => join(ROOT, 'dist', `${name}.mjs`));
  if (!outputs.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return (
    oldest >
    Math.max(newestSource(join(ROOT, 'engine')), newestSource(join(ROOT, 'headless')), statSync(join(ROOT, 'package.json')).mtimeMs)
  );
}

/** Builds what is missing or stale. Each file is written aside and moved into place, so that two runs never read half of one. */
export async function ensureBundle(): Promise<string> {
  if (isFresh()) return SHOAL;
  const { rolldown } = await import('rolldown');
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const mark = process.pid;
  for (const [name, entry] of Object.entries(ENTRIES)) {
    const bundle = await rolldown({ input: join(ROOT, entry), cwd: ROOT, platform: 'node', external: [/^node:/], logLevel: 'warn' });
    const aside = join(ROOT, 'dist', `.${name}.${mark}.mjs`);
    await bundle.write({ file: aside, format: 'esm', codeSplitting: false });
    await bundle.close();
    renameSync(aside, join(ROOT, 'dist', `${name}.mjs`));
  }
  return SHOAL;
}
