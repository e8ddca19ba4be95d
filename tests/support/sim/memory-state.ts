/** A session's saved state in memory, encoded as it would be on the disk: outlives the sessions that use it. */
import type { Settings } from '../../../engine/api/settings.js';
import type { ResumeRecord } from '../../../engine/resume/record.js';
import { decodeRecord, encodeRecord } from '../../../engine/resume/resume-codec.js';
import type { StatePort } from '../../../engine/session/state-port.js';

export class MemoryState implements StatePort {
  settings: Settings | null = null;
  /** Records written, ever. */
  saves = 0;
  private readonly byId = new Map<string, Uint8Array>();

  saveRecord(record: ResumeRecord): Promise<void> {
    this.saves += 1;
    this.byId.set(record.id, encodeRecord(record));
    return Promise.resolve();
  }
  removeRecord(id: string): Promise<void> {
    this.byId.delete(id);
    return Promise.resolve();
  }
  saveSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    return Promise.resolve();
  }

  records(): ResumeRecord[] {
    return [...this.byId.values()].map((bytes) => {
      const record = decodeRecord(bytes);
      if (!record.ok) throw new Error(`a record does not decode: ${record.error.message}`);
      return record.value;
    });
  }
}
