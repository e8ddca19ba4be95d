/** Storage in memory, for the simulation and for tests: the same answers as the disk, with faults on demand. */
import type { StorageFactory, StorageSpec, TorrentStorage } from './storage.js';

export interface MemoryStorageOptions {
  /** How answers are delivered: `queueMicrotask` by default, or a simulated clock's `soon`. */
  readonly soon?: (run: () => void) => void;
  readonly freeBytes?: number;
}

export class MemoryStorageFactory implements StorageFactory {
  constructor(readonly options: MemoryStorageOptions = {}) {}

  open(_spec: StorageSpec): TorrentStorage {
    throw new Error('not yet');
  }

  freeSpace(_path: string): Promise<number | null> {
    return Promise.resolve(this.options.freeBytes ?? null);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
