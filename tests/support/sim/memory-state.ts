/** A session's saved state in memory, encoded as it would be on the disk: outlives the sessions that use it. */
import type { SavedDht } from '../../../engine/api/dht.js';
import type { Settings } from '../../../engine/api/settings.js';
import type { AllTime } from '../../../engine/api/statistics.js';
import { decodeDhtNodes, encodeDhtNodes } from '../../../engine/resume/dht-nodes-codec.js';
import { decodeHints, encodeHints, type Hints, withHints } from '../../../engine/resume/hints-codec.js';
import type { ResumeRecord } from '../../../engine/resume/record.js';
import { decodeForStart, decodeRecord, encodeRecord } from '../../../engine/resume/resume-codec.js';
import { decodeStatistics, encodeStatistics } from '../../../engine/resume/statistics-codec.js';
import type { StatePort } from '../../../engine/session/state-port.js';

export class MemoryState implements StatePort {
  settings: Settings | null = null;
  private statistics: Uint8Array | null = null;
  private dht: Uint8Array | null = null;
  /** Records written, ever. */
  saves = 0;
  private readonly hints = new Map<string, Uint8Array>();
  private readonly byId = new Map<string, Uint8Array>();

  /** What records cannot be read for; null = they can. */
  readFault: string | null = null;
  loads = 0;
  /** Saves of records neither end nor leave anything while this says so. */
  isFrozen: () => boolean = () => false;
  /** What records cannot be saved for; null = they can. */
  saveFault: string | null = null;

  loadRecord(id: string): Promise<ResumeRecord> {
    this.loads += 1;
    const bytes = this.byId.get(id);
    if (bytes === undefined || this.readFault !== null) return Promise.reject(new Error(this.readFault ?? 'It is not there.'));
    const record = decodeRecord(bytes);
    return record.ok ? Promise.resolve(record.value) : Promise.reject(new Error(record.error.message));
  }
  saveRecord(record: ResumeRecord): Promise<void> {
    if (this.isFrozen()) return new Promise(() => undefined);
    if (this.saveFault !== null) return Promise.reject(new Error(this.saveFault));
    this.saves += 1;
    this.byId.set(record.id, encodeRecord(record));
    return Promise.resolve();
  }
  noteHints(id: string, hints: Hints): Promise<void> {
    if (hints.recent.length + hints.partial.length === 0) this.hints.delete(id);
    else this.hints.set(id, encodeHints(hints));
    return Promise.resolve();
  }
  removeRecord(id: string): Promise<void> {
    this.byId.delete(id);
    this.hints.delete(id);
    return Promise.resolve();
  }
  saveDht(dht: SavedDht): Promise<void> {
    this.dht = encodeDhtNodes(dht);
    return Promise.resolve();
  }
  saveStatistics(statistics: AllTime): Promise<void> {
    this.statistics = encodeStatistics(statistics);
    return Promise.resolve();
  }
  saveSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    return Promise.resolve();
  }

  /** What the DHT left. */
  savedDht(): SavedDht | null {
    const decoded = this.dht === null ? null : decodeDhtNodes(this.dht);
    if (decoded?.ok === false) throw new Error(`the DHT's nodes do not decode: ${decoded.error.message}`);
    return decoded?.value ?? null;
  }
  allTime(): AllTime | null {
    const decoded = this.statistics === null ? null : decodeStatistics(this.statistics);
    if (decoded?.ok === false) throw new Error(`the statistics do not decode: ${decoded.error.message}`);
    return decoded?.value ?? null;
  }
  records(): ResumeRecord[] {
    return this.decodeAll(decodeRecord);
  }
  /** As a start reads them. */
  startRecords(): ResumeRecord[] {
    return this.decodeAll(decodeForStart);
  }
  /** As an earlier version would have written it. */
  forgetSummary(id: string): void {
    const record = this.records().find((known) => known.id === id);
    if (record?.metainfo == null) throw new Error('there is no such record');
    this.byId.set(id, encodeRecord({ ...record, paths: null, metainfo: { ...record.metainfo, summary: null } }));
  }

  private decodeAll(decode: typeof decodeRecord): ResumeRecord[] {
    return [...this.byId.values()].map((bytes) => {
      const record = decode(bytes);
      if (!record.ok) throw new Error(`a record does not decode: ${record.error.message}`);
      const hints = record.value.clean ? undefined : this.hints.get(record.value.id);
      const decoded = hints === undefined ? null : decodeHints(hints);
      return decoded === null ? record.value : withHints(record.value, decoded);
    });
  }
}
