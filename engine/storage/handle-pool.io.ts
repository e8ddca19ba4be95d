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
  readonly torrent: number;
  readonly fd: number;
  readonly writable: boolean;
}

/** Nobody makes a file for longer. */
const MAKING_MS = 2000;

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
    const key = keyOf(torrent, file);
    const known = this.touch(key);
    if (known !== undefined) return known.fd;
    const fd = this.withRoom(() => openForReading(torrent.root, torrent.pathOf(file), this.checked));
    if (fd !== null) this.handles.set(key, { torrent: torrent.id, fd, writable: false });
    return fd;
  }

  /**
   * A descriptor good for writing; the file and its folders are made where they are missing. One that was there and is not
   * known to be the torrent's must not be changed: `torrent.isOurs` tells.
   */
  writing(torrent: WorkerTorrent, file: number): number {
    const key = keyOf(torrent, file);
    const known = this.touch(key);
    if (known?.writable) return known.fd;
    if (known !== undefined) this.close(key, known);
    const { created, fd, writable } = this.make(torrent, file);
    this.handles.set(key, { torrent: torrent.id, fd, writable });
    if (created) this.onCreated(torrent.id, file);
    return fd;
  }

  /** Whoever makes a file says so first, so that another worker that finds it does not take it for somebody else's. */
  private make(torrent: WorkerTorrent, file: number): ReturnType<typeof openForWriting> {
    const mine = torrent.beginMaking(file);
    const isExecutable = (torrent.flagsOf(file) & FILE_EXECUTABLE) !== 0;
    const mayChange = (): boolean => {
      if (!mine) waitFor(() => !torrent.isBeingMade(file));
      return torrent.isOurs(file);
    };
    let made = false;
    try {
      const opened = this.withRoom(() =>
        openForWriting(torrent.root, torrent.pathOf(file), torrent.sizeOf(file), isExecutable, this.checked, mayChange),
      );
      made = opened.created;
      return opened;
    } finally {
      if (mine || made) torrent.endMaking(file, made);
    }
  }

  /** Closes the files of a torrent. */
  drop(torrent: number): void {
    for (const [key, handle] of this.handles) {
      if (handle.torrent === torrent) this.close(key, handle);
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

const never = new Int32Array(new SharedArrayBuffer(4));

function waitFor(isSo: () => boolean): void {
  for (let ms = 0; ms < MAKING_MS && !isSo(); ms++) Atomics.wait(never, 0, 0, 1);
}

/** A torrent that was told anew is another one here: its files may have other names. */
const keyOf = ({ key }: WorkerTorrent, file: number): number => key * MAX_FILES + file;
