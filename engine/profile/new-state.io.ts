/**
 * A state that takes the place of the present one at the next start, when nothing is running over it yet: out of a backup or
 * an archive. It is made ready in a folder of its own, which then gets its name in one step; the start moves it into place. A crash at any
 * moment leaves the old state, or the new one still to be moved.
 */
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { NewStateView } from '../api/state-backups.js';
import { PREVIOUS, syncFolder } from '../resume/atomic-file.io.js';
import type { ResumeRecord } from '../resume/record.js';
import { decodeRecord, encodeRecord } from '../resume/resume-codec.js';
import { absent } from './archive.io.js';
import { recordId, SETTINGS, STATISTICS, TORRENTS } from './state-files.js';

const READY = 'restore';
const DRAFT = 'restore.new';
const OLD_TORRENTS = 'torrents.old';
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;
const AT_ONCE = 16;

/**
 * Gets a state ready; `fill` puts its files into the folder it is given. The one that was ready before goes. `isOurs`: it comes out
 * of this profile, so that torrents left in order need no check as long as their files look untouched.
 */
export async function prepareState(stateDir: string, isOurs: boolean, fill: (folder: string) => Promise<void>): Promise<NewStateView> {
  const draft = join(stateDir, DRAFT);
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, TORRENTS), { recursive: true });
  try {
    await fill(draft);
    const made = await makeSafe(draft, isOurs);
    await syncFolder(join(draft, TORRENTS));
    await syncFolder(draft);
    await rm(join(stateDir, READY), { recursive: true, force: true });
    await rename(draft, join(stateDir, READY));
    await syncFolder(stateDir);
    return made;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Moves a state that is ready into place; true when there was one. `before` may copy the present one. */
export async function takeNewState(stateDir: string, before: () => Promise<unknown>): Promise<boolean> {
  const ready = join(stateDir, READY);
  await rm(join(stateDir, DRAFT), { recursive: true, force: true });
  if (!(await exists(ready))) {
    await rm(join(stateDir, OLD_TORRENTS), { recursive: true, force: true });
    return false;
  }
  if (await exists(join(ready, TORRENTS))) {
    // else an earlier start was interrupted after this
    if (await exists(join(stateDir, TORRENTS))) {
      await before();
      await rm(join(stateDir, OLD_TORRENTS), { recursive: true, force: true });
      await rename(join(stateDir, TORRENTS), join(stateDir, OLD_TORRENTS));
    }
    await rename(join(ready, TORRENTS), join(stateDir, TORRENTS));
  }
  for (const name of [SETTINGS, STATISTICS]) {
    if (!(await exists(join(ready, name)))) continue;
    await rm(join(stateDir, name) + PREVIOUS, { force: true });
    await rename(join(ready, name), join(stateDir, name));
  }
  await syncFolder(stateDir);
  await rm(ready, { recursive: true, force: true });
  await rm(join(stateDir, OLD_TORRENTS), { recursive: true, force: true });
  return true;
}

/** What was true when it was saved may not be now: records are read, and believed no further than a check. */
async function makeSafe(folder: string, isOurs: boolean): Promise<NewStateView> {
  const torrents = join(folder, TORRENTS);
  const pending = await readdir(torrents);
  const made = { torrents: 0, unreadable: 0 };
  const work = async (): Promise<void> => {
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const id = recordId(name);
      if (id === null) continue;
      const path = join(torrents, name);
      const decoded = decodeRecord(await readFile(path));
      if (decoded.ok && decoded.value.id === id && ABSOLUTE.test(decoded.value.savePath)) {
        await replaceDurably(path, encodeRecord(asOfThen(decoded.value, isOurs)));
        made.torrents++;
      } else {
        await rm(path);
        made.unreadable++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (made.torrents === 0 && made.unreadable > 0) throw new EngineError('state-unreadable', 'No torrent of this saved state can be read.');
  return made;
}

/** Of a torrent that was left in order the sizes and times of files tell whether that still holds; any other is checked. */
function asOfThen(record: ResumeRecord, isOurs: boolean): ResumeRecord {
  const mustCheck = record.metainfo !== null && !(isOurs && record.clean && !record.mustCheck);
  return { ...record, moving: null, recent: [], unsure: new Uint8Array(0), mustCheck };
}

async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  await rm(path); // it may be one file with that of a backup
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(absent)) !== null;
