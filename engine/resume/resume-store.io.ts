/**
 * Resume records on disk, one file a torrent, so that a change writes one small file and damage costs one torrent.
 * Invariant: a record is never dropped silently; what cannot be read is moved to `quarantine/` and reported, and
 * never keeps the others from loading.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorrentId } from '../api/ids.js';
import { atRest } from './at-rest.js';
import { ASIDE, PREVIOUS, quarantine, readSmall, readWhole, removeFile, replaceFile } from './atomic-file.io.js';
import { hasOwnFile, INFO_SUFFIX, InfoFiles } from './info-files.io.js';
import { LatestSave } from './latest-save.js';
import type { ResumeRecord, TakeRecord } from './record.js';
import { decodeForStart, decodeRecord, encodeRecord, MAX_RECORD_BYTES } from './resume-codec.js';

const SUFFIX = '.resume';
const NAME = /^([0-9a-f]{16})\.resume(?:\.bak)?$/;
/**
 * Records up to this are read on the spot, which is most of what a start with thousands of torrents saves, and into one
 * place: what is decoded is a copy, and buffers of their own would lie dead by the thousand until V8 looks for them.
 */
const SMALL_BYTES = 256 * 1024;
/** After so long others get their turn. */
const SLICE_MS = 8;

export interface QuarantinedFile {
  /** Where it lies now. */
  readonly file: string;
  /** A plain sentence. */
  readonly reason: string;
}

export class ResumeStore {
  private readonly saves = new Map<TorrentId, LatestSave<ResumeRecord | null>>();

  private readonly infoFiles: InfoFiles;

  constructor(readonly folder: string) {
    this.infoFiles = new InfoFiles(folder);
  }

  /**
   * Reads all records, one at a time as they are taken, of torrents at rest without their descriptions; makes the folder.
   * Rejects only when the folder itself cannot be used, or when the taker does. What was moved away is added to `quarantined`: also files whose previous generation could be used instead.
   */
  async load(take: TakeRecord, quarantined: QuarantinedFile[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const names = await readdir(this.folder);
    const ids = new Set<string>();
    for (const name of names) {
      const id = NAME.exec(name)?.[1];
      if (id !== undefined) ids.add(id);
      else if (name.endsWith(SUFFIX + ASIDE) || name.endsWith(INFO_SUFFIX + ASIDE)) await rm(join(this.folder, name), { force: true });
    }
    const into = Buffer.allocUnsafeSlow(SMALL_BYTES);
    let sliceEnd = performance.now() + SLICE_MS;
    for (const id of [...ids].sort()) {
      const record = this.readOnTheSpot(id, into) ?? (await this.loadOrQuarantine(id, quarantined));
      const wait = record === null ? undefined : take(record);
      if (wait !== undefined) await wait;
      if (performance.now() < sliceEnd) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      sliceEnd = performance.now() + SLICE_MS;
    }
  }

  /** One record again, or the generation before it. Rejects with a sentence when neither can be read; nothing is moved away. */
  async loadOne(id: TorrentId): Promise<ResumeRecord> {
    const path = this.pathOf(id);
    const current = await this.read(path, id);
    if (current !== null && typeof current !== 'string') return current;
    const previous = await this.read(path + PREVIOUS, id);
    if (previous !== null && typeof previous !== 'string') return { ...previous, clean: false };
    throw new Error(current ?? previous ?? 'The file is not there.');
  }

  /** Writes the record durably. Saves of one torrent run one after the other, and of those that wait only the newest. */
  save(record: ResumeRecord): Promise<void> {
    return this.put(record.id, record);
  }

  /** Removes a torrent's record and its previous generation; also ends saves that still wait. */
  remove(id: TorrentId): Promise<void> {
    return this.put(id, null);
  }

  private put(id: TorrentId, record: ResumeRecord | null): Promise<void> {
    const queue = this.saves.get(id) ?? new LatestSave<ResumeRecord | null>((value) => this.write(id, value));
    this.saves.set(id, queue);
    return queue.save(record).finally(() => {
      if (queue.idle && this.saves.get(id) === queue) this.saves.delete(id);
    });
  }

  private async write(id: TorrentId, record: ResumeRecord | null): Promise<void> {
    const path = this.pathOf(id);
    if (record !== null) return replaceFile(path, encodeRecord(await this.withoutBigInfo(record)));
    await removeFile(path);
    await this.infoFiles.remove(id);
  }

  private async withoutBigInfo(record: ResumeRecord): Promise<ResumeRecord> {
    const { id, metainfo } = record;
    if (metainfo === null || !hasOwnFile(metainfo.infoBytes)) return record;
    const infoDigest = await this.infoFiles.keep(id, metainfo.infoBytes);
    return { ...record, metainfo: { ...metainfo, infoBytes: new Uint8Array(0), infoDigest } };
  }

  private async withBigInfo(record: ResumeRecord): Promise<ResumeRecord> {
    const { id, metainfo } = record;
    if (metainfo?.infoDigest === undefined) return record;
    const { infoDigest, ...rest } = metainfo;
    return { ...record, metainfo: { ...rest, infoBytes: await this.infoFiles.fetch(id, infoDigest) } };
  }

  /** A small record that is in order, as most are, for a start; null where more has to be done to have it. */
  private readOnTheSpot(id: string, into: Uint8Array): ResumeRecord | null {
    try {
      const bytes = readSmall(this.pathOf(id), into);
      const decoded = bytes == null ? null : decodeForStart(bytes);
      if (!decoded?.ok || decoded.value.id !== id) return null;
      if (decoded.value.metainfo?.infoDigest === undefined) return decoded.value;
      if (atRest(decoded.value) === null) return null;
      this.infoFiles.noteOf(decoded.value.id);
      return decoded.value;
    } catch {
      return null; // what is wrong is found and told in the other way
    }
  }

  private async loadOrQuarantine(id: string, quarantined: QuarantinedFile[]): Promise<ResumeRecord | null> {
    const path = this.pathOf(id);
    const current = await this.read(path, id);
    if (current !== null && typeof current !== 'string') return current;
    if (current !== null) quarantined.push({ file: await quarantine(path), reason: current });
    const previous = await this.read(path + PREVIOUS, id);
    if (typeof previous === 'string') quarantined.push({ file: await quarantine(path + PREVIOUS), reason: previous });
    // Newer data than this record knows of may have been written: not a clean end.
    return previous === null || typeof previous === 'string' ? null : { ...previous, clean: false };
  }

  /** The record, null where there is no file, or a sentence about what is wrong. */
  private async read(path: string, id: string): Promise<ResumeRecord | string | null> {
    try {
      const bytes = await readWhole(path, MAX_RECORD_BYTES);
      if (bytes === null) return null;
      const decoded = decodeRecord(bytes);
      if (!decoded.ok) return decoded.error.message;
      return decoded.value.id === id ? await this.withBigInfo(decoded.value) : 'The saved state belongs to another torrent.';
    } catch (thrown) {
      return `The file cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    }
  }

  private pathOf(id: string): string {
    return join(this.folder, id + SUFFIX);
  }
}
