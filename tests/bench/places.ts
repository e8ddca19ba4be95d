/** Where things lie: given by build/bench.mjs, for a bundled file does not know where it came from. */
import { join } from 'node:path';

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm run bench`);
  return value;
};

/** The project's folder. */
export const ROOT = given('SHOAL_BENCH_ROOT');
/** Bundled programs, results and charts. */
export const OUT = given('SHOAL_BENCH_OUT');
/** webtorrent's folder; empty when it could not be installed. */
export const WEBTORRENT = process.env.SHOAL_BENCH_WEBTORRENT ?? '';
export const SHOAL = join(ROOT, 'dist/shoal.mjs');
export const DISK_WORKER = join(ROOT, 'dist/disk-worker.mjs');
export const clientFile = (name: string): string => join(ROOT, 'tests/bench/clients', name);
