/** Torrents of other engines' test suites, read from beside the checkout; tests that need them skip where they are absent. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../../../shared/fixtures');

export const fixturesPresent = existsSync(join(root, 'torrents/expected.json'));

export interface ExpectedFile {
  readonly path: string;
  readonly size: number;
  readonly pad?: boolean;
  readonly executable?: boolean;
  readonly symlink?: string;
}
export interface ExpectedTorrent {
  readonly file: string;
  readonly expect: 'ok' | 'error';
  readonly error?: string;
  readonly infohash_v1?: string;
  readonly infohash_v2?: string;
  readonly name?: string;
  readonly files?: readonly ExpectedFile[];
  readonly num_files?: number;
  readonly num_pieces?: number;
  readonly piece_length?: number;
  readonly total_size?: number;
  readonly private?: boolean;
  readonly trackers?: readonly string[];
  readonly web_seeds?: readonly string[];
  readonly hash_versions?: readonly number[];
}
export interface PathVector {
  readonly test: string;
  readonly elements: readonly (string | { readonly hex: string })[];
  readonly force: boolean;
  readonly posix: string;
  readonly windows: string;
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

export const expectedTorrents = (): ExpectedTorrent[] => (fixturesPresent ? (readJson('torrents/expected.json') as ExpectedTorrent[]) : []);
export const pathVectors = (): PathVector[] => (fixturesPresent ? (readJson('path-vectors.json') as PathVector[]) : []);
export const readFixture = (file: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'torrents', file)));
export const fixturePath = (file: string): string => join(root, 'torrents', file);

export function sayWhatIsSkipped(what: string): void {
  if (!fixturesPresent) console.log(`skipped: ${what} (1 group; ../shared/fixtures is not there)`);
}
