/** The process as sub-commands see it (command-host.ts): standard streams, files, signals, time. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EngineError } from '../engine/api/errors.js';
import type { CommandHost, StopReason } from './command-host.js';
import type { EngineDoor } from './engine-door.js';
import { EXIT_FAILED } from './failure.js';

export interface ProcessHostOptions {
  readonly version: string;
  readonly diskWorker: string;
  readonly engine: EngineDoor;
}

export interface ProcessHost extends CommandHost {
  /** Whether something could not be written because nobody reads it any more. */
  outputClosed(): boolean;
}

export function processHost(options: ProcessHostOptions): ProcessHost {
  const stop = stopRequests();
  let outputClosed = false;
  const onClosed = (): void => {
    outputClosed = true;
    stop.request('output-closed');
  };
  process.stdout.on('error', onClosed);
  process.stderr.on('error', () => undefined);
  return {
    ...options,
    write: (text) => {
      process.stdout.write(text, (problem) => {
        if (problem) onClosed();
      });
    },
    complain: (line) => {
      process.stderr.write(`${line}\n`);
    },
    terminalColumns: () => (process.stdout.isTTY ? (process.stdout.columns ?? 80) : null),
    resolvePath: (path) => resolve(path),
    joinPath: join,
    readFile: readWhole,
    writeFile: writeInOneStep,
    makeFolder: (path) => naming(path, async () => void (await mkdir(path, { recursive: true }))),
    isFolder: (path) =>
      stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    temporaryFolder: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'shoal-'));
      // On every way out, an uncaught error included.
      process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      return folder;
    },
    isAddress: (text) => isIP(text) !== 0,
    now: () => performance.now(),
    unixSeconds: () => Math.floor(Date.now() / 1000),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    onStop: stop.onStop,
    outputClosed: () => outputClosed,
  };
}

/** From the start, signals are ours: a listener ends its command in good order, and without one the process ends (exit hooks run). */
function stopRequests(): { readonly request: (reason: StopReason) => void; readonly onStop: CommandHost['onStop'] } {
  const listeners = new Set<(reason: StopReason) => void>();
  let asked: StopReason | null = null;
  let signalled = false;
  const request = (reason: StopReason): void => {
    if (asked !== null) return;
    asked = reason;
    for (const listener of [...listeners]) listener(reason);
  };
  const onSignal = (): void => {
    // A second signal does not wait for the first one to be carried out.
    if (signalled || listeners.size === 0) {
      process.stderr.write('error: stopped\n');
      process.exit(EXIT_FAILED);
    }
    signalled = true;
    request('signal');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return {
    request,
    onStop: (run) => {
      if (asked !== null) run(asked);
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}

async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  return naming(path, async () => {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
      // Also a device or a pipe, whose size says nothing, is read no further than the cap.
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
        length += chunk.length;
        if (length > maxBytes) throw new EngineError('torrent-too-large', `${path} is too large to be a torrent.`, { path });
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, length);
    } finally {
      await file.close();
    }
  });
}

async function writeInOneStep(path: string, bytes: Uint8Array): Promise<void> {
  const aside = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  await naming(path, async () => {
    try {
      const file = await open(aside, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path);
    } catch (problem) {
      await rm(aside, { force: true });
      throw problem;
    }
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something of that name is already there',
  EACCES: 'access is not permitted',
  EPERM: 'access is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

/** Runs a file operation; its failure names the path in plain words. */
async function naming<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (problem) {
    if (problem instanceof EngineError) throw problem;
    const errno = (problem as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EngineError('path-unusable', `${path} cannot be used: ${REASONS[errno] ?? errno}.`, { path, errno });
  }
}
