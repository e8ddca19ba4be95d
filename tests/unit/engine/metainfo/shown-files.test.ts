import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilePaths } from '../../../../engine/metainfo/file-paths.js';
import { MAX_PREVIEW_FILES, previewMetainfo } from '../../../../engine/metainfo/preview.js';
import { ShownFiles } from '../../../../engine/metainfo/shown-files.js';
import { parseTorrentFile } from '../../../../engine/metainfo/torrent-file.js';
import { FILE_EXECUTABLE, FILE_PAD } from '../../../../engine/metainfo/torrent-info.js';
import { longList } from '../../../support/long-list.js';

function tableOf(pads: readonly boolean[]) {
  return {
    count: pads.length,
    paths: FilePaths.of(pads.map((_, i) => `f${i}`)),
    sizes: Float64Array.from(pads, (_, i) => i + 1),
    flags: Uint8Array.from(pads, (pad) => (pad ? FILE_PAD : FILE_EXECUTABLE)),
  };
}

describe('the files that are shown', () => {
  test('are all but pads, in order, by any range', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), fc.nat(35), fc.nat(35), (pads, first, count) => {
        const all = pads.flatMap((pad, index) => (pad ? [] : [{ index, path: `f${index}`, sizeBytes: index + 1 }]));
        const shown = new ShownFiles(tableOf(pads));
        expect(shown.count).toBe(all.length);
        expect(shown.totalBytes).toBe(all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
        expect(shown.rows(first, count)).toEqual(all.slice(first, first + count));
        for (const [row, { index }] of all.entries()) expect(shown.indexOf(row)).toBe(index);
      }),
    );
  });

  test('come whole with the preview of a short list, and in part with that of a long one', () => {
    for (const [count, rows] of [
      [MAX_PREVIEW_FILES, MAX_PREVIEW_FILES],
      [MAX_PREVIEW_FILES + 1, 200],
    ] as const) {
      const parsed = parseTorrentFile(longList(count).file);
      if (!parsed.ok) throw new Error(parsed.error.message);
      const preview = previewMetainfo(parsed.value);
      expect(preview.fileCount).toBe(count);
      expect(preview.files).toHaveLength(rows);
    }
  });
});
