/** Programs for tests that run beside them, in processes or workers: bundled from their source into a cache, once per run and test process. */
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'node_modules', '.cache', 'shoal-test');

const building = new Map<string, Promise<string>>();

/** Path of the bundle of a source, which is given relative to the project. */
export function buildProgram(source: string): Promise<string> {
  const path = building.get(source) ?? build(source);
  building.set(source, path);
  return path;
}

/** Each process writes its own and moves it into place, so that none reads half a file. */
async function build(source: string): Promise<string> {
  const { rolldown } = await import('rolldown');
  mkdirSync(FOLDER, { recursive: true });
  const bundle = await rolldown({ input: join(ROOT, source), cwd: ROOT, platform: 'node', external: [/^node:/], logLevel: 'warn' });
  const file = join(FOLDER, `${basename(source).replace(/(\.io)?\.ts$/, '')}-${process.pid}.mjs`);
  const aside = `${file}.${Math.random().toString(36).slice(2)}`;
  await bundle.write({ file: aside, format: 'esm', codeSplitting: false });
  await bundle.close();
  renameSync(aside, file);
  return file;
}
