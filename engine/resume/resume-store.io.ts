/** Resume records on disk: one file a torrent, written atomically. */
import type { TorrentId } from '../api/ids.js';
import type { ResumeRecord } from './record.js';

export interface LoadedRecords {
  readonly records: ResumeRecord[];
  readonly quarantined: { readonly file: string; readonly reason: string }[];
}

export class ResumeStore {
  constructor(readonly folder: string) {}

  load(): Promise<LoadedRecords> {
    return Promise.reject(new Error('not yet'));
  }

  save(_record: ResumeRecord): Promise<void> {
    return Promise.reject(new Error('not yet'));
  }

  remove(_id: TorrentId): Promise<void> {
    return Promise.reject(new Error('not yet'));
  }
}
