/**
 * Finds torrents by the names of their files, of the whole library: also of those whose file lists are on the disk alone.
 * What was read stays in memory as text for a while, up to a budget; the rest is read again by the next search. Work is
 * cut into slices, and a new search ends the one before.
 */
import type { TorrentId } from '../api/ids.js';
import type { Clock } from '../base/ports.js';
import { ShownFiles } from '../metainfo/shown-files.js';
import { fetchDetails } from '../torrent/fetch-details.js';
import type { TorrentServices } from '../torrent/services.js';
import type { Torrent } from '../torrent/torrent.js';

/** Text kept, in characters; most take one byte. */
const KEPT_CHARS = 16 * 1024 * 1024;
const FORGET_MS = 300_000;
const SLICE_MS = 5;
const PATHS_A_SLICE = 500;
/** File lists read from the disk at the same time. */
const READS = 4;

/** A torrent whose files can be looked at. */
export interface Searchable {
  readonly id: TorrentId;
  /** Its file list; null: it has none yet, or it cannot be read. */
  files(): Promise<ShownFiles | null>;
}

/** Torrents of a session. Reading a list that is put away leaves it put away. */
export function* searchable(torrents: Iterable<Torrent>, services: TorrentServices): IterableIterator<Searchable> {
  for (const { content, details, id, init } of torrents) {
    const read = (): Promise<ShownFiles | null> =>
      new Promise((resolve) => {
        fetchDetails(id, init.infoHashV1, services, (found) => resolve(found.ok ? new ShownFiles(found.value.info.files) : null));
      });
    yield { id, files: () => (content === null || details.areHere ? Promise.resolve(content?.shown ?? null) : read()) };
  }
}

export class FileSearch {
  private readonly texts = new Map<TorrentId, string>();
  private chars = 0;
  private run = 0;
  private forget: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly all: () => Iterable<Searchable>,
  ) {}

  /** Torrents with a file whose path has all the words; null: another search has taken the place of this one. */
  async find(text: string): Promise<readonly TorrentId[] | null> {
    const run = ++this.run;
    const words = [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))].sort((a, b) => b.length - a.length);
    if (words.length === 0) return [];
    this.keepAwhile();
    const found: TorrentId[] = [];
    const waiting = [...this.all()];
    const worker = async (): Promise<void> => {
      let since = this.clock.now();
      for (let next = waiting.pop(); next !== undefined && run === this.run; next = waiting.pop()) {
        const known = this.texts.get(next.id);
        if (hasAll(known ?? (await this.read(next)), words)) found.push(next.id);
        if (this.clock.now() - since > SLICE_MS) {
          await this.turn();
          since = this.clock.now();
        }
      }
    };
    await Promise.all(Array.from({ length: READS }, worker));
    return run === this.run ? found : null;
  }

  /** Forgets what was read and ends a search that is under way. */
  close(): void {
    this.run++;
    this.clear();
  }

  private async read(torrent: Searchable): Promise<string> {
    const files = await torrent.files();
    if (files === null) return '';
    const parts: string[] = [];
    let since = this.clock.now();
    for (let row = 0; row < files.count; row += PATHS_A_SLICE) {
      parts.push(
        files
          .rows(row, PATHS_A_SLICE)
          .map(({ path }) => path)
          .join('\n')
          .toLowerCase(),
      );
      if (this.clock.now() - since <= SLICE_MS) continue;
      await this.turn();
      since = this.clock.now();
    }
    const text = parts.join('\n');
    if (this.chars + text.length <= KEPT_CHARS) {
      this.texts.set(torrent.id, text);
      this.chars += text.length;
    }
    return text;
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => this.clock.soon(resolve));
  }

  private keepAwhile(): void {
    this.forget?.();
    this.forget = this.clock.after(FORGET_MS, () => this.clear());
  }

  private clear(): void {
    this.forget?.();
    this.forget = null;
    this.texts.clear();
    this.chars = 0;
  }
}

/** One line of the text has all the words. */
function hasAll(text: string, words: readonly string[]): boolean {
  const [first = '', ...others] = words;
  for (let at = text.indexOf(first); at >= 0; ) {
    const end = text.indexOf('\n', at);
    if (others.length === 0) return true;
    const line = text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end);
    if (others.every((word) => line.includes(word))) return true;
    if (end < 0) return false;
    at = text.indexOf(first, end);
  }
  return false;
}
