/** Reads a .torrent that a person asked for: at most 32 MiB, a plain file only, and a plain sentence when it cannot be. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { MAX_TORRENT_BYTES } from '../../../engine/commands/index.js';
import type { OpenTarget } from '../../contract/shell.js';

/** Never rejects. Whether the content is a torrent is for the engine to say. */
export async function readTorrentFile(file: string, maxBytes = MAX_TORRENT_BYTES): Promise<OpenTarget> {
  const fileName = path.basename(file);
  const rejected = (message: string): OpenTarget => ({ kind: 'rejected', fileName, message });
  if (file.includes('\0')) return rejected('This is not the name of a file.');
  let handle: FileHandle | null = null;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for its writer.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (found.isDirectory()) return rejected(`${fileName} is a folder, not a .torrent file.`);
    if (!found.isFile() || !/\.torrent$/i.test(fileName)) return rejected(`${fileName} is not a .torrent file.`);
    if (found.size === 0) return rejected(`${fileName} is empty.`);
    const bytes = found.size > maxBytes ? null : await readWhole(handle, found.size, maxBytes);
    if (bytes === null) return rejected(`${fileName} is larger than ${maxBytes / 1024 / 1024} MiB, too large for a torrent file.`);
    return { kind: 'torrent', fileName, bytes };
  } catch (error) {
    return rejected(sentenceFor(fileName, (error as NodeJS.ErrnoException).code));
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** The whole content, even if it grows while it is read; null when it outgrows the cap. */
async function readWhole(handle: FileHandle, sizeBytes: number, maxBytes: number): Promise<Uint8Array | null> {
  let bytes = new Uint8Array(sizeBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (bytesRead === 0) return bytes.slice(0, length);
    if (length > maxBytes) return null;
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(length * 2, maxBytes + 1));
      larger.set(bytes);
      bytes = larger;
    }
  }
}

function sentenceFor(fileName: string, errno: string | undefined): string {
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return `${fileName} is not there any more.`;
  if (errno === 'EACCES' || errno === 'EPERM') return `You do not have permission to read ${fileName}.`;
  if (errno === 'EISDIR') return `${fileName} is a folder, not a .torrent file.`;
  return `${fileName} could not be read.`;
}
