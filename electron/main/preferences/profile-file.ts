/**
 * One small JSON file of the profile, held in memory. Written shortly after a change and at quit: to a file beside
 * it, made durable, then renamed over it. Invariant: opening never fails; a file with problems is kept as `*.bad`.
 */
import { copyFile, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.js';

/** A value that is always usable, and what was wrong with what it was made from. */
export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

export interface ProfileFileOptions<T> {
  readonly file: string;
  /** Gets `undefined` when there is no file yet: that is no problem. */
  readonly parse: (value: unknown) => Parsed<T>;
  readonly fallback: T;
  readonly log: Log;
  readonly saveDelayMs?: number;
}

const MAX_FILE_BYTES = 1024 * 1024;

export class ProfileFile<T> {
  private saving: Promise<void> | null = null;
  private dirty = false;
  private wake = new AbortController();

  private constructor(
    private readonly options: ProfileFileOptions<T>,
    private current: T,
  ) {}

  /** Reads the file, or falls back. */
  static async open<T>(options: ProfileFileOptions<T>): Promise<ProfileFile<T>> {
    let text: string;
    try {
      text = await readFile(options.file, 'utf8');
    } catch {
      return new ProfileFile(options, options.fallback);
    }
    const { value, problems } = parseText(text, options);
    if (problems.length > 0) {
      options.log.warn(`${path.basename(options.file)}: ${problems.join(', ')}; kept as ${path.basename(options.file)}.bad`);
      await copyFile(options.file, `${options.file}.bad`).catch(() => undefined);
    }
    return new ProfileFile(options, value);
  }

  get value(): T {
    return this.current;
  }

  /** Takes a new value and saves it soon. */
  set(value: T): void {
    this.current = value;
    this.dirty = true;
    this.saving ??= this.save().finally(() => {
      this.saving = null;
    });
  }

  /** Saves at once what is not saved yet. Never rejects. */
  async flush(): Promise<void> {
    while (this.saving !== null) {
      this.wake.abort();
      await this.saving;
    }
  }

  private async save(): Promise<void> {
    while (this.dirty) {
      this.wake = new AbortController();
      await delay(this.options.saveDelayMs ?? 300, undefined, { signal: this.wake.signal }).catch(() => undefined);
      this.dirty = false;
      try {
        await writeDurably(this.options.file, `${JSON.stringify(this.current, null, 2)}\n`);
      } catch (error) {
        this.options.log.error(`${path.basename(this.options.file)} could not be saved`, error);
      }
    }
  }
}

function parseText<T>(text: string, options: ProfileFileOptions<T>): Parsed<T> {
  if (text.length > MAX_FILE_BYTES) return { value: options.fallback, problems: ['too large'] };
  try {
    return options.parse(JSON.parse(text));
  } catch {
    return { value: options.fallback, problems: ['not JSON'] };
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(`${file}.tmp`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}
