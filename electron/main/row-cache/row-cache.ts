/**
 * The list as it was last shown, kept in the profile: the window shows it at the next start, before the engine is ready.
 * A cache and nothing more: a file that cannot be read, is of another version or holds anything unexpected is no cache.
 */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { SessionView } from '../../../engine/api/session-view.js';
import type { TorrentRow } from '../../../engine/api/torrent-view.js';

/** Raised whenever a row or the session line has other fields. */
const VERSION = 2;
/** Rows written and read in one turn of the loop. */
const ROWS_A_TURN = 500;
const MAX_ROWS = 200_000;
const MAX_FILE_BYTES = 512 * 1024 * 1024;

export interface CachedList {
  readonly rows: readonly TorrentRow[];
  readonly session: SessionView;
}

/** What moved then stands still until the engine says how it is. */
const atRest = (row: TorrentRow): TorrentRow => ({
  ...row,
  downBps: 0,
  upBps: 0,
  etaSeconds: null,
  connectedSeeds: 0,
  connectedLeeches: 0,
});

/** Writes the list to a file beside it and then over it. Never holds the loop up for more than some hundred rows. */
export async function saveRows(file: string, { rows, session }: CachedList): Promise<void> {
  const handle = await open(`${file}.tmp`, 'w', 0o600);
  try {
    await writeBlock(handle, { version: VERSION, session: { ...session, downBps: 0, upBps: 0 } });
    for (let at = 0; at < rows.length; at += ROWS_A_TURN) {
      await writeBlock(handle, rows.slice(at, at + ROWS_A_TURN).map(atRest));
      await turn();
    }
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}

async function writeBlock(handle: Awaited<ReturnType<typeof open>>, value: unknown): Promise<void> {
  const bytes = serialize(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  await handle.write(Buffer.concat([length, bytes]));
}

/** The list of an earlier run; null when there is none to be used. Never rejects. */
export async function loadRows(file: string): Promise<CachedList | null> {
  try {
    const bytes = await readFile(file);
    return bytes.length > MAX_FILE_BYTES ? null : await decode(bytes);
  } catch {
    return null;
  }
}

async function decode(bytes: Buffer): Promise<CachedList | null> {
  const rows: TorrentRow[] = [];
  let session: SessionView | null = null;
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) return null;
    const value: unknown = deserialize(bytes.subarray(at + 4, end));
    if (session === null) {
      session = sessionOf(value);
      if (session === null) return null;
    } else {
      if (!Array.isArray(value) || !value.every(isRow) || rows.length + value.length > MAX_ROWS) return null;
      rows.push(...value.map(onItsOwn));
      await turn();
    }
    at = end;
  }
  return session === null ? null : { rows, session };
}

/**
 * What was read looks into the bytes of the whole file. Whoever copies such a row, as each message to the page does,
 * copies the file with it.
 */
const onItsOwn = (row: TorrentRow): TorrentRow => ({ ...row, strip: new Uint8Array(row.strip) });

function sessionOf(value: unknown): SessionView | null {
  const { version, session } = (value ?? {}) as { version?: unknown; session?: unknown };
  return version === VERSION && typeof session === 'object' && session !== null ? (session as SessionView) : null;
}

/** It is ours and of this version; what the window relies on is looked at all the same. */
function isRow(value: unknown): value is TorrentRow {
  const row = value as Partial<TorrentRow> | null;
  return (
    typeof row === 'object' &&
    row !== null &&
    typeof row.id === 'string' &&
    typeof row.name === 'string' &&
    typeof row.status === 'object' &&
    typeof row.why === 'object' &&
    row.strip instanceof Uint8Array
  );
}

/** No list is kept. */
export const forgetRows = (file: string): Promise<void> => rm(file, { force: true });
