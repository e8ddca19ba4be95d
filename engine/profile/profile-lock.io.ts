/**
 * One program a profile: a file that says who has it. It names a process by its id, the moment it started and the boot it belongs to,
 * so that what a crash or a power cut left behind is told from a program that runs, and taken over.
 * Invariant: the file appears whole or not at all, and of two that try at once one gets it.
 */
import { randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.js';
import { bootId, isRunning, processStart } from './running-process.io.js';

const NAME = 'lock';
const DRAFT = /^lock\.(?:stale\.)?[0-9a-f]{16}$/;
const MAX_BYTES = 4096;
const ATTEMPTS = 5;

export interface ProfileLock {
  /** The run before did not end in order: its lock was still there. */
  readonly afterCrash: boolean;
  /** Gives the profile back; idempotent. */
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** When the process started, in whatever unit the system tells it; null: it does not. */
  readonly started: string | null;
  readonly boot: string | null;
  /** Tells two locks of one process apart. */
  readonly key: string;
}

/** Takes the profile. Rejects with EngineError `profile-in-use` while another program has it. */
export async function lockProfile(stateDir: string): Promise<ProfileLock> {
  const path = join(stateDir, NAME);
  const holder: Holder = {
    pid: process.pid,
    started: await processStart(process.pid),
    boot: await bootId(),
    key: randomBytes(8).toString('hex'),
  };
  const text = JSON.stringify(holder);
  const draft = `${path}.${holder.key}`;
  try {
    await writeDurably(draft, text);
    let afterCrash = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await claim(draft, path, text)) {
        await removeDrafts(stateDir, draft);
        return lockAt(path, text, afterCrash);
      }
      const found = await readText(path);
      if (found === null) continue; // it has just been given back
      const other = parseHolder(found);
      if (other !== null && (await isHolding(other))) throw inUse(stateDir, other);
      afterCrash = true;
      await setAside(path, found, `${path}.stale.${holder.key}`);
    }
    throw inUse(stateDir, null);
  } finally {
    await rm(draft, { force: true });
  }
}

function lockAt(path: string, text: string, afterCrash: boolean): ProfileLock {
  return {
    afterCrash,
    release: async () => {
      if ((await readText(path)) === text) await rm(path, { force: true });
    },
  };
}

/** What attempts left behind that were killed. One that is under way finds another way, and the lock taken. */
async function removeDrafts(stateDir: string, own: string): Promise<void> {
  for (const name of await readdir(stateDir)) {
    const path = join(stateDir, name);
    if (DRAFT.test(name) && path !== own) await rm(path, { force: true });
  }
}

/** Puts the draft in place unless something is there; true when it was done. */
async function claim(draft: string, path: string, text: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (thrown) {
    const errno = (thrown as NodeJS.ErrnoException).code;
    if (errno === 'EEXIST') return false;
    // A file system without links: the file is made empty first, and an empty one counts as taken.
    return claimByMaking(path, text);
  }
}

async function claimByMaking(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true });
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

/** Takes a dead program's lock away, and puts it back when another one has taken it over meanwhile. */
async function setAside(path: string, expected: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw thrown;
  }
  if ((await readText(aside)) !== expected) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Nothing is known of a process that does not say when it started; then its id alone counts, within one boot. */
async function isHolding({ boot, pid, started }: Holder): Promise<boolean> {
  const now = await bootId();
  if (boot !== null && now !== null && boot !== now) return false;
  if (!isRunning(pid)) return false;
  const startedNow = await processStart(pid);
  return started === null || startedNow === null || started === startedNow;
}

function parseHolder(text: string): Holder | null {
  try {
    const { boot = null, key, pid, started = null } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    if (!Number.isSafeInteger(pid) || Number(pid) <= 0 || typeof key !== 'string') return null;
    return { pid: Number(pid), key, started: textOrNull(started), boot: textOrNull(boot) };
  } catch {
    return null; // no program of ours wrote it: nobody holds it
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function readText(path: string): Promise<string | null> {
  try {
    if ((await stat(path)).size > MAX_BYTES) return '';
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const inUse = (stateDir: string, holder: Holder | null): EngineError =>
  new EngineError(
    'profile-in-use',
    `Shoal is running already with this profile${holder === null ? '' : ` (process ${holder.pid})`}. Quit it first, or choose another folder for the state.`,
    { path: stateDir, ...(holder !== null && { pid: holder.pid }) },
  );
