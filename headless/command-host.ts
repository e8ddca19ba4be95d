/**
 * What a sub-command asks of the process it runs in: output, files, time, and being told to stop. The real one is
 * process-host.io.ts; tests give their own, so that every sub-command can be run without a process.
 */
import type { EngineDoor } from './engine-door.js';

export interface CommandHost {
  readonly version: string;
  /** `file:` URL of the built disk worker. */
  readonly diskWorker: string;
  readonly engine: EngineDoor;
  /** Writes text to standard output as it is. */
  write(text: string): void;
  /** Writes one line to standard error. */
  complain(line: string): void;
  /** Width of the terminal that standard output goes to; null when it goes elsewhere. */
  terminalColumns(): number | null;
  /** An absolute path, seen from the working directory. */
  resolvePath(path: string): string;
  joinPath(folder: string, ...names: readonly string[]): string;
  /** Rejects with EngineError `path-unusable`, or `torrent-too-large` when the file holds more. */
  readFile(path: string, maxBytes: number): Promise<Uint8Array>;
  /** Replaces the file in one step: a reader sees the old or the new one. Rejects with EngineError `path-unusable`. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Makes the folder and those above it. Rejects with EngineError `path-unusable`. */
  makeFolder(path: string): Promise<void>;
  /** Whether there is a folder of this name. */
  isFolder(path: string): Promise<boolean>;
  /** A new private folder that is removed when the process ends. */
  temporaryFolder(): Promise<string>;
  /** Whether the text is a literal IPv4 or IPv6 address. */
  isAddress(text: string): boolean;
  /** Monotonic milliseconds. */
  now(): number;
  /** Unix seconds. */
  unixSeconds(): number;
  /** One-shot timer; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Called when the process is asked to stop (a signal, or standard output was closed); at once if it already was. The returned function forgets it. */
  onStop(run: (reason: StopReason) => void): () => void;
}

export type StopReason = 'signal' | 'output-closed';
