/** The settings as one JSON file, sealed against damage, replaced atomically, with the generation before as a net. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PREVIOUS, quarantine, readWhole, replaceFile } from './atomic-file.io.js';
import { LatestSave } from './latest-save.js';
import type { QuarantinedFile } from './resume-store.io.js';
import { type JsonMigrations, sealJson, unsealJson } from './sealed-json.js';

/** 0 was written without a seal. */
const MIGRATIONS: JsonMigrations = [(value) => value];
const MAX_BYTES = 4 * 1024 * 1024;

export interface LoadedSettings<T> {
  /** Null when there is nothing readable. */
  readonly value: T | null;
  readonly quarantined: readonly QuarantinedFile[];
}

export class SettingsStore {
  private readonly saves: LatestSave<string>;

  constructor(readonly file: string) {
    this.saves = new LatestSave(async (text) => {
      await mkdir(dirname(file), { recursive: true });
      await replaceFile(file, Buffer.from(text));
    });
  }

  /** Reads the file, or the generation before where it is unreadable. `parse` throws at what it cannot use. */
  async load<T>(parse: (json: unknown) => T): Promise<LoadedSettings<T>> {
    const quarantined: QuarantinedFile[] = [];
    for (const path of [this.file, this.file + PREVIOUS]) {
      try {
        const bytes = await readWhole(path, MAX_BYTES);
        if (bytes === null) continue;
        return { value: parse(unsealJson(Buffer.from(bytes).toString('utf8'), MIGRATIONS)), quarantined };
      } catch (thrown) {
        const reason = `The settings cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
        quarantined.push({ file: await quarantine(path), reason });
      }
    }
    return { value: null, quarantined };
  }

  /** Writes the value durably. Of saves that wait only the newest is done. */
  save(value: unknown): Promise<void> {
    return this.saves.save(sealJson(value, MIGRATIONS.length));
  }
}
