/** Where a session keeps what must survive: implemented over files by compose.io. */
import type { SavedDht } from '../api/dht.js';
import type { TorrentId } from '../api/ids.js';
import type { Settings } from '../api/settings.js';
import type { BackupView, NewStateView } from '../api/state-backups.js';
import type { AllTime } from '../api/statistics.js';
import type { Hints } from '../resume/hints-codec.js';
import type { ResumeRecord } from '../resume/record.js';

export interface StatePort {
  /** A torrent's record as it was last saved. Rejects with a plain sentence when there is none that can be read. */
  loadRecord(id: TorrentId): Promise<ResumeRecord>;
  saveRecord(record: ResumeRecord): Promise<void>;
  /** What came since the record: not durable, and worth a look after a crash. Nothing: it is forgotten. */
  noteHints(id: TorrentId, hints: Hints): Promise<void>;
  /** Nobody will look at these bytes of a record again: their memory can be taken back at once. */
  letGo?(bytes: Uint8Array): void;
  removeRecord(id: TorrentId): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
  saveDht(dht: SavedDht): Promise<void>;
  saveStatistics(statistics: AllTime): Promise<void>;
}

/** The saved state as a whole. */
export interface ProfilePort {
  backups(): Promise<readonly BackupView[]>;
  /** Resolves with its name. */
  backUp(): Promise<string>;
  /** At the next start. Rejects with EngineError `state-unreadable`. */
  restore(name: string): Promise<NewStateView>;
  importFrom(file: string): Promise<NewStateView>;
  /** Resolves with the number of torrents in it. Rejects with EngineError `path-unusable`. */
  exportTo(file: string): Promise<number>;
}
