/** Reads a .torrent that a person asked for: at most 32 MiB, a plain file only, and a plain sentence when it cannot be. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { MAX_TORRENT_BYTES } from '../../../engine/commands/index.js';
import { formatBinarySize } from '../../../i18n/format/size.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import type { OpenTarget } from '../../contract/shell.js';

/** Never rejects. Whether the content is a torrent is for the engine to say. */
export async function readTorrentFile(file: string, maxBytes = MAX_TORRENT_BYTES): Promise<OpenTarget> {
  const fileName = path.basename(file);
  const name = foreign(fileName);
  const rejected = (message: string): OpenTarget => ({ kind: 'rejected', fileName, message });
  if (file.includes('\0')) return rejected(t('opening.notAFileName'));
  let handle: FileHandle | null = null;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for its writer.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (found.isDirectory()) return rejected(t('opening.isFolder', { name }));
    if (!found.isFile() || !/\.torrent$/i.test(fileName)) return rejected(t('opening.notTorrent', { name }));
    if (found.size === 0) return rejected(t('opening.isEmpty', { name }));
    const bytes = found.size > maxBytes ? null : await readWhole(handle, found.size, maxBytes);
    if (bytes === null) return rejected(t('opening.tooLarge', { name, limit: formatBinarySize(maxBytes) }));
    return { kind: 'torrent', fileName, bytes };
  } catch (error) {
    return rejected(sentenceFor(name, (error as NodeJS.ErrnoException).code));
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

function sentenceFor(name: string, errno: string | undefined): string {
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return t('opening.gone', { name });
  if (errno === 'EACCES' || errno === 'EPERM') return t('opening.forbidden', { name });
  if (errno === 'EISDIR') return t('opening.isFolder', { name });
  return t('opening.unreadable', { name });
}
