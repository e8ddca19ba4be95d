/**
 * Brings back the torrents of earlier runs, each as its record is read, so that thousands of records are never held at
 * once. How many look at their files at a time is bounded as well, unless a disk keeps them waiting: then the others
 * must not wait for it.
 */
import type { TorrentId } from '../api/ids.js';
import type { Clock } from '../base/ports.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import { atRest } from '../resume/at-rest.js';
import type { ResumeRecord, TakeRecord } from '../resume/record.js';
import type { Torrent } from '../torrent/torrent.js';
import type { TorrentInit } from '../torrent/torrent-init.js';
import { initAtRest, initFromRecord } from './new-torrent.js';

/** Enough to keep a worker busy; with hundreds, what each takes lives long enough to be moved among the lasting objects. */
const MOST_OPENING = 32;
/** Torrents at rest take next to nothing while they are looked at, and what a worker's start takes should not hold them up. */
const MOST_AT_REST = 512;
const PATIENCE_MS = 500;

/** Gives all records of earlier runs to a taker. */
export type RecordSource = (take: TakeRecord) => Promise<void>;

export interface RestoreHost {
  readonly clock: Clock;
  readonly metainfo: MetainfoReader;
  add(init: TorrentInit): Torrent;
  /** Nobody will look at these bytes of a record again. */
  letGo(bytes: Uint8Array): void;
  /** The record holds nothing to start from. */
  onUnreadable(id: TorrentId): void;
}

export class Restore {
  /** With the descriptions they were made from. */
  private readonly opening = new Map<Torrent, Uint8Array | undefined>();
  /** How many of them have their descriptions in memory. */
  private heavy = 0;
  private goOn: (() => void) | null = null;
  private patient = true;

  constructor(private readonly host: RestoreHost) {}

  /** Those that have a place in the queue first, those without one by their age. */
  async run(records: RecordSource): Promise<void> {
    const last: ResumeRecord[] = [];
    await records((record) => {
      if (record.queueRank !== null) return this.bringBack(record);
      last.push(record);
      return undefined;
    });
    for (const record of last.sort((a, b) => a.addedAt - b.addedAt)) await this.bringBack(record);
  }

  /** A torrent's state has changed. */
  onState(torrent: Torrent): void {
    if (torrent.state.kind === 'opening' || !this.opening.has(torrent)) return;
    const infoBytes = this.opening.get(torrent);
    this.opening.delete(torrent);
    if (infoBytes !== undefined) {
      this.heavy--;
      // most are complete, and nobody will ask for them soon; before it was opened nobody could, so that nothing of it is being sent
      if (torrent.putAway()) this.host.letGo(infoBytes);
    } else torrent.putAway(); // it may have needed its details after all
    if (this.hasRoom) this.goOn?.();
  }

  private get hasRoom(): boolean {
    return this.heavy < MOST_OPENING && this.opening.size < MOST_AT_REST;
  }

  private bringBack(record: ResumeRecord): Promise<void> | undefined {
    const resting = atRest(record);
    if (resting === null) return this.bringBackWhole(record);
    this.begin(initAtRest(record, resting), undefined);
    return this.patient && !this.hasRoom ? this.room() : undefined;
  }

  private async bringBackWhole(record: ResumeRecord): Promise<void> {
    const init = await initFromRecord(record, this.host.metainfo);
    if (init === null) return this.host.onUnreadable(record.id);
    this.begin(init, record.metainfo?.infoBytes);
    if (this.patient && !this.hasRoom) await this.room();
  }

  private begin(init: TorrentInit, infoBytes: Uint8Array | undefined): void {
    const torrent = this.host.add(init);
    if (torrent.state.kind !== 'opening') return;
    this.opening.set(torrent, infoBytes);
    if (infoBytes !== undefined) this.heavy++;
  }

  private async room(): Promise<void> {
    const { size } = this.opening;
    let cancel = (): void => undefined;
    await new Promise<void>((resolve) => {
      this.goOn = resolve;
      cancel = this.host.clock.after(PATIENCE_MS, resolve);
    });
    cancel();
    this.goOn = null;
    this.patient = this.opening.size < size;
  }
}
