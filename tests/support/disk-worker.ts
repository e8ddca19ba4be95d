/** The disk worker for tests: bundled from its source into a cache, once per run and test process. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'node_modules', '.cache', 'shoal-test');

let building: Promise<string> | null = null;

/** `file:` URL of the bundle. Each process writes its own and moves it into place, so that none reads half a file. */
export function buildDiskWorker(): Promise<string> {
  building ??= build();
  return building;
}

async function build(): Promise<string> {
  const { rolldown } = await import('rolldown');
  mkdirSync(FOLDER, { recursive: true });
  const bundle = await rolldown({
    input: join(ROOT, 'engine/storage/disk-worker.io.ts'),
    cwd: ROOT,
    platform: 'node',
    external: [/^node:/],
    logLevel: 'warn',
  });
  const file = join(FOLDER, `disk-worker-${process.pid}.mjs`);
  const aside = `${file}.${Math.random().toString(36).slice(2)}`;
  await bundle.write({ file: aside, format: 'esm', codeSplitting: false });
  await bundle.close();
  renameSync(aside, file);
  return pathToFileURL(file).href;
}
