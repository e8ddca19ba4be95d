/** Records of torrents removed in this run, so that a removal can be undone: the latest, as far as memory for them goes. */
import type { TorrentId } from '../api/ids.js';
import type { ResumeRecord } from '../resume/record.js';

/** Of the torrents' descriptions; the last one removed is kept whatever its size. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What a record takes besides. */
const RECORD_BYTES = 1024;

export class RemovedRecords {
  /** The oldest first. */
  private readonly records = new Map<TorrentId, ResumeRecord>();
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  get size(): number {
    return this.records.size;
  }

  set(id: TorrentId, record: ResumeRecord): void {
    this.take(id);
    this.records.set(id, record);
    this.bytes += bytesOf(record);
    for (const oldest of this.records.keys()) {
      if (this.bytes <= this.mostBytes || this.records.size === 1) return;
      this.take(oldest);
    }
  }

  /** The record, which is forgotten here; undefined when there is none any more. */
  take(id: TorrentId): ResumeRecord | undefined {
    const record = this.records.get(id);
    if (record === undefined) return undefined;
    this.records.delete(id);
    this.bytes -= bytesOf(record);
    return record;
  }
}

const bytesOf = ({ have, metainfo }: ResumeRecord): number => RECORD_BYTES + have.length + (metainfo?.infoBytes.length ?? 0);
