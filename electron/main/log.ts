/**
 * A small rotating log: `shoal.log`, `shoal.1.log`, `shoal.2.log`, 1 MiB each. Writing is asynchronous and never
 * throws; when the disk does not keep up, lines are dropped and counted. One event is one line: text from outside
 * cannot start another.
 */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

export type LogLevel = 'info' | 'warn' | 'error';

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  /** `cause`: its stack goes below the line, indented. */
  error(text: string, cause?: unknown): void;
}

export interface LogOptions {
  readonly dir: string;
  /** Also gets every line: the console in development. */
  readonly echo?: (level: LogLevel, line: string) => void;
  readonly maxFileBytes?: number;
  readonly now?: () => Date;
}

const FILES = ['shoal.log', 'shoal.1.log', 'shoal.2.log'] as const;
const MAX_QUEUED_CHARS = 256 * 1024;
const MAX_LINE_CHARS = 8 * 1024;
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export class FileLog implements Log {
  private queued = '';
  private dropped = 0;
  private writing: Promise<void> | null = null;
  private fileBytes: number | null = null;

  constructor(private readonly options: LogOptions) {}

  info(text: string): void {
    this.add('info', text);
  }
  warn(text: string): void {
    this.add('warn', text);
  }
  error(text: string, cause?: unknown): void {
    this.add('error', text, cause);
  }

  /** Resolves when everything logged so far has been handed to the disk, or could not be. */
  async flush(): Promise<void> {
    while (this.writing !== null) await this.writing;
  }

  private add(level: LogLevel, text: string, cause?: unknown): void {
    const at = (this.options.now?.() ?? new Date()).toISOString();
    const line = `${at} ${level} ${escapeControls(text)}${cause === undefined ? '' : indentedStack(cause)}`.slice(0, MAX_LINE_CHARS);
    this.options.echo?.(level, line);
    if (this.queued.length > MAX_QUEUED_CHARS) {
      this.dropped++;
      return;
    }
    this.queued += `${line}\n`;
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
  }

  private async write(): Promise<void> {
    await Promise.resolve(); // lets the lines of one turn go in one write
    while (this.queued !== '') {
      const text = this.dropped === 0 ? this.queued : `${this.queued}(${this.dropped} lines dropped)\n`;
      this.queued = '';
      this.dropped = 0;
      try {
        await this.rotate(Buffer.byteLength(text));
        await appendFile(this.file(0), text);
      } catch {
        this.fileBytes = null; // A log that cannot be written must not stop anything.
      }
    }
  }

  /** Makes room for `bytes` more and counts them. */
  private async rotate(bytes: number): Promise<void> {
    if (this.fileBytes === null) {
      await mkdir(this.options.dir, { recursive: true });
      this.fileBytes = await stat(this.file(0)).then(
        (found) => found.size,
        () => 0,
      );
    }
    if (this.fileBytes > 0 && this.fileBytes + bytes > (this.options.maxFileBytes ?? 1024 * 1024)) {
      for (let i = FILES.length - 1; i > 0; i--) await rename(this.file(i - 1), this.file(i)).catch(() => undefined);
      this.fileBytes = 0;
    }
    this.fileBytes += bytes;
  }

  private file(index: number): string {
    return path.join(this.options.dir, FILES[index] ?? FILES[0]);
  }
}

/** Control and direction characters as `\uXXXX`. */
export function escapeControls(text: string): string {
  return text.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function indentedStack(cause: unknown): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return text
    .split('\n')
    .map((line) => `\n    ${escapeControls(line)}`)
    .join('');
}
