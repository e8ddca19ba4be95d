/** Where a session keeps what must survive: implemented over files by compose.io. */
import type { SavedDht } from '../api/dht.js';
import type { TorrentId } from '../api/ids.js';
import type { Settings } from '../api/settings.js';
import type { AllTime } from '../api/statistics.js';
import type { ResumeRecord } from '../resume/record.js';

export interface StatePort {
  /** A torrent's record as it was last saved. Rejects with a plain sentence when there is none that can be read. */
  loadRecord(id: TorrentId): Promise<ResumeRecord>;
  saveRecord(record: ResumeRecord): Promise<void>;
  /** Nobody will look at these bytes of a record again: their memory can be taken back at once. */
  letGo?(bytes: Uint8Array): void;
  removeRecord(id: TorrentId): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
  saveDht(dht: SavedDht): Promise<void>;
  saveStatistics(statistics: AllTime): Promise<void>;
}
