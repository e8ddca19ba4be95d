/** The disk worker for tests. */
import { pathToFileURL } from 'node:url';
import { buildProgram } from './test-program.js';

/** `file:` URL of the bundle. */
export async function buildDiskWorker(): Promise<string> {
  return pathToFileURL(await buildProgram('engine/storage/disk-worker.io.ts')).href;
}
