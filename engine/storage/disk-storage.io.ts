/** Real files: `StorageFactory` over a pool of disk workers, which start with the first job or with `warm`. */
import { resolve } from 'node:path';
import type { Clock } from '../base/ports.js';
import type { SlabPool } from '../base/slab.js';
import type { LeftFiles } from '../metainfo/left-files.js';
import { ANSWER_DONE } from './disk-protocol.js';
import { DiskThreadPool } from './disk-thread-pool.io.js';
import { DiskTorrent, type DiskTorrentHost } from './disk-torrent.js';
import { LookBatch } from './look-batch.js';
import type { StorageFactory, StorageSpec, TorrentStorage } from './storage.js';
import { type Place, VolumeMap } from './volume-map.js';

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

/** A volume that does not tell its free space within this time does not tell it at all. */
const FREE_SPACE_MS = 2_000;

export class DiskStorageFactory implements StorageFactory {
  private readonly pool: DiskThreadPool;
  private readonly volumes: VolumeMap;
  private nextTorrent = 0;
  /** What the torrents of one place share. */
  private readonly hosts = new WeakMap<Place, DiskTorrentHost>();
  private lastRoot = { given: '', resolved: resolve('') };
  private readonly looks = new WeakMap<Place, LookBatch>();

  constructor(private readonly options: DiskStorageOptions) {
    this.pool = new DiskThreadPool({
      workerUrl: options.workerUrl,
      workers: options.workers ?? 2,
      clock: options.clock,
      slabs: options.slabs ?? null,
      onStalled: (volume, stalled) => {
        if (stalled) this.volumes.onStalled(volume);
        for (const root of volume.roots) options.onVolumeStalled?.(root, stalled);
      },
    });
    this.volumes = new VolumeMap({
      submit: (volume, job) => this.pool.submit(volume, job),
      onPlacedOnStalled: (root) => options.onVolumeStalled?.(root, true),
    });
  }

  /** Workers held up by a volume. While there are any, `process.exit` hangs as well: Node joins its threads. */
  get stuckWorkers(): number {
    return this.pool.stuckCount;
  }

  /** Gets a worker ready, so that what is added next need not wait for its start. */
  warm(): void {
    this.pool.warm();
  }

  open(spec: StorageSpec): TorrentStorage {
    const place = this.use(spec.root);
    const host = this.hosts.get(place) ?? this.hostOf(place);
    this.hosts.set(place, host);
    return new DiskTorrent(this.nextTorrent++, spec, place.root, host);
  }

  compare(root: string, files: LeftFiles, answer: (same: boolean) => void): void {
    const place = this.use(root);
    const batch = this.looks.get(place) ?? this.batchOf(place);
    this.looks.set(place, batch);
    batch.add(files, (same) => {
      this.volumes.release(place);
      answer(same);
    });
  }

  /** Null too when the volume does not answer in time. */
  freeSpace(path: string): Promise<number | null> {
    const place = this.use(path);
    return new Promise<number | null>((answer) => {
      const job = {
        torrent: null,
        priority: 'short' as const,
        costBytes: 0,
        words: null,
        fileJob: { kind: 'free' as const, path: place.root },
        slabs: [],
        settle: (code: number, extra: Parameters<Parameters<VolumeMap['submit']>[1]['settle']>[1]) => {
          cancel();
          answer(code === ANSWER_DONE && extra !== undefined && 'kind' in extra && extra.kind === 'number' ? extra.value : null);
        },
      };
      const cancel = this.options.clock.after(FREE_SPACE_MS, () => {
        this.discard(place, (queued) => queued === job);
        answer(null);
      });
      this.volumes.submit(place, job);
    }).finally(() => this.volumes.release(place));
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** Most torrents lie in the folder of the one before. */
  private use(root: string): Place {
    if (root !== this.lastRoot.given) this.lastRoot = { given: root, resolved: resolve(root) };
    return this.volumes.use(this.lastRoot.resolved);
  }

  private batchOf(place: Place): LookBatch {
    const plan = () => this.options.clock.soon(() => batch.flush());
    const batch: LookBatch = new LookBatch(place.root, plan, (job) => this.volumes.submit(place, job));
    return batch;
  }

  private hostOf(place: Place): DiskTorrentHost {
    return {
      submit: (job) => this.volumes.submit(place, job),
      discard: (torrent) => this.discard(place, (job) => job.torrent === torrent),
      closeFiles: (torrent) => this.pool.closeFiles(torrent.id),
      renew: (torrent) => this.pool.renewTorrent(torrent.id),
      forget: (torrent) => {
        this.pool.dropTorrent(torrent.id);
        this.volumes.release(place);
      },
      soon: (run) => this.options.clock.soon(run),
    };
  }

  private discard(place: Place, matches: Parameters<VolumeMap['discard']>[1]): void {
    this.volumes.discard(place, matches);
    if (place.volume !== null) this.pool.discard(place.volume, matches);
  }
}
