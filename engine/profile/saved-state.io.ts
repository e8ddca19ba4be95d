/** The saved state of a profile as a whole: its backups, and the one file it goes into and comes out of. */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { BackupView, NewStateView } from '../api/state-backups.js';
import { readArchive, writeArchive } from './archive.io.js';
import { Backups } from './backups.io.js';
import { prepareState, takeNewState } from './new-state.io.js';
import { lockProfile } from './profile-lock.io.js';

export class SavedState {
  readonly copies: Backups;

  constructor(
    private readonly stateDir: string,
    private readonly version: string,
    private readonly wallNow: () => number = Date.now,
  ) {
    this.copies = new Backups(stateDir, version, wallNow);
  }

  backups(): Promise<readonly BackupView[]> {
    return this.copies.list();
  }
  backUp(): Promise<string> {
    return this.copies.make('asked');
  }
  restore(name: string): Promise<NewStateView> {
    return prepareState(this.stateDir, true, (folder) => this.copies.copyTo(name, folder));
  }
  importFrom(file: string): Promise<NewStateView> {
    return prepareState(this.stateDir, false, async (folder) => {
      const unpacked = join(folder, 'unpacked');
      await naming(file, () => readArchive(file, unpacked));
      await rm(join(folder, 'torrents'), { recursive: true });
      await rename(join(unpacked, 'torrents'), join(folder, 'torrents'));
      for (const name of ['settings.json', 'statistics']) await rename(join(unpacked, name), join(folder, name)).catch(() => undefined);
      await rm(unpacked, { recursive: true });
    });
  }
  exportTo(file: string): Promise<number> {
    return naming(file, () => writeArchive(this.stateDir, file, { version: this.version, createdAt: this.wallNow() }));
  }
  /** Moves a state that `restore` or `importFrom` got ready into place. Nothing may be running over the present one. */
  take(): Promise<boolean> {
    return takeNewState(this.stateDir, () => this.copies.make('restore', true));
  }
}

/** For work on a profile that no program runs over: holds its lock. Rejects with EngineError `profile-in-use`. */
export async function withSavedState<T>(stateDir: string, version: string, work: (state: SavedState) => Promise<T>): Promise<T> {
  const lock = await lockProfile(stateDir);
  try {
    return await work(new SavedState(stateDir, version));
  } finally {
    await lock.release();
  }
}

/** System errors as ours, with the path that they are about. */
async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof EngineError || !(thrown instanceof Error) || !('code' in thrown)) throw thrown;
    const errno = String(thrown.code);
    if (errno === 'ENOSPC') throw new EngineError('disk-full', `The disk is full: ${path}.`, { path, errno });
    throw new EngineError('path-unusable', `The file cannot be used (${errno}): ${path}.`, { path, errno });
  }
}
