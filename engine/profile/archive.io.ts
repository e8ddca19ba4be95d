/** Writes a state into one file, and reads it back into a folder. Every byte read is hostile until its hash has been seen. */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { DecodeError, Result } from '../base/result.js';
import { syncFolder } from '../resume/atomic-file.io.js';
import {
  ABOUT,
  decodeHead,
  decodeNameLength,
  decodePreface,
  END_BYTES,
  ENTRY_TAIL_BYTES,
  type EntryHead,
  encodeEnd,
  encodeHead,
  encodePreface,
  endFits,
  MAX_ENTRIES,
  NAME_LENGTH_BYTES,
  PREFACE_BYTES,
} from './archive-format.js';
import { isTorrentFile, SETTINGS, STATISTICS, TORRENTS } from './state-files.js';

const CHUNK_BYTES = 1024 * 1024;

/** What a saved state says about itself. */
export interface AboutState {
  /** Of the program that wrote it. */
  readonly version: string;
  /** Unix ms. */
  readonly createdAt: number;
}

/** Writes the state of a folder into a file, which appears whole or not at all. Resolves with the number of records in it. */
export async function writeArchive(folder: string, file: string, about: AboutState): Promise<number> {
  const draft = `${file}.part`;
  const out = await open(draft, 'w', 0o600);
  let records = 0;
  try {
    const heads = createHash('sha256');
    let count = 0;
    const add = async (name: string, bytes: Uint8Array): Promise<void> => {
      const head = encodeHead({ name, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest() });
      heads.update(head);
      count++;
      await out.writev([head, bytes].filter(({ length }) => length > 0));
    };
    await out.write(encodePreface());
    await add(ABOUT, Buffer.from(JSON.stringify(about)));
    for (const name of await stateFiles(folder)) {
      const bytes = await readFile(join(folder, name)).catch(absent); // a torrent may be removed meanwhile
      if (bytes === null) continue;
      await add(name, bytes);
      if (name.endsWith('.resume')) records++;
    }
    await out.write(encodeEnd(count, heads.digest()));
    await out.sync();
  } catch (thrown) {
    await out.close();
    await rm(draft, { force: true });
    throw thrown;
  }
  await out.close();
  await rename(draft, file);
  await syncFolder(dirname(file));
  return records;
}

/** Unpacks an archive into a new folder. Rejects with EngineError `state-unreadable`, leaving what it has unpacked to the caller. */
export async function readArchive(file: string, folder: string): Promise<AboutState> {
  const source = await open(file, 'r');
  try {
    return await new ArchiveReader(source, (await source.stat()).size, folder).run();
  } finally {
    await source.close();
  }
}

/** The files of a state, relative, with `/`: descriptions before the records that refer to them. */
export async function stateFiles(folder: string): Promise<string[]> {
  const torrents = (await readdir(join(folder, TORRENTS)).catch(() => [])).filter(isTorrentFile).sort();
  const infos = torrents.filter((name) => name.endsWith('.info'));
  const records = torrents.filter((name) => name.endsWith('.resume'));
  return [SETTINGS, STATISTICS, ...[...infos, ...records].map((name) => `${TORRENTS}/${name}`)];
}

export function absent(thrown: unknown): null {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
  throw thrown;
}

class ArchiveReader {
  private at = 0;
  private readonly heads: Hash = createHash('sha256');
  private readonly names = new Set<string>();

  constructor(
    private readonly source: FileHandle,
    private readonly sizeBytes: number,
    private readonly folder: string,
  ) {}

  async run(): Promise<AboutState> {
    value(decodePreface(await this.take(PREFACE_BYTES)));
    await mkdir(join(this.folder, TORRENTS), { recursive: true });
    let about: AboutState | null = null;
    for (;;) {
      const lengthBytes = await this.take(NAME_LENGTH_BYTES);
      const length = value(decodeNameLength(lengthBytes));
      if (length === 0) break;
      const headBytes = await this.take(length + ENTRY_TAIL_BYTES);
      this.heads.update(lengthBytes).update(headBytes);
      const head = value(decodeHead(headBytes, this.sizeBytes - this.at));
      if (this.names.has(head.name) || this.names.size >= MAX_ENTRIES) throw damaged();
      this.names.add(head.name);
      if (head.name === ABOUT) about = readAbout(await this.content(head));
      else await this.unpack(head);
    }
    if (!endFits(await this.take(END_BYTES), this.names.size, this.heads.digest()) || this.at !== this.sizeBytes) throw damaged();
    if (about === null) throw damaged();
    return about;
  }

  private async content(head: EntryHead): Promise<Uint8Array> {
    const bytes = await this.take(Math.min(head.sizeBytes, CHUNK_BYTES));
    if (bytes.length < head.sizeBytes || Buffer.compare(createHash('sha256').update(bytes).digest(), head.sha256) !== 0) throw damaged();
    return bytes;
  }

  private async unpack({ name, sha256, sizeBytes }: EntryHead): Promise<void> {
    const out = await open(join(this.folder, ...name.split('/')), 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      for (let left = sizeBytes; left > 0; ) {
        const part = await this.take(Math.min(left, CHUNK_BYTES));
        hash.update(part);
        await out.write(part);
        left -= part.length;
      }
      if (Buffer.compare(hash.digest(), sha256) !== 0) throw damaged();
      await out.datasync();
    } finally {
      await out.close();
    }
  }

  private async take(length: number): Promise<Uint8Array> {
    if (this.at + length > this.sizeBytes) throw damaged('The saved state is cut off.');
    const bytes = new Uint8Array(length);
    for (let got = 0; got < length; ) {
      const { bytesRead } = await this.source.read(bytes, got, length - got, this.at + got);
      if (bytesRead === 0) throw damaged('The saved state is cut off.');
      got += bytesRead;
    }
    this.at += length;
    return bytes;
  }
}

function readAbout(bytes: Uint8Array): AboutState {
  try {
    const { createdAt, version } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { version?: unknown; createdAt?: unknown };
    if (typeof version === 'string' && Number.isSafeInteger(createdAt))
      return { version: version.slice(0, 100), createdAt: Number(createdAt) };
  } catch {
    // told below
  }
  throw damaged();
}

function value<T>(result: Result<T, DecodeError>): T {
  if (!result.ok) throw damaged(result.error.message);
  return result.value;
}

const damaged = (message = 'The saved state was damaged.'): EngineError => new EngineError('state-unreadable', message);
