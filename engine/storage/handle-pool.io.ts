/**
 * Open files of one worker, least recently used closed first. Files are opened for reading until a write needs
 * more, so that seeding never holds a file open for writing.
 */
import { closeSync } from 'node:fs';
import { FILE_EXECUTABLE } from '../metainfo/torrent-info.js';
import { CheckedFolders } from './checked-folders.js';
import { errnoOf } from './disk-error.js';
import { openForReading, openForWriting } from './inside-root.io.js';
import type { WorkerTorrent } from './worker-torrent.js';

/** Two workers, 500 sockets and the rest stay below the customary 1,024 descriptors only just; so we also give way on EMFILE. */
const MAX_OPEN = 256;
/** Files of one torrent, and so the stride of the keys. */
const MAX_FILES = 2 ** 22;

interface Handle {
  readonly fd: number;
  readonly writable: boolean;
}

export class HandlePool {
  /** In order of use, the oldest first. */
  private readonly handles = new Map<number, Handle>();
  private readonly checked = new CheckedFolders();

  constructor(
    private readonly onCreated: (torrent: number, file: number) => void,
    private readonly maxOpen = MAX_OPEN,
  ) {}

  get openCount(): number {
    return this.handles.size;
  }

  /** What was found out about folders holds no longer: call it before every job. */
  beginJob(): void {
    this.checked.forget();
  }

  /** A descriptor good for reading; null where the file does not exist. */
  reading(torrent: WorkerTorrent, file: number): number | null {
    const key = keyOf(torrent.id, file);
    const known = this.touch(key);
    if (known !== undefined) return known.fd;
    const fd = this.withRoom(() => openForReading(torrent.root, torrent.pathOf(file), this.checked));
    if (fd !== null) this.handles.set(key, { fd, writable: false });
    return fd;
  }

  /** A descriptor good for writing; the file and its folders are made where they are missing. */
  writing(torrent: WorkerTorrent, file: number): number {
    const key = keyOf(torrent.id, file);
    const known = this.touch(key);
    if (known?.writable) return known.fd;
    if (known !== undefined) this.close(key, known);
    const executable = (torrent.flagsOf(file) & FILE_EXECUTABLE) !== 0;
    const { fd, created } = this.withRoom(() =>
      openForWriting(torrent.root, torrent.pathOf(file), torrent.sizeOf(file), executable, this.checked),
    );
    this.handles.set(key, { fd, writable: true });
    if (created) this.onCreated(torrent.id, file);
    return fd;
  }

  /** Closes the files of a torrent. */
  drop(torrent: number): void {
    for (const [key, handle] of this.handles) {
      if (Math.floor(key / MAX_FILES) === torrent) this.close(key, handle);
    }
  }

  private touch(key: number): Handle | undefined {
    const handle = this.handles.get(key);
    if (handle === undefined) return undefined;
    this.handles.delete(key);
    this.handles.set(key, handle);
    return handle;
  }

  private withRoom<T>(open: () => T): T {
    this.closeOldest(this.handles.size - this.maxOpen + 1);
    try {
      return open();
    } catch (thrown) {
      const errno = errnoOf(thrown);
      if ((errno !== 'EMFILE' && errno !== 'ENFILE') || this.handles.size === 0) throw thrown;
      this.closeOldest(Math.ceil(this.handles.size / 2));
      return open();
    }
  }

  private closeOldest(count: number): void {
    for (const [key, handle] of this.handles) {
      if (count-- <= 0) return;
      this.close(key, handle);
    }
  }

  private close(key: number, handle: Handle): void {
    this.handles.delete(key);
    try {
      closeSync(handle.fd);
    } catch {
      // Data that could not be written back is reported by the sync, which opens the file anew.
    }
  }
}

const keyOf = (torrent: number, file: number): number => torrent * MAX_FILES + file;
