/**
 * One program a profile: a file that says who has it. It names a process by its id, the moment it started and the boot it belongs to,
 * so that what a crash or a power cut left behind is told from a program that runs, and taken over.
 * Invariant: the file appears whole or not at all, and of two that try at once one gets it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EngineError } from '../api/errors.js';
import { bootId, isRunning, processStart } from './running-process.io.js';

const NAME = 'lock';
const DRAFT = /^lock\.[0-9a-f]{16}(?:\.own)?$/;
const MAX_BYTES = 4096;
const ATTEMPTS = 50;
/** A lock that says nothing may just be being written. */
const PATIENT_ATTEMPTS = 5;
const WAIT_MS = 20;

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
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await put(draft, path, text)) return await taken(stateDir, path, text, false);
      const found = await readText(path);
      if (found === null) continue; // it has just been given back
      const other = parseHolder(found);
      if (other !== null && (await isHolding(other))) throw inUse(stateDir, other);
      if ((other !== null || attempt >= PATIENT_ATTEMPTS) && (await takeOver(path, found, draft, text))) {
        return await taken(stateDir, path, text, true);
      }
      await pause(WAIT_MS);
    }
    throw inUse(stateDir, null);
  } finally {
    await rm(draft, { force: true });
  }
}

async function taken(stateDir: string, path: string, text: string, afterCrash: boolean): Promise<ProfileLock> {
  await removeDrafts(stateDir);
  return {
    afterCrash,
    release: async () => {
      if ((await readText(path)) === text) await rm(path, { force: true });
    },
  };
}

/** What attempts left behind that were killed. One that is under way finds another way, and the lock taken. */
async function removeDrafts(stateDir: string): Promise<void> {
  for (const name of await readdir(stateDir)) if (DRAFT.test(name)) await rm(join(stateDir, name), { force: true });
}

/** Puts the draft in place unless something is there; true when it was done. */
async function put(draft: string, path: string, text: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return false;
  }
  try {
    // A file system without links: for a moment the file is there and says nothing.
    await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true });
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/**
 * Takes the place of a dead program's lock; true when it was done. Who does so says so first, under a name that belongs to that
 * very lock, and looks again: nobody else can have replaced it then, nor do so while that name is taken.
 */
async function takeOver(path: string, dead: string, draft: string, text: string): Promise<boolean> {
  const taking = `${path}.taking.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`;
  if (!(await put(draft, taking, text))) {
    const other = await readText(taking);
    const holder = other === null ? null : parseHolder(other);
    if (holder !== null && !(await isHolding(holder))) await rm(taking, { force: true });
    return false;
  }
  try {
    if ((await readText(path)) !== dead) return false;
    const own = `${draft}.own`;
    await writeFile(own, text, { mode: 0o600, flush: true });
    await rename(own, path);
    return true;
  } finally {
    await rm(taking, { force: true });
  }
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
    if (errnoOf(thrown) === 'ENOENT') return null;
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

const errnoOf = (thrown: unknown): string | undefined => (thrown as NodeJS.ErrnoException).code;

const inUse = (stateDir: string, holder: Holder | null): EngineError =>
  new EngineError(
    'profile-in-use',
    `Shoal is running already with this profile${holder === null ? '' : ` (process ${holder.pid})`}. Quit it first, or choose another folder for the state.`,
    { path: stateDir, ...(holder !== null && { pid: holder.pid }) },
  );
