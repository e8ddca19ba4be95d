/**
 * Resume records on disk, one file a torrent, so that a change writes one small file and damage costs one torrent.
 * Invariant: a torrent is never dropped silently. What cannot be read is moved to `quarantine/` and reported, and its torrent
 * comes back from the generation before, from what is left of the record, or from a backup, to be checked anew; it
 * never keeps the others from loading.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TorrentId } from '../api/ids.js';
import { atRest } from './at-rest.js';
import { ASIDE, PREVIOUS, putInPlace, quarantine, readSmall, readWhole, removeFile, replaceFile } from './atomic-file.io.js';
import { decodeHints, encodeHints, type Hints, MAX_HINTS_BYTES, withHints } from './hints-codec.js';
import { hasOwnFile, INFO_SUFFIX, InfoFiles } from './info-files.io.js';
import { LatestSave } from './latest-save.js';
import type { ResumeRecord, TakeRecord } from './record.js';
import { decodeForStart, decodeRecord, encodeRecord, MAX_RECORD_BYTES } from './resume-codec.js';
import { salvageRecord, withoutDescription } from './salvage-record.js';

const SUFFIX = '.resume';
const HINTS_SUFFIX = '.hints';
const NAME = /^([0-9a-f]{16})\.resume(?:\.bak|\.tmp)?$/;
/**
 * Records up to this are read on the spot, which is most of what a start with thousands of torrents saves, and into one
 * place: what is decoded is a copy, and buffers of their own would lie dead by the thousand until V8 looks for them.
 */
const SMALL_BYTES = 256 * 1024;
const NO_HINTS: Hints = { recent: [], partial: [] };
/** After so long others get their turn. */
const SLICE_MS = 8;

export interface QuarantinedFile {
  /** Where it lies now. */
  readonly file: string;
  /** A plain sentence. */
  readonly reason: string;
}

/** A file that holds no record: why not, and what it does hold. */
interface Unreadable {
  readonly reason: string;
  readonly bytes: Uint8Array | null;
}
type Read = ResumeRecord | Unreadable | null;

const isRecord = (read: Read): read is ResumeRecord => read !== null && 'generation' in read;
const isDamaged = (read: Read): read is Unreadable => read !== null && 'reason' in read;

export class ResumeStore {
  private readonly saves = new Map<TorrentId, LatestSave<ResumeRecord | null>>();
  /** Of the record that was read or written last. */
  private readonly generations = new Map<TorrentId, number>();
  private readonly infoFiles: InfoFiles;
  /** Torrents with a file of hints. */
  private readonly hinted = new Set<TorrentId>();

  /** `spare` has copies of records, and of descriptions (`.info`), that were made earlier: backups. */
  constructor(
    readonly folder: string,
    private readonly spare: (fileName: string) => Promise<Uint8Array | null> = () => Promise.resolve(null),
  ) {
    this.infoFiles = new InfoFiles(folder);
  }

  /**
   * Reads all records, one at a time as they are taken, of torrents at rest without their descriptions; makes the folder.
   * Rejects only when the folder itself cannot be used, or when the taker does. What was moved away is added to `quarantined`:
   * also files whose torrent could be brought back all the same.
   */
  async load(take: TakeRecord, quarantined: QuarantinedFile[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const ids = new Set<string>();
    for (const name of await readdir(this.folder)) {
      const id = NAME.exec(name)?.[1];
      if (id !== undefined) ids.add(id);
      else if (name.endsWith(HINTS_SUFFIX))
        this.hinted.add(name.slice(0, -HINTS_SUFFIX.length) as TorrentId); // asked by that name alone
      else if (name.endsWith(INFO_SUFFIX + ASIDE) || name.endsWith(HINTS_SUFFIX + ASIDE))
        await rm(join(this.folder, name), { force: true });
    }
    const into = Buffer.allocUnsafeSlow(SMALL_BYTES);
    let sliceEnd = performance.now() + SLICE_MS;
    for (const id of [...ids].sort()) {
      // by the pattern
      const record = this.readOnTheSpot(id as TorrentId, into) ?? (await this.bringBack(id as TorrentId, quarantined));
      const wait = record === null ? undefined : take(record.clean || !this.hinted.has(record.id) ? record : await this.withHints(record));
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
    if (isRecord(current)) return current;
    const previous = await this.read(path + PREVIOUS, id);
    if (isRecord(previous)) return { ...previous, clean: false };
    throw new Error(current?.reason ?? previous?.reason ?? 'The file is not there.');
  }

  /** Writes the record durably. Saves of one torrent run one after the other, and of those that wait only the newest. */
  save(record: ResumeRecord): Promise<void> {
    return this.put(record.id, record);
  }

  /** Notes what came since the record was saved; not durable, and nothing when there is nothing. */
  async noteHints(id: TorrentId, hints: Hints): Promise<void> {
    const path = this.hintsPathOf(id);
    if (hints.recent.length === 0 && hints.partial.length === 0) {
      if (this.hinted.delete(id)) await rm(path, { force: true });
      return;
    }
    this.hinted.add(id);
    await writeFile(path + ASIDE, encodeHints(hints), { mode: 0o600 });
    await rename(path + ASIDE, path);
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
    if (record !== null) {
      const generation = (this.generations.get(id) ?? record.generation) + 1;
      await replaceFile(path, encodeRecord({ ...(await this.withoutBigInfo(record)), generation }));
      this.generations.set(id, generation);
      return;
    }
    await removeFile(path);
    await this.noteHints(id, NO_HINTS);
    await this.infoFiles.remove(id);
    this.generations.delete(id);
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

  /** A small record that was left in order, as most are, for a start; null where more has to be done to have it. */
  private readOnTheSpot(id: TorrentId, into: Uint8Array): ResumeRecord | null {
    try {
      const bytes = readSmall(this.pathOf(id), into);
      const decoded = bytes == null ? null : decodeForStart(bytes);
      if (!decoded?.ok || decoded.value.id !== id || !decoded.value.clean) return null;
      if (decoded.value.metainfo?.infoDigest === undefined) return this.found(decoded.value);
      if (atRest(decoded.value) === null) return null;
      this.infoFiles.noteOf(id);
      return this.found(decoded.value);
    } catch {
      return null; // what is wrong is found and told in the other way
    }
  }

  /** The record of a torrent, by whatever can be found of it; null only where nothing is left that names it. */
  private async bringBack(id: TorrentId, quarantined: QuarantinedFile[]): Promise<ResumeRecord | null> {
    const path = this.pathOf(id);
    const current = await this.read(path, id);
    if (isRecord(current) && current.clean) return this.found(current);
    // It was not left in order, or is no more: of all that is here the latest counts.
    const aside = await this.read(path + ASIDE, id);
    const previous = await this.read(path + PREVIOUS, id);
    for (const [file, read] of [[path, current] as const, [path + PREVIOUS, previous] as const]) {
      if (isDamaged(read)) quarantined.push({ file: await quarantine(file), reason: read.reason });
    }
    const best = [current, aside, previous].filter(isRecord).sort((a, b) => b.generation - a.generation)[0];
    if (best !== undefined && best === aside) await putInPlace(path);
    else await rm(path + ASIDE, { force: true });
    if (best === current && best !== undefined) return this.found(best);
    if (best !== undefined) return this.found({ ...best, clean: false, mustCheck: best.mustCheck || isDamaged(current) });
    const rebuilt = await this.rebuild(id, [current, aside, previous].filter(isDamaged));
    return rebuilt === null ? null : this.found(rebuilt);
  }

  /** From the remains of records and from backups: the first that has the description, else the first that has the hash. */
  private async rebuild(id: TorrentId, damaged: readonly Unreadable[]): Promise<ResumeRecord | null> {
    const candidates: ResumeRecord[] = [];
    for (const { bytes } of damaged) {
      const salvaged = bytes === null ? null : salvageRecord(bytes, id);
      if (salvaged !== null) candidates.push(salvaged);
    }
    const copy = await this.spare(id + SUFFIX).catch(() => null);
    const spare = copy === null ? null : decodeRecord(copy);
    if (spare?.ok && spare.value.id === id) candidates.push({ ...spare.value, clean: false, mustCheck: true });
    for (const candidate of candidates) {
      if (candidate.metainfo === null) continue;
      const whole = await this.withBigInfo(candidate).catch(() => this.withSpareInfo(candidate));
      if (whole !== null) return whole;
    }
    const [named] = candidates.filter(({ infoHashV1, magnet }) => infoHashV1 !== '' || magnet !== null);
    return named === undefined ? null : withoutDescription(named);
  }

  private async withSpareInfo(record: ResumeRecord): Promise<ResumeRecord | null> {
    const { id, metainfo } = record;
    if (metainfo?.infoDigest === undefined) return null;
    const { infoDigest, ...rest } = metainfo;
    const infoBytes = await this.spare(id + INFO_SUFFIX).catch(() => null);
    if (infoBytes === null || !(await InfoFiles.isOf(infoBytes, infoDigest))) return null;
    return { ...record, metainfo: { ...rest, infoBytes } };
  }

  private async withHints(record: ResumeRecord): Promise<ResumeRecord> {
    const bytes = await readWhole(this.hintsPathOf(record.id), MAX_HINTS_BYTES).catch(() => null);
    const hints = bytes === null ? null : decodeHints(bytes);
    return hints === null ? record : withHints(record, hints);
  }

  private found(record: ResumeRecord): ResumeRecord {
    this.generations.set(record.id, record.generation);
    return record;
  }

  /** The record, null where there is no file, or what is wrong with it. */
  private async read(path: string, id: string): Promise<Read> {
    let bytes: Uint8Array | null = null;
    try {
      bytes = await readWhole(path, MAX_RECORD_BYTES);
      if (bytes === null) return null;
      const decoded = decodeRecord(bytes);
      if (!decoded.ok) return { reason: decoded.error.message, bytes };
      if (decoded.value.id !== id) return { reason: 'The saved state belongs to another torrent.', bytes: null };
      return await this.withBigInfo(decoded.value);
    } catch (thrown) {
      const reason = `The file cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      return { reason, bytes };
    }
  }

  private hintsPathOf(id: TorrentId): string {
    return join(this.folder, id + HINTS_SUFFIX);
  }
  private pathOf(id: string): string {
    return join(this.folder, id + SUFFIX);
  }
}
