/** One small file of state: replaced atomically, with the generation before as a net. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DecodeError, Result } from '../base/result.js';
import { PREVIOUS, quarantine, readWhole, replaceFile } from './atomic-file.io.js';
import { LatestSave } from './latest-save.js';
import type { QuarantinedFile } from './resume-store.io.js';
import type { SealKind } from './sealed.js';

export interface StateCodec<T> {
  readonly kind: SealKind;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): Result<T, DecodeError>;
}

export interface LoadedState<T> {
  /** Null when there is nothing readable. */
  readonly value: T | null;
  readonly quarantined: readonly QuarantinedFile[];
}

export class StateFile<T extends object> {
  private readonly saves: LatestSave<T>;

  constructor(
    readonly file: string,
    private readonly codec: StateCodec<T>,
  ) {
    this.saves = new LatestSave(async (value) => {
      await mkdir(dirname(file), { recursive: true });
      await replaceFile(file, codec.encode(value));
    });
  }

  /** Reads the file, or the generation before where it is unreadable. */
  async load(): Promise<LoadedState<T>> {
    const quarantined: QuarantinedFile[] = [];
    for (const path of [this.file, this.file + PREVIOUS]) {
      const read = await this.read(path);
      if (read === null) continue;
      if (typeof read !== 'string') return { value: read, quarantined };
      quarantined.push({ file: await quarantine(path), reason: `The ${this.codec.kind.what} cannot be read: ${read}` });
    }
    return { value: null, quarantined };
  }

  /** Writes durably. Of saves that wait only the newest is done. */
  save(value: T): Promise<void> {
    return this.saves.save(value);
  }

  /** null where there is no file, or a sentence about what is wrong. */
  private async read(path: string): Promise<T | string | null> {
    const { decode, kind } = this.codec;
    try {
      const bytes = await readWhole(path, kind.maxBytes);
      if (bytes === null) return null;
      const decoded = decode(bytes);
      return decoded.ok ? decoded.value : decoded.error.message;
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
}
