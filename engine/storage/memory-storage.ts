/**
 * Storage in memory, for the simulation and for tests: the same answers as the disk, with faults on demand. Files
 * live as long as the factory, so that a torrent opened again finds its data.
 */
import { isAsLeft, type LeftFiles } from '../metainfo/left-files.js';
import { MemoryDisk, type MemoryFaults } from './memory-disk.js';
import { MemoryTorrent } from './memory-torrent.js';
import type { StorageFactory, StorageSpec, TorrentStorage } from './storage.js';

export interface MemoryStorageOptions {
  /** How answers are delivered: `queueMicrotask` by default, or a simulated clock's `soon`. */
  readonly soon?: (run: () => void) => void;
  /** What `freeSpace` tells; unknown by default. */
  readonly freeBytes?: number | null;
  readonly faults?: MemoryFaults;
  /** The files, by path: given by a test whose disk outlives the process. */
  readonly files?: Map<string, Uint8Array>;
  /** When they were changed last, ms; 0 where it is not said. */
  readonly mtimes?: ReadonlyMap<string, number>;
}

export class MemoryStorageFactory implements StorageFactory {
  readonly disk: MemoryDisk;
  private closed = false;

  constructor(private readonly options: MemoryStorageOptions = {}) {
    const soon = (run: () => void) =>
      (options.soon ?? queueMicrotask)(() => {
        if (!this.closed) run();
      });
    this.disk = new MemoryDisk(options.faults ?? {}, soon, options.files, options.mtimes);
  }

  open(spec: StorageSpec): TorrentStorage {
    return new MemoryTorrent(spec, this.disk);
  }

  compare(root: string, { mtimesMs, paths, sizes }: LeftFiles, answer: (same: boolean) => void): void {
    const same = paths.every((name, file) => {
      const path = `${root}/${name}`;
      const size = this.disk.files.get(path)?.length ?? -1;
      return (sizes[file] ?? -1) < 0 || isAsLeft(size, this.disk.mtimes.get(path) ?? 0, sizes[file] ?? -1, mtimesMs[file] ?? 0);
    });
    this.disk.soon(() => answer(same));
  }

  freeSpace(_path: string): Promise<number | null> {
    return Promise.resolve(this.options.freeBytes ?? null);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}
