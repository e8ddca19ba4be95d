/** The built command for tests: `dist/shoal.mjs` and `dist/disk-worker.mjs`, made anew when a source is newer. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILES = ['shoal.mjs', 'disk-worker.mjs'];

/** Path of the built command; run it with `process.execPath`. */
export const SHOAL = join(ROOT, 'dist', 'shoal.mjs');

/** The part of build/bundle/targets.mjs that is used here. */
interface Targets {
  readonly NODE_TARGETS: readonly { readonly file: string }[];
  buildNodeTarget(target: { readonly file: string }): Promise<unknown>;
}

function newestSource(dir: string): number {
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.ts')) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return newest;
}

function isFresh(): boolean {
  const outputs = FILES.map((file) => join(ROOT, 'dist', file));
  if (!outputs.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return (
    oldest >
    Math.max(newestSource(join(ROOT, 'engine')), newestSource(join(ROOT, 'headless')), statSync(join(ROOT, 'package.json')).mtimeMs)
  );
}

let building: Promise<string> | null = null;

/** Builds what is missing or stale, the way `npm run build` does, once a process. Each file is moved into place whole. */
export function ensureBundle(): Promise<string> {
  building ??= isFresh() ? Promise.resolve(SHOAL) : build();
  return building;
}

async function build(): Promise<string> {
  const { NODE_TARGETS, buildNodeTarget } = (await import(pathToFileURL(join(ROOT, 'build/bundle/targets.mjs')).href)) as Targets;
  for (const target of NODE_TARGETS) if (FILES.includes(target.file)) await buildNodeTarget(target);
  rmSync(join(ROOT, 'dist', `.building-${process.pid}`), { recursive: true, force: true });
  return SHOAL;
}
