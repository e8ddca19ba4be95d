/**
 * Big info dictionaries, each in a file of its own beside its torrent's record: written once and not with every change,
 * since it may hold 32 MiB and a record is replaced every few seconds.
 * Invariant: a record refers only to a file that was durable before it, by the SHA-256 of its bytes.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TorrentId } from '../api/ids.js';
import { largeCopy } from '../base/large-bytes.js';
import { readWhole, removeFile, replaceFile } from './atomic-file.io.js';

/** Above this a dictionary gets its own file. */
const OWN_FILE_BYTES = 256 * 1024;
const MAX_INFO_BYTES = 32 * 1024 * 1024;
/** Hashed at a time: a millisecond or two. */
const SLICE_BYTES = 1024 * 1024;

/** Of a file that must be written again before a record refers to it. */
const UNUSABLE = { bytes: new WeakRef(new Uint8Array(0)), digest: new Uint8Array(0) };

export const INFO_SUFFIX = '.info';

export const hasOwnFile = (infoBytes: Uint8Array): boolean => infoBytes.length > OWN_FILE_BYTES;

export class InfoFiles {
  /** What lies on the disk already. Weak: whoever uses the bytes keeps them. */
  private readonly kept = new Map<TorrentId, { readonly bytes: WeakRef<Uint8Array>; readonly digest: Uint8Array }>();

  constructor(private readonly folder: string) {}

  /** Makes sure that the bytes are on the disk; resolves with their SHA-256. */
  async keep(id: TorrentId, bytes: Uint8Array): Promise<Uint8Array> {
    const known = this.kept.get(id);
    if (known?.bytes.deref() === bytes) return known.digest;
    const digest = await hashInSlices(bytes);
    if (known === undefined || Buffer.compare(known.digest, digest) !== 0) await replaceFile(this.pathOf(id), bytes);
    this.kept.set(id, { bytes: new WeakRef(bytes), digest });
    return digest;
  }

  /** A record refers to a file of its own. */
  noteOf(id: TorrentId): void {
    if (!this.kept.has(id)) this.kept.set(id, UNUSABLE);
  }

  /** The bytes with this digest. Rejects with a sentence where they are not there. */
  async fetch(id: TorrentId, digest: Uint8Array): Promise<Uint8Array> {
    const read = await readWhole(this.pathOf(id), MAX_INFO_BYTES);
    this.kept.set(id, UNUSABLE);
    if (read === null) throw new Error('its description is missing');
    const bytes = largeCopy(read);
    const found = await hashInSlices(bytes);
    if (Buffer.compare(found, digest) !== 0) throw new Error('its description was damaged');
    this.kept.set(id, { bytes: new WeakRef(bytes), digest: found });
    return bytes;
  }

  /** Whether the bytes are those with this digest. */
  static async isOf(bytes: Uint8Array, digest: Uint8Array): Promise<boolean> {
    return Buffer.compare(await hashInSlices(bytes), digest) === 0;
  }

  async remove(id: TorrentId): Promise<void> {
    if (!this.kept.delete(id)) return;
    await removeFile(this.pathOf(id));
  }

  private pathOf(id: TorrentId): string {
    return join(this.folder, id + INFO_SUFFIX);
  }
}

async function hashInSlices(bytes: Uint8Array): Promise<Uint8Array> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    hash.update(bytes.subarray(at, at + SLICE_BYTES));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return new Uint8Array(hash.digest());
}
