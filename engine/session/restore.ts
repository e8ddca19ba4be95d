/**
 * Brings back the torrents of earlier runs, each as its record is read, so that thousands of records are never held at
 * once. How many look at their files at a time is bounded as well, unless a disk keeps them waiting: then the others
 * must not wait for it.
 */
import type { TorrentId } from '../api/ids.js';
import type { Clock } from '../base/ports.js';
import type { MetainfoReader } from '../metainfo/metainfo-reader.js';
import type { ResumeRecord } from '../resume/record.js';
import type { Torrent } from '../torrent/torrent.js';
import type { TorrentInit } from '../torrent/torrent-init.js';
import { initFromRecord } from './new-torrent.js';

/** Enough to keep a worker busy; with hundreds, what each takes lives long enough to be moved among the lasting objects. */
const MOST_OPENING = 32;
const PATIENCE_MS = 500;

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
  private goOn: (() => void) | null = null;
  private patient = true;

  constructor(private readonly host: RestoreHost) {}

  /** Those that have a place in the queue first, those without one by their age. */
  async run(records: Iterable<ResumeRecord> | AsyncIterable<ResumeRecord>): Promise<void> {
    const last: ResumeRecord[] = [];
    for await (const record of records) {
      if (record.queueRank === null) last.push(record);
      else await this.bringBack(record);
    }
    for (const record of last.sort((a, b) => a.addedAt - b.addedAt)) await this.bringBack(record);
  }

  /** A torrent's state has changed. */
  onState(torrent: Torrent): void {
    if (torrent.state.kind === 'opening' || !this.opening.has(torrent)) return;
    const infoBytes = this.opening.get(torrent);
    this.opening.delete(torrent);
    // most are complete, and nobody will ask for them soon; before it was opened nobody could, so that nothing of it is being sent
    if (torrent.putAway() && infoBytes !== undefined) this.host.letGo(infoBytes);
    if (this.opening.size < MOST_OPENING) this.goOn?.();
  }

  private async bringBack(record: ResumeRecord): Promise<void> {
    const init = await initFromRecord(record, this.host.metainfo);
    if (init === null) return this.host.onUnreadable(record.id);
    const torrent = this.host.add(init);
    if (torrent.state.kind === 'opening') this.opening.set(torrent, record.metainfo?.infoBytes);
    if (this.patient && this.opening.size >= MOST_OPENING) await this.room();
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
