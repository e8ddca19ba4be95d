import { describe, expect, test } from 'vitest';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { Previews } from '../../../../engine/session/previews.js';
import { longList } from '../../../support/long-list.js';

function looked(previews: Previews, count: number, name: string) {
  const list = longList(count, name);
  const parsed = parseTorrentFile(list.file);
  if (!parsed.ok) throw new Error(parsed.error.message);
  previews.look(parsed.value);
  return { hash: list.infoHash, metainfo: parsed.value };
}

describe('looked-at torrents', () => {
  test('keep a long list for its rows, and no short one', () => {
    const previews = new Previews();
    expect(previews.find(looked(previews, 6000, 'long').hash)?.count).toBe(6000);
    expect(previews.find(looked(previews, 10, 'short').hash)).toBeNull();
  });

  test('are forgotten when they were added, or when others came after them', () => {
    const previews = new Previews();
    const first = looked(previews, 5001, 'a');
    const second = looked(previews, 5001, 'b');
    expect(previews.find(first.hash)).not.toBeNull(); // used last
    const third = looked(previews, 5001, 'c');
    expect(previews.find(second.hash)).toBeNull();
    expect(previews.find(first.hash)).not.toBeNull();
    previews.forget(third.metainfo);
    expect(previews.find(third.hash)).toBeNull();
  });
});
