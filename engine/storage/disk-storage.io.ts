/** Real files: a pool of disk workers behind `StorageFactory`. */
import type { Clock } from '../base/ports.js';
import type { SlabPool } from '../base/slab.js';
import type { StorageFactory, StorageSpec, TorrentStorage } from './storage.js';

export interface DiskStorageOptions {
  /** `file:` URL of the bundled disk worker. */
  readonly workerUrl: string;
  /** Workers for one busy volume; 2 by default. */
  readonly workers?: number;
  readonly clock: Clock;
  /** The pool the payload slabs come from: a job keeps its slabs held until its worker is done, even after `close`. */
  readonly slabs?: SlabPool;
  /** A volume stopped answering for 2 s, or answers again; called for every open root on it. */
  readonly onVolumeStalled?: (root: string, stalled: boolean) => void;
}

export class DiskStorageFactory implements StorageFactory {
  constructor(readonly options: DiskStorageOptions) {}

  open(_spec: StorageSpec): TorrentStorage {
    throw new Error('not yet');
  }

  freeSpace(_path: string): Promise<number | null> {
    return Promise.resolve(null);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
