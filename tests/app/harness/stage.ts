/**
 * Where the app runs from in tests. As root it runs as `nobody` with Chromium's sandbox on, from a copy that this user can
 * read; else as ourselves, straight from the project. Made once for each worker process.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureElectron } from '../../../build/electron-runtime/index.mjs';
import { reachableRuntime, stageApp, unprivilegedUser } from '../../../build/electron-runtime/unprivileged.mjs';

export interface Stage {
  readonly executablePath: string;
  /** Folder that holds package.json and dist/. */
  readonly app: string;
  /** What the app's environment has besides ours. */
  readonly env: Readonly<Record<string, string>>;
}

const user = unprivilegedUser();
let stage: Promise<Stage> | null = null;

/** The stage, made on first use and removed when the process ends. */
export function ensureStage(): Promise<Stage> {
  stage ??= makeStage();
  return stage;
}

async function makeStage(): Promise<Stage> {
  const runtime = await ensureElectron();
  if (user === null) return { executablePath: runtime.executablePath, app: resolve(import.meta.dirname, '../../..'), env: {} };
  const staged = stageApp(reachableRuntime(runtime).executablePath, user);
  process.once('exit', staged.close);
  return staged;
}

/** A folder of a test that the app can read; `own` makes folders in it that the app can also write. */
export interface Room {
  readonly dir: string;
  path(...parts: readonly string[]): string;
  own(name: string): string;
  dispose(): void;
}

export function makeRoom(): Room {
  const dir = mkdtempSync(join(tmpdir(), 'shoal-room-'));
  chmodSync(dir, 0o755);
  return {
    dir,
    path: (...parts) => join(dir, ...parts),
    own(name) {
      const made = join(dir, name);
      mkdirSync(made, { recursive: true });
      if (user !== null) chownSync(made, user.uid, user.gid);
      return made;
    },
    dispose: () => rmSync(dir, { recursive: true, force: true }),
  };
}
