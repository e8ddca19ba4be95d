/**
 * Copies of the whole state in folders beside it: one a day, one before a new version touches it, and whenever somebody asks. A
 * file that has not changed since the backup before is one file with that backup's (a hard link), so that a week of them costs little
 * more than one. Invariant: a backup has its name once it is whole and on the disk.
 */
import { constants, copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../api/errors.js';
import type { BackupReason, BackupView } from '../api/state-backups.js';
import { syncFolder } from '../resume/atomic-file.io.js';
import { absent, stateFiles } from './archive.io.js';
import { ABOUT } from './archive-format.js';
import { TORRENTS } from './state-files.js';

const FOLDER = 'backups';
const DRAFT = 'new';
const NAME = /^(\d{8}T\d{9}Z)-(daily|version|restore|asked)$/;
/** How many of each are kept. */
const KEPT: Readonly<Record<BackupReason, number>> = { daily: 7, version: 3, restore: 2, asked: 5 };
const AT_ONCE = 4;
const DAY_MS = 24 * 3600 * 1000;

export class Backups {
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly stateDir: string,
    private readonly version: string,
    private readonly wallNow: () => number,
  ) {}

  /** The newest first. */
  async list(): Promise<BackupView[]> {
    const names = (await readdir(this.path()).catch(() => []))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
    const views = await Promise.all(names.map((name) => this.view(name)));
    return views.filter((view) => view !== null);
  }

  /** Makes one; `quick`: by links to the files themselves, which are never written to, only replaced. One at a time. */
  make(reason: BackupReason, quick = false): Promise<string> {
    const next = this.running.catch(() => undefined).then(() => this.makeNow(reason, quick));
    this.running = next;
    return next;
  }

  /** One that is due: the day has passed, or another version made the last one. Resolves when it is made. */
  async makeIfDue(): Promise<void> {
    const [newest] = await this.list();
    if (newest === undefined || this.wallNow() - newest.createdAt >= DAY_MS || newest.createdAt > this.wallNow()) await this.make('daily');
  }

  /** Before this version touches what another one wrote. */
  async makeIfNewVersion(): Promise<void> {
    const [newest] = await this.list();
    if (newest !== undefined && newest.version !== this.version) await this.make('version', true);
  }

  /** Copies the files of a backup into a folder. Rejects with EngineError `state-unreadable` where there is none of this name. */
  async copyTo(name: string, folder: string): Promise<void> {
    if (!NAME.test(name) || (await this.view(name)) === null) {
      throw new EngineError('state-unreadable', 'There is no such backup.', { name });
    }
    for (const file of await stateFiles(this.path(name))) await copyWhole(this.path(name, file), join(folder, file)).catch(absent);
  }

  /** A file of the torrents' folder out of the newest backup that has it. */
  async find(fileName: string): Promise<Uint8Array | null> {
    for (const { name } of await this.list()) {
      const bytes = await readFile(this.path(name, TORRENTS, fileName)).catch(() => null);
      if (bytes !== null) return bytes;
    }
    return null;
  }

  private async makeNow(reason: BackupReason, quick: boolean): Promise<string> {
    const [before] = await this.list();
    const draft = this.path(DRAFT);
    await rm(draft, { recursive: true, force: true });
    await mkdir(join(draft, TORRENTS), { recursive: true });
    const files = (await stateFiles(this.stateDir)).reverse();
    let torrents = 0;
    let bytes = 0;
    const work = async (): Promise<void> => {
      for (let file = files.pop(); file !== undefined; file = files.pop()) {
        const size = await this.take(file, before?.name ?? null, quick).catch(absent);
        if (size === null) continue;
        bytes += size;
        if (file.endsWith('.resume')) torrents++;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const createdAt = await this.freeMoment(reason);
    await writeFile(join(draft, ABOUT), JSON.stringify({ version: this.version, createdAt, torrents, bytes }), { flush: true });
    await syncFolder(join(draft, TORRENTS));
    await syncFolder(draft);
    const name = `${stamp(createdAt)}-${reason}`;
    await rename(draft, this.path(name));
    await syncFolder(this.path());
    await this.prune(reason);
    return name;
  }

  /** Puts a file into the draft; its size. */
  private async take(file: string, before: string | null, quick: boolean): Promise<number> {
    const from = join(this.stateDir, file);
    const to = this.path(DRAFT, file);
    const now = await stat(from);
    const known = before === null ? null : await stat(this.path(before, file)).catch(() => null);
    const isSame = known !== null && known.size === now.size && Math.abs(known.mtimeMs - now.mtimeMs) < 1;
    const source = isSame && before !== null ? this.path(before, file) : quick ? from : null;
    if (source === null || !(await linked(source, to))) {
      await copyWhole(from, to);
      await utimes(to, now.atime, now.mtime);
    }
    return now.size;
  }

  /** Now, or the next moment that no other backup bears. */
  private async freeMoment(reason: BackupReason): Promise<number> {
    const taken = new Set((await this.list()).map(({ name }) => name));
    let at = this.wallNow();
    while (taken.has(`${stamp(at)}-${reason}`)) at++;
    return at;
  }

  private async prune(reason: BackupReason): Promise<void> {
    const same = (await this.list()).filter((view) => view.reason === reason);
    for (const { name } of same.slice(KEPT[reason])) await rm(this.path(name), { recursive: true, force: true });
  }

  private async view(name: string): Promise<BackupView | null> {
    const reason = NAME.exec(name)?.[2] as BackupReason; // the pattern lists them
    try {
      const about = JSON.parse(await readFile(this.path(name, ABOUT), 'utf8')) as Record<string, unknown>;
      const number = (key: string): number => (Number.isSafeInteger(about[key]) ? Number(about[key]) : 0);
      return {
        name,
        reason,
        version: String(about.version ?? ''),
        createdAt: number('createdAt'),
        torrents: number('torrents'),
        bytes: number('bytes'),
      };
    } catch {
      return null;
    }
  }

  private path(...parts: readonly string[]): string {
    return join(this.stateDir, FOLDER, ...parts);
  }
}

/** A link, where the file system has them. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') throw thrown;
    return false;
  }
}

/** A durable copy, which shares its blocks where the file system can. */
async function copyWhole(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const file = await open(to, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Sorts by time as text does. */
const stamp = (wallMs: number): string => new Date(wallMs).toISOString().replace(/[-:.]/g, '');
