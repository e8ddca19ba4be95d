/** Payloads made from a seed: the same bytes every time, and every byte comparable. */
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is removed with `dispose`. On memory (`/dev/shm`) where there is one, so that no disk is in the way. */
export interface Scratch {
  readonly dir: string;
  path(...parts: readonly string[]): string;
  /** A new folder in it. */
  folder(name: string): string;
  dispose(): void;
}

export function makeScratch(name: string, on: 'memory' | 'disk' = 'memory'): Scratch {
  const base = on === 'memory' && statSync('/dev/shm', { throwIfNoEntry: false })?.isDirectory() ? '/dev/shm' : tmpdir();
  // Made when it is first asked for: a suite whose tests are all skipped leaves nothing behind.
  let made: string | null = null;
  const root = (): string => {
    made ??= mkdtempSync(join(base, `shoal-${name}-`));
    return made;
  };
  return {
    get dir() {
      return root();
    },
    path: (...parts) => join(root(), ...parts),
    folder(child) {
      const path = join(root(), child);
      mkdirSync(path, { recursive: true });
      return path;
    },
    dispose() {
      if (made !== null) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** `length` bytes that look random and depend on the seed alone: an AES-128-CTR key stream. */
export function seededBytes(seed: string, length: number): Buffer {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  return cipher.update(Buffer.alloc(length));
}

/** Relative path (with `/`) to size in bytes. */
export type PayloadPlan = Readonly<Record<string, number>>;

export interface Payload {
  readonly plan: PayloadPlan;
  /** Folder that holds the torrent's name. */
  readonly dir: string;
  /** The file or folder that the torrent is made of. */
  readonly root: string;
  readonly totalBytes: number;
}

/**
 * Writes the files below `dir`. All paths share their first part, which becomes the torrent's name
 * (`{'film.bin': 1000}` is a single-file torrent, `{'set/a': 1, 'set/b/c': 2}` a multi-file one).
 */
export function writePayload(dir: string, plan: PayloadPlan, seed = 'payload'): Payload {
  const names = Object.keys(plan);
  const name = names[0]?.split('/')[0] ?? '';
  for (const [path, size] of Object.entries(plan)) {
    if (path.split('/')[0] !== name) throw new Error(`payload paths must share their first part: ${path}`);
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), seededBytes(`${seed}:${path}`, size));
  }
  return { plan, dir, root: join(dir, name), totalBytes: Object.values(plan).reduce((sum, size) => sum + size, 0) };
}

/** What differs between the payload and the copy below `dir`: an empty list when every byte is equal. `only` limits it to some paths. */
export function payloadDifferences(payload: Payload, dir: string, only?: readonly string[]): string[] {
  const differences: string[] = [];
  for (const path of only ?? Object.keys(payload.plan)) {
    const wanted = readFileSync(join(payload.dir, path));
    let found: Buffer;
    try {
      found = readFileSync(join(dir, path));
    } catch (problem) {
      differences.push(`${path}: ${(problem as NodeJS.ErrnoException).code ?? 'unreadable'}`);
      continue;
    }
    if (found.length !== wanted.length) differences.push(`${path}: ${found.length} bytes instead of ${wanted.length}`);
    else if (!found.equals(wanted)) differences.push(`${path}: differs from byte ${found.findIndex((byte, i) => byte !== wanted[i])}`);
  }
  return differences;
}
