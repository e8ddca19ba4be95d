import { describe, expect, it } from 'vitest';
import type { TorrentId } from '../../../../engine/api/ids.js';
import type { ShownFiles } from '../../../../engine/metainfo/shown-files.js';
import { FileSearch, type Searchable } from '../../../../engine/session/file-search.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

/** A torrent with these paths; counts how often its list was asked for. */
function torrent(id: string, paths: readonly string[] | null): Searchable & { reads: number } {
  const shown =
    paths === null
      ? null
      : ({
          count: paths.length,
          rows: (first: number, count: number) =>
            paths.slice(first, first + count).map((path, i) => ({ index: first + i, path, sizeBytes: 1 })),
        } as unknown as ShownFiles);
  return {
    id: id as TorrentId,
    reads: 0,
    async files() {
      this.reads++;
      return shown;
    },
  };
}

describe('searching by the names of files', () => {
  it('finds torrents that have a file with all the words, whatever their case and order', async () => {
    const all = [torrent('a', ['Reef/Blue tang.mkv', 'Reef/notes.txt']), torrent('b', ['Blue/notes.txt']), torrent('c', null)];
    const search = new FileSearch(new VirtualClock(), () => all);
    expect(await search.find('TANG blue')).toEqual(['a']);
    expect([...((await search.find('notes')) ?? [])].sort()).toEqual(['a', 'b']);
    expect(await search.find('tang notes')).toEqual([]); // not in one file
    expect(await search.find('   ')).toEqual([]);
  });

  it('reads each list once for several searches, and again after a while', async () => {
    const clock = new VirtualClock();
    const one = torrent('a', ['Reef/one.txt']);
    const search = new FileSearch(clock, () => [one]);
    await search.find('one');
    await search.find('two');
    expect(one.reads).toBe(1);
    clock.advance(301_000);
    await search.find('one');
    expect(one.reads).toBe(2);
  });

  it('gives way to a newer search', async () => {
    const search = new FileSearch(new VirtualClock(), () => [torrent('a', ['Reef/one.txt'])]);
    const [first, second] = await Promise.all([search.find('one'), search.find('reef')]);
    expect(first).toBeNull();
    expect(second).toEqual(['a']);
  });
});
