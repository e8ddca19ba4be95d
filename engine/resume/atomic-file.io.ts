/**
 * Files that are replaced as a whole and survive a power cut: written aside, made durable, moved into place, with the
 * generation before kept beside it. State only, never payload.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export const PREVIOUS = '.bak';
export const ASIDE = '.tmp';
const QUARANTINE = 'quarantine';

/** Replaces the file. After it resolves the bytes are durable; a crash before leaves an older generation. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const aside = path + ASIDE;
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  await putInPlace(path);
}

/** Moves what was written aside into place, and what is there to where the generation before lies. */
export async function putInPlace(path: string): Promise<void> {
  await ignoringAbsence(rename(path, path + PREVIOUS));
  await rename(path + ASIDE, path);
  await syncFolder(dirname(path));
}

/** Removes the file and its previous generation, durably. */
export async function removeFile(path: string): Promise<void> {
  // The older one first: a crash in between must not bring it back to life.
  for (const victim of [path + ASIDE, path + PREVIOUS, path]) await rm(victim, { force: true });
  await syncFolder(dirname(path));
}

/** The bytes of a file; null where it does not exist. Rejects when it is larger than the cap or cannot be read. */
export async function readWhole(path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new Error(`The file is larger than ${maxBytes} bytes.`);
    return await readFile(path);
  } catch (thrown) {
    if (isAbsence(thrown)) return null;
    throw thrown;
  }
}

/**
 * The same on the spot for a small file, which takes a fifth of the work: a view of `into`, where it lies until the next
 * one is read; `undefined` where it is larger than that and must be read the other way. One read, which a file system may
 * cut short: whoever knows a checksum finds out. For thousands of files in a row: the caller sees to it that others get
 * their turn.
 */
export function readSmall(path: string, into: Uint8Array): Uint8Array | null | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (thrown) {
    if (isAbsence(thrown)) return null;
    throw thrown;
  }
  try {
    const read = readSync(file, into, 0, into.length, 0);
    return read === into.length ? undefined : into.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** Moves a file that cannot be used to `quarantine/` beside it; returns where it lies now. It is never deleted. */
export async function quarantine(path: string): Promise<string> {
  const folder = join(dirname(path), QUARANTINE);
  try {
    await mkdir(folder, { recursive: true });
    for (let copy = 0; ; copy++) {
      const target = join(folder, copy === 0 ? basename(path) : `${basename(path)}.${copy}`);
      if (await exists(target)) continue;
      await rename(path, target);
      return target;
    }
  } catch {
    // Then it stays where it is: reporting it matters more.
    return path;
  }
}

/** Makes the names in a folder durable, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps names safe by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await ignoringAbsence(stat(path))) !== undefined;
}

async function ignoringAbsence<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (isAbsence(thrown)) return undefined;
    throw thrown;
  }
}

function isAbsence(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
