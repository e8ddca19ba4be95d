/**
 * The saved state as plain data, for scripts and for people who want to know: what each torrent has, and where on the disk. Reads
 * only, and moves nothing away. The fields are a contract: new ones may join them.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';
import type { ResumeRecord } from '../resume/record.js';
import { ResumeStore } from '../resume/resume-store.io.js';
import { recordId, SETTINGS, TORRENTS } from './state-files.js';

export interface DumpedTorrent {
  readonly id: string;
  readonly name: string;
  readonly infoHashV1: string;
  readonly savePath: string;
  readonly intent: string;
  /** Hex, a bit per piece, the highest first: on the disk and durable, by the record. */
  readonly have: string;
  readonly priorities: string;
  /** Hex, a bit per file: made by Shoal; in the part file. */
  readonly created: string;
  readonly parted: string;
  readonly partSlots: readonly number[];
  /** Of its files, where they are not those of its description. */
  readonly paths: readonly string[] | null;
  /** The info dictionary, base64; null for a magnet that waits for it. */
  readonly info: string | null;
  readonly clean: boolean;
  readonly mustCheck: boolean;
}

export interface DumpedState {
  /** As they lie there. */
  readonly settings: string | null;
  readonly torrents: readonly DumpedTorrent[];
  /** Records that could not be read, and why. */
  readonly unreadable: readonly { readonly id: string; readonly reason: string }[];
}

/** Rejects with EngineError `path-unusable` where there is no state. */
export async function dumpState(stateDir: string): Promise<DumpedState> {
  const folder = join(stateDir, TORRENTS);
  const names = await readdir(folder).catch(() => {
    throw new EngineError('path-unusable', `There is no saved state in ${stateDir}.`, { path: stateDir });
  });
  const store = new ResumeStore(folder);
  const torrents: DumpedTorrent[] = [];
  const unreadable: { id: string; reason: string }[] = [];
  for (const name of names.sort()) {
    const id = recordId(name);
    if (id === null) continue;
    try {
      torrents.push(plain(await store.loadOne(id as TorrentId))); // by the name's pattern
    } catch (thrown) {
      unreadable.push({ id, reason: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }
  const settings = await readFile(join(stateDir, SETTINGS), 'utf8').catch(() => null);
  return { settings, torrents, unreadable };
}

function plain(record: ResumeRecord): DumpedTorrent {
  const { clean, id, infoHashV1, intent, metainfo, mustCheck, name, paths, savePath } = record;
  return {
    id,
    name,
    infoHashV1,
    savePath,
    intent,
    have: hex(record.have),
    priorities: hex(record.priorities),
    created: hex(record.created),
    parted: hex(record.parted),
    partSlots: Array.from(record.partSlots),
    paths,
    info: metainfo === null ? null : Buffer.from(metainfo.infoBytes).toString('base64'),
    clean,
    mustCheck,
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
